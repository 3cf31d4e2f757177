import { type Expression, isFunctionNode, lineOf, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { writeCount } from '../amounts.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesOf } from '../code/module-code.ts';
import { bareName, bindingsOf, calledName, methodCalled } from '../code/names.ts';
import { mentions, shortText } from '../code/source-text.ts';
import { isSameEachRun } from '../code/steady/invariance.ts';
import { framesMeant, withCalled } from '../code/steady/pure-frame.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import { constantText } from '../code/values/constant-text.ts';
import { callsByBareName, type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
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
 * For some hundred rows, and where one statement depends on what the one before gave, for example where `lastrowid` is read, or the same table is asked before each row (that is not reported). Where rows must be safe one by one,
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
      const isCommit = site.variant === 'commit';
      const called = site.code.node.nodeType === 'Call' ? bareName(site.code.node, evidence.code) : 'commit';
      if (!isCommit && called !== 'execute') return weighPassing(called, site, evidence);
      const found = weighEdge(site, evidence, {
        callees: isCommit ? COMMITS : EXECUTES,
        called,
        time: 'whole',
        leastCalls: LEAST_CALLS,
        ...gainOf(site, evidence),
        ...(isCommit ? { leastSaving: ({ cumtime }) => cumtime / 2, whatRemains: 'one commit for all rows' } : {}),
      });
      return isWrittenOneByOne(site) ? atMostPossible(found) : found;
    },
    ({ fix }) => fix === OF_ALL,
  ),
};

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
  const isOfAll = variant === 'read' && isSummary(statement, code.node, frame);
  const lines = [code, ...callsInLoops(code)].map(({ node }) => lineOf(node));
  return { code, subject: shortText(code.node, frame), variant, lines, fix: isOfAll ? OF_ALL : fixOf(variant, code) };
}

/** Where a function that stands in no loop itself is called in one: there all its keys are known. */
function callsInLoops({ loops, frame }: CodeNode): readonly CodeNode<NodeOf<'Call'>>[] {
  if (loops.length > 0) return [];
  return callsTo(frame).filter((call) => call.loops.length > 0 && framesMeant(call.node, call.frame).includes(frame));
}

/** Rows that nobody has together: no loop of the file leads to where they are written, or each is asked for something before. */
function isWrittenOneByOne({ variant, code }: Site): boolean {
  if (variant !== 'write' || code.loops.length > 0) return false;
  return readsAround(/./, code, []) || !callsTo(code.frame).some((call) => isInLoop(call, []));
}

/** `cursor.lastrowid` of each row: executemany tells of none. */
function isAskedOfEach({ node, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  return [frame, ...framesMeant(node, frame)].some((one) =>
    nodesOf(one, 'Attribute').some(({ node: { attr } }) => attr === 'lastrowid' || attr === 'rowcount'),
  );
}

/** `SELECT SUM(qty) FROM movement` before each `INSERT INTO movement`: then a row must be there when the next one comes. */
function isReadBetween(statement: Expression, code: CodeNode): boolean {
  const table = WRITTEN.exec(constantText(beginningOf(statement), code.frame) ?? '')?.[1];
  return table !== undefined && readsAround(new RegExp(`\\b(?:from|join)\\s+["\`[]?${table}\\b`, 'i'), code, []);
}

const WRITTEN = /\b(?:into|update(?:\s+or\s+\w+)?|from)\s+["`[]?(\w+)/i;

/** What the loop around a place executes, or its function and the loops that call that, if it stands in none. */
function readsAround(table: RegExp, { loops, frame }: CodeNode, inside: readonly FrameCode[]): boolean {
  const loop = loops.at(-1);
  const repeated = nodesOf(frame, 'Call').filter((call) => loop === undefined || call.loops.includes(loop));
  if (repeated.some((call) => isReadBy(call, table))) return true;
  if (loop !== undefined || inside.includes(frame)) return false;
  const calls = callsTo(frame).filter((call) => isInLoop(call, []));
  return calls.length > 0 && calls.every((call) => readsAround(table, call, [...inside, frame]));
}

function isInLoop({ loops, frame }: CodeNode, inside: readonly FrameCode[]): boolean {
  if (loops.length > 0 || inside.includes(frame)) return loops.length > 0;
  return callsTo(frame).some((call) => isInLoop(call, [...inside, frame]));
}

/** By itself, or by what it calls. */
function isReadBy({ node, frame }: CodeNode<NodeOf<'Call'>>, table: RegExp): boolean {
  if (isRead(node, frame, table)) return true;
  const called = framesMeant(node, frame).flatMap(withCalled);
  return called.some((one) => nodesOf(one, 'Call').some((call) => isRead(call.node, one, table)));
}

function isRead(call: NodeOf<'Call'>, frame: FrameCode, table: RegExp): boolean {
  const statement = statementOf(call, frame);
  const text = statement === undefined ? '' : (constantText(beginningOf(statement), frame) ?? '');
  return /^\s*(?:select|with)\b/i.test(text) && table.test(text);
}

/** What is executed: by `execute` itself, or by a function of the file that passes its argument on to it. */
function statementOf(call: NodeOf<'Call'>, frame: FrameCode): Expression | undefined {
  const name = bareName(call, frame);
  if (name === 'execute') return withoutText(call.args[0], call.args[1], frame);
  const at = argumentPassedOn(frame.module).get(name);
  return at === undefined ? undefined : call.args[at];
}

/** What stands in `text(...)` of SQLAlchemy, whose `execute` takes many rows too: then it is in no need of advice. */
function withoutText(
  given: Expression | undefined,
  values: Expression | undefined,
  frame: FrameCode,
): Expression | undefined {
  if (given?.nodeType !== 'Call' || !/^sqlalchemy\b.*\.text$/.test(calledName(given, frame))) return given;
  return values === undefined || values.nodeType === 'Dict' ? given.args[0] : undefined;
}

/** By name of a function; of those with one name the first. */
const argumentPassedOn = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, number> => {
  const passing = frames.flatMap((frame): (readonly [string, number])[] => {
    const at = passesOn(frame);
    return at === undefined ? [] : [[frame.scope.name, at]];
  });
  return new Map(passing.toReversed());
});

/** Which of its arguments a function gives to `execute`. */
function passesOn(frame: FrameCode): number | undefined {
  if (!isFunctionNode(frame.node)) return undefined;
  const names = new Set(frame.node.args.args.map(({ arg }) => arg));
  const calls = nodesOf(frame, 'Call');
  const isPassing = calls.some(({ node: { args } }) => args[0]?.nodeType === 'Name' && names.has(args[0].id));
  if (!isPassing) return undefined; // what a call is called takes longer to tell
  const given = calls.find(({ node }) => bareName(node, frame) === 'execute')?.node.args[0];
  if (given?.nodeType !== 'Name') return undefined;
  const at = frame.node.args.args.findIndex(({ arg }) => arg === given.id);
  return at < 0 ? undefined : at - (frame.parent?.node.nodeType === 'ClassDef' ? 1 : 0);
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

/** Who calls a function that writes a row may read the table in another place. */
function fixOf(variant: 'write' | 'read', code: CodeNode): Fix {
  const { loops } = code;
  if (variant === 'read') return ofKeys(callsInLoops(code));
  return loops.length > 0 ? ONE_WRITE : WRITE_OF_CALLERS;
}

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
  const text = constantText(beginningOf(statement), frame);
  return text === undefined ? undefined : /[a-z]+/i.exec(text)?.[0].toLowerCase();
}

/** Then what is put to it are values: `f'INSERT INTO {table} ...'` is another statement for each table. */
function namesItsTable(statement: Expression, frame: FrameCode): boolean {
  const text = constantText(beginningOf(statement), frame) ?? '';
  return /\b(?:from|into|update)\s+\w+/i.test(text);
}

function beginningOf(statement: Expression): Expression {
  if (statement.nodeType === 'BinOp') return beginningOf(statement.left);
  if (statement.nodeType === 'JoinedStr') return statement.values[0] ?? statement;
  const isFormat =
    statement.nodeType === 'Call' && statement.func.nodeType === 'Attribute' && statement.func.attr === 'format';
  return isFormat && statement.func.nodeType === 'Attribute' ? statement.func.value : statement;
}
