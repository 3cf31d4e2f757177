import type { Expression, NodeOf } from '../../source/syntax.ts';
import { isSameInEveryCall, loopThatRepeats } from '../code/invariance.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { type Fix, type HintRule, refused, type Site } from '../rule.ts';
import { isRepeated, weighEdge } from '../weigh.ts';

/** How a profile names them: sqlite3's are methods in C, of the connection or the cursor. */
const EXECUTES = ['sqlite3.Cursor.execute', 'sqlite3.Connection.execute'];
const COMMITS = ['sqlite3.Connection.commit'];

/**
 * A statement for each row
 *
 * ## What it finds
 *
 * `execute(sql, row)` of sqlite3 with the same statement each time, and `commit()`, in a loop or in a function that is called
 * in one.
 *
 * ## Why it costs
 *
 * Each call looks up the prepared statement, binds, runs and resets it. `executemany` does the loop in C. A commit waits
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
 * For a query: join the tables, or ask for all keys at once, `... WHERE id IN (?, ?, ?)`, and put the answers into a dict.
 *
 * ## When it does not matter
 *
 * For some hundred rows, and where one statement depends on what the one before gave. Where rows must be safe one by one,
 * each commit is needed; with one at the end an error loses all since the last.
 */
export const sqlInLoop: HintRule = {
  id: 'sql-in-loop',
  title: 'a statement for each row',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Use executemany, one query for all keys, and one commit.',
  callees: [...EXECUTES, ...COMMITS],
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (!isRepeated(site.code, evidence)) return refused('it is in no loop, and its function is not called in one');
    const isCommit = site.variant === 'commit';
    return weighEdge(site, evidence, {
      callees: isCommit ? COMMITS : EXECUTES,
      called: isCommit ? 'commit' : 'execute',
      time: 'whole',
      leastCalls: 50,
      gain: site.variant === 'write' ? 'sql-in-loop/insert' : null,
      ...(isCommit ? { leastSaving: ({ cumtime }) => cumtime / 2, whatRemains: 'one commit for all rows' } : {}),
    });
  },
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  const [statement] = code.node.args;
  const subject = shortText(code.node, frame);
  if (method?.name === 'commit' && code.node.args.length === 0) {
    return { code, subject, variant: 'commit', fix: { text: 'Commit once, after the last row.' } };
  }
  if (method?.name !== 'execute' || statement === undefined) return undefined;
  const isSame = loopThatRepeats(statement, code) !== undefined || isSameInEveryCall(statement, frame);
  if (!isSame) return undefined;
  const verb = firstWord(statement);
  if (verb !== undefined && CONTROL.has(verb)) return undefined;
  const variant = verb !== undefined && WRITES.has(verb) ? 'write' : 'read';
  return { code, subject, variant, fix: FIXES[variant] };
}

const FIXES: Readonly<Record<'write' | 'read', Fix>> = {
  write: { text: 'Collect the rows and give them to one executemany.' },
  read: { text: 'Ask once for all keys (a join, or WHERE key IN (...)), and look the answers up in a dict.' },
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

function firstWord(statement: Expression): string | undefined {
  const text = statement.nodeType === 'Constant' && typeof statement.value === 'string' ? statement.value : undefined;
  return text === undefined ? undefined : /[a-z]+/i.exec(text)?.[0].toLowerCase();
}
