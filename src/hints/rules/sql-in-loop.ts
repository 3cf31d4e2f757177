import { type Expression, isFunctionNode, lineOf, type NodeOf } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import {
  beginningText,
  isAround,
  isInLoop,
  isReadBetween,
  isWrittenBetween,
  readOf,
  statementOf,
} from '../code/executed-statements.ts';
import { askedOneByOne } from '../code/loops/asked-one-by-one.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption } from '../code/module-code.ts';
import { bareName, bindingsOf, calledName, methodCalled } from '../code/names.ts';
import { mentions, shortText } from '../code/source-text.ts';
import { isSameEachRun } from '../code/steady/invariance.ts';
import { framesMeant } from '../code/steady/pure-frame.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import { constantText } from '../code/values/constant-text.ts';
import { callsByBareName, type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { timesCalled } from '../evidence/times-called.ts';
import { savingOfWorkOfC } from '../expected-saving.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import {
  atMostPossible,
  type EdgeQuestion,
  edgeFinding,
  edgeLine,
  isRepeated,
  NOT_REPEATED,
  sharedLine,
  shareOfSites,
  weighEdge,
} from '../weigh.ts';

/** How a profile names them: those of sqlite3 and psycopg2 are methods in C, of the connection or the cursor. */
const SQLITE = ['sqlite3.Cursor.execute', 'sqlite3.Connection.execute'];

const EXECUTES = [
  ...SQLITE,
  'psycopg2.extensions.cursor.execute',
  'psycopg2.extras.execute',
  'psycopg.cursor.execute',
  'psycopg.connection.execute',
  'django.db.backends.utils.execute',
  'sqlalchemy.engine.base.execute',
  'sqlalchemy.orm.session.execute',
];

const COMMITS = [
  'sqlite3.Connection.commit',
  'psycopg2.extensions.connection.commit',
  'psycopg.connection.commit',
  'sqlalchemy.engine.base.commit',
];

/**
 * A statement for each row
 *
 * ## What it finds
 *
 * `execute(sql, row)` of sqlite3, psycopg, psycopg2, a cursor of Django or a connection of SQLAlchemy with the same statement each time (or one that is put together anew), and `commit()`, in a loop or in a function that is called
 * in one; also through a function of the same file that passes the statement on.
 *
 * ## Why it costs
 *
 * Each call looks up the prepared statement, binds, runs and resets it; where the database is a server, it also waits for the
 * answer. `executemany` does the loop in C. A commit waits
 * until the file is on the disk: for each row that is hundreds of times what the row itself takes. A query for each row
 * asks the database n times for what one query can give.
 *
 * ## Example
 *
 *     for row in rows:
 *         db.execute('INSERT INTO sales VALUES (?, ?)', row)
 *         db.commit()
 *
 * ## Instead
 *
 *     db.executemany('INSERT INTO sales VALUES (?, ?)', rows)
 *     db.commit()
 *
 * psycopg2's `executemany` sends one row after the other all the same: there it is `execute_values(cursor, 'INSERT INTO sales VALUES %s',
 * rows)` of `psycopg2.extras`. SQLAlchemy takes a list of dicts, `execute(text(...), rows)`.
 *
 * For a query: join the tables, or ask for all keys at once, `... WHERE id IN (?, ?, ?)`, and put the answers into a dict.
 *
 * ## When it does not matter
 *
 * For some hundred rows, and where one statement depends on what the one before gave, for example where `lastrowid` is read, or the same table is asked before each row (that is not reported). Where a loop ends at the first answer, makes its next key of it, or goes round hardly more than once, a query is possible at most. Where rows must be safe one by one,
 * each commit is needed; with one at the end an error loses all since the last.
 */
export const sqlInLoop: HintRule = {
  id: 'sql-in-loop',
  title: 'a statement for each row',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Use executemany, one query for all keys, and one commit.',
  callees: [...EXECUTES, ...COMMITS],
  time: 'calls',
  match: (frame) =>
    WORDS.some((word) => mentions(word, frame.module.source))
      ? nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? [])
      : [],
  weigh: doubtedWhereOthersRun(
    (site, evidence) => {
      if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
      const isSingle = isWrittenOneByOne(site) || site.why === ONE_BY_ONE || isAskedOnceInLoops(site, evidence);
      const found = weighStatement(site, evidence);
      return isSingle ? atMostPossible(found) : found;
    },
    ({ fix }) => fix === OF_ALL || fix === COUNTED || fix === ONCE,
  ),
};

function weighStatement(site: Site, evidence: FrameEvidence): Verdict {
  const isCommit = site.variant === 'commit';
  const called = site.code.node.nodeType === 'Call' ? bareName(site.code.node, evidence.code) : 'commit';
  if (!isCommit && called !== 'execute') return weighPassing(called, site, evidence);
  return weighEdge(site, evidence, {
    callees: isCommit ? COMMITS : EXECUTES,
    called,
    time: 'whole',
    leastCalls: LEAST_CALLS,
    ...gainOf(site, evidence),
    ...(isCommit ? { leastSaving: ({ cumtime }) => cumtime / 2, whatRemains: 'one commit for all rows' } : {}),
  });
}

/** Fewer keys for each run of a loop: most runs have one, and there is nothing to ask for together. */
const LEAST_KEYS = 2;

/** Whether the loops that call the function go round hardly more than once each. */
function isAskedOnceInLoops({ code, variant, fix }: Site, evidence: FrameEvidence): boolean {
  const callers = [...new Set(callsInLoops(code).map(({ frame }) => frame))];
  if (variant !== 'read' || fix === COUNTED || fix === OF_ALL || callers.length === 0) return false;
  if (!callers.every((one) => isFunctionNode(one.node) && resumption(one) === null)) return false;
  const runs = callers.reduce((sum, one) => sum + timesCalled(one, evidence), 0);
  return evidence.ncalls < LEAST_KEYS * runs;
}

const LEAST_CALLS = 50;

const WORDS: readonly string[] = ['execute', 'commit'];

const ONE_COMMIT: Fix = { text: 'Commit once, after the last row.' };

/** What was measured with sqlite3 says nothing of a server. */
function gainOf({ variant }: Site, evidence: FrameEvidence): Pick<EdgeQuestion, 'gain' | 'whatRemains'> {
  if (sumCallsTo(evidence, SQLITE).ncalls > 0) return { gain: variant === 'write' ? 'sql-in-loop/insert' : null };
  return { gain: null, whatRemains: 'how much of it goes depends on the database, and on how far away it is' };
}

/** Calls of a function of the program that executes what it is given. */
function weighPassing(called: string, site: Site, evidence: FrameEvidence): Verdict {
  const calls = callsByBareName(evidence, [called]);
  if (calls.ncalls < LEAST_CALLS) return refused(`only ${writeCount(calls.ncalls)} calls of ${called} from here`);
  const part = shareOfSites(site, evidence);
  const lines = [edgeLine(called, calls.ncalls, calls.cumtime, evidence), ...sharedLine(part)];
  const cost = calls.cumtime * part;
  const basis = 'how much of it goes depends on what the statements do';
  return edgeFinding('likely', cost, evidence, lines, savingOfWorkOfC(cost, null, basis, evidence));
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  if (method?.name === 'commit' && code.node.args.length === 0) {
    return { code, subject: shortText(code.node, frame), variant: 'commit', fix: ONE_COMMIT };
  }
  const statement = statementOf(code.node, frame);
  if (statement === undefined || isArgument(statement, frame)) return undefined;
  const verb = firstWord(statement, frame);
  const isKnown = verb !== undefined && namesItsTable(statement, frame);
  const isSame = isKnown || isSameEachRun(statement, code);
  if (!isSame || (verb !== undefined && CONTROL.has(verb))) return undefined;
  if (/\breturning\b/i.test(constantText(statement, frame) ?? '')) return undefined; // executemany gives no rows
  if (verb !== undefined && WRITES.has(verb) && (isAskedOfEach(code) || isReadBetween(statement, code)))
    return undefined;
  const variant = verb !== undefined && WRITES.has(verb) ? 'write' : 'read';
  const lines = [code, ...callsInLoops(code)].map(({ node }) => lineOf(node));
  const site = { code, subject: shortText(code.node, frame), variant, lines };
  if (variant === 'write') return { ...site, fix: code.loops.length > 0 ? ONE_WRITE : WRITE_OF_CALLERS };
  if (isSummary(statement, code.node, frame)) return { ...site, fix: OF_ALL };
  if (isCounted(code)) return { ...site, fix: COUNTED };
  if (isWithoutKey(code.node, statement, frame)) {
    return { ...site, ...(isWrittenBetween(statement, code) ? { fix: CHANGING, why: ONE_BY_ONE } : { fix: ONCE }) };
  }
  return { ...site, ...readOfKeys(code) };
}

/** Where a loop asks, of those places at which it could ask for all its keys together; why, if there are none. */
function readOfKeys(code: CodeNode<NodeOf<'Call'>>): Pick<Site, 'fix' | 'why'> {
  const places = code.loops.length > 0 ? [code] : callsInLoops(code);
  const asked = places.map((place) => ({ place, how: askedOneByOne(place) }));
  const together = asked.filter(({ how }) => how === undefined).map(({ place }) => place);
  if (places.length === 0 || together.length > 0) return { fix: ofKeys(code.loops.length > 0 ? [] : together) };
  const isOfKeys = asked.every(({ how }) => how === 'key-of-answer');
  return { fix: isOfKeys ? KEYS_OF_ANSWERS : FIRST_ANSWER, why: ONE_BY_ONE };
}

const ONE_BY_ONE = 'one by one';

const KEYS_OF_ANSWERS: Fix = {
  text: 'Each key comes from the answer before: ask for all of them in one query, by WITH RECURSIVE, or read a small table into a dict once.',
};
const FIRST_ANSWER: Fix = {
  text: 'The loop ends at the first answer that fits: ask for all its keys at once only if it mostly goes on to the end.',
};
const CHANGING: Fix = {
  text: 'What it reads changes in the loop: keep what is needed of it along, or ask for less of it.',
};
const ONCE: Fix = {
  text: 'It asks for the same each time: ask once, before the loop, as long as nobody else writes to it.',
};
const COUNTED: Fix = {
  text: 'All its rows are fetched to be counted: SELECT COUNT(*), or keep the number along.',
};

/** `len(db.execute(...).fetchall())`, and of what a function of the program fetches. */
function isCounted(code: CodeNode): boolean {
  let { parent } = code;
  while (parent !== null && (parent.node.nodeType === 'Attribute' || isFetch(parent))) parent = parent.parent;
  return parent?.node.nodeType === 'Call' && calledName(parent.node, code.frame) === 'len';
}

function isFetch({ node, frame }: CodeNode): boolean {
  return node.nodeType === 'Call' && calledName(node, frame) === '.fetchall';
}

/** The same rows each time, but for what was written. */
function isWithoutKey({ args, keywords }: NodeOf<'Call'>, statement: Expression, frame: FrameCode): boolean {
  return args.length === 1 && keywords.length === 0 && constantText(statement, frame) !== undefined;
}

/** Where a function that stands in no loop itself is called in one: there all its keys are known. */
function callsInLoops({ loops, frame }: CodeNode): readonly CodeNode<NodeOf<'Call'>>[] {
  if (loops.length > 0) return [];
  return callsTo(frame).filter((call) => call.loops.length > 0 && framesMeant(call.node, call.frame).includes(frame));
}

/** Rows that nobody has together: no loop of the file leads to where they are written, or each is asked for something before. */
function isWrittenOneByOne({ variant, code }: Site): boolean {
  if (variant !== 'write' || code.loops.length > 0) return false;
  return isAround(readOf(/./), code) || !callsTo(code.frame).some(isInLoop);
}

/** `cursor.lastrowid` of each row: executemany tells of none. */
function isAskedOfEach({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  return [frame, ...framesMeant(node, frame)].some((one) =>
    nodesOf(one, 'Attribute').some(({ node: { attr } }) => attr === 'lastrowid' || attr === 'rowcount'),
  );
}

/** Then the callers decide what is executed, and are looked at in its place. */
function isArgument(statement: Expression, frame: FrameCode): boolean {
  if (statement.nodeType !== 'Name' || !isFunctionNode(frame.node)) return false;
  return bindingsOf(statement.id, frame).every(({ binding }) => binding.kind === 'argument');
}

/** `SELECT COUNT(*) FROM visit`, which is given no key: one answer about all rows. */
function isSummary(statement: Expression, { args }: NodeOf<'Call'>, frame: FrameCode): boolean {
  const text = constantText(statement, frame) ?? '';
  return (
    args.length === 1 && /^\s*select\s+(?:count|sum|max|min|avg|total)\s*\([^)]*\)\s+from\s+\w+\s*;?\s*$/i.test(text)
  );
}

const OF_ALL: Fix = {
  text: 'It walks all rows each time: ask once, and keep the number along.',
};

function ofKeys(calls: readonly CodeNode<NodeOf<'Call'>>[]): Fix {
  const places = [...new Set(calls.map(({ node, frame }) => `${frame.scope.name} (line ${lineOf(node)})`))];
  const where =
    places.length === 0 || places.length > MOST_NAMED
      ? ''
      : `, before the loop around its call in ${places.join(' and ')}`;
  return { text: `Ask once for all keys${where}: a join, or WHERE key IN (...). Look the answers up in a dict.` };
}

const MOST_NAMED = 2;

const ONE_WRITE: Fix = { text: 'Collect the rows and give them to one executemany.' };
/** Who calls a function that writes a row may read the table in another place. */
const WRITE_OF_CALLERS: Fix = {
  text: 'Collect the rows, and give them to one executemany before the table is read again.',
};

const WRITES: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'replace']);

/** Statements of a connection, that no row needs. */
const CONTROL: ReadonlySet<string> = new Set([
  'begin',
  'commit',
  'rollback',
  'pragma',
  'create',
  'drop',
  'savepoint',
  'release',
]);

/** Of the text with which the statement begins, also where more is put to it: `f'SELECT ... WHERE id = {key}'`. */
function firstWord(statement: Expression, frame: FrameCode): string | undefined {
  return /[a-z]+/i.exec(beginningText(statement, frame))?.[0].toLowerCase();
}

/** Then what is put to it are values: `f'INSERT INTO {table} ...'` is another statement for each table. */
function namesItsTable(statement: Expression, frame: FrameCode): boolean {
  return /\b(?:from|into|update)\s+\w+/i.test(beginningText(statement, frame));
}
