import { type ComprehensionNode, isComprehension, lineOf, type NodeOf, type SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { isConstant, readsOf } from '../code/loops/consumption.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { bindingsOf } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { areRowsChosen, givesWholeTable, queryOf } from '../code/values/whole-table.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { type Fix, type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { weighEdge } from '../weigh.ts';
import { weighOwnLoop } from '../weigh-own-loop.ts';

/**
 * All rows fetched only to count them or to choose among them
 *
 * ## What it finds
 *
 * `rows = db.execute(query).fetchall()` of sqlite3 where the rows are only counted, summed, or asked for the largest: by `len`,
 * by `sum`, `max` and the like over a comprehension without calls, or in a loop that only adds; and where they are many.
 * Or where only the first of them is taken (`rows[0]`, `if rows:`), and the source has the text of the query.
 * Also a whole table (a query without `WHERE`) that is fetched again and again, where each time a test picks some of its
 * rows: `for row in rows: if row[2] == site: ...`, also by the callers of a function that returns them.
 *
 * ## Why it costs
 *
 * Each row becomes a tuple and each of its values an object, and all of them are in memory at once. The database counts
 * them where they lie.
 *
 * ## Example
 *
 *     rows = db.execute('SELECT note, cents FROM sales').fetchall()
 *     total = sum(cents for note, cents in rows if note == 'rush')
 *
 * ## Instead
 *
 *     query = "SELECT COALESCE(SUM(cents), 0) FROM sales WHERE note = 'rush'"
 *     total = db.execute(query).fetchone()[0]
 *
 * `COUNT(*)`, `AVG(note = 'rush')`, `MAX(cents)`; `GROUP BY` for one of each kind; `WHERE site = ?` with
 * an index on that column for some of the rows.
 *
 * ## When it does not matter
 *
 * For some thousand rows. `SUM` and `AVG` of no rows give `None`, and leave out what is NULL.
 */
export const fetchToCount: HintRule = {
  id: 'fetch-to-count',
  title: 'all rows fetched only to count them or to choose among them',
  article: 'generators',
  priority: 2,
  fix: 'Let the database count and choose: COUNT(*), SUM, AVG, MAX, WHERE.',
  callees: ['sqlite3.Cursor.fetchall'],
  time: 'own',
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? choiceSite(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (site.variant === WALKED) return weighWalk(site, evidence);
    return weighEdge(site, evidence, {
      callees: ['sqlite3.Cursor.fetchall'],
      called: 'fetchall',
      time: 'whole',
      leastCalls: site.variant === CHOSEN ? LEAST_CHOICES : 1,
      leastPerCall: MANY_ROWS,
      gain: null,
      leastSaving: ({ cumtime }) => cumtime / 2,
      isWorkOfC: true,
      whatRemains: 'the database reads the rows all the same, and makes no objects of them',
    });
  },
};

/** Some thousand rows. */
const MANY_ROWS = 1e-3;

const FIRST_ALONE: Fix = {
  text: 'Ask for one row: LIMIT 1 in the query, and fetchone(), which gives None where there is none.',
};

/** As far as the source says it, it only asks: no `UPDATE ... RETURNING`. */
const READING = /^$|^\s*(?:select|with)\b/i;

/** It may give more rows than one. */
const SEVERAL = /^\s*select\b(?![\s\S]*\b(?:limit|count|sum|total|avg|min|max|group_concat)\b)/i;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func } = code.node;
  if (func.nodeType !== 'Attribute' || func.attr !== 'fetchall') return undefined;
  const query = queryOf(code.node, frame) ?? '';
  if (!READING.test(query)) return undefined;
  if (SEVERAL.test(query) && isFirstAlone(code, frame))
    return { code, subject: shortText(code.node, frame), fix: FIRST_ALONE };
  const rows = nameGiven(code);
  const uses = rows === undefined ? [] : readsOf(rows, frame);
  if (uses.length === 0 || !uses.every((use) => isCounted(use, frame))) return undefined;
  return { code, subject: shortText(code.node, frame) };
}

const CHOSEN = 'chosen';
const WALKED = 'walked';

/** One choice, or one for each of a handful, is soon made. */
const LEAST_CHOICES = 8;

/** `for row in db.execute('SELECT * FROM moves').fetchall(): if row[2] == site: ...` */
function choiceSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  if (!givesWholeTable(code.node, frame) || !areRowsChosen(code)) return undefined;
  const isFetched = code.node.func.nodeType === 'Attribute' && code.node.func.attr === 'fetchall';
  const loop = isFetched ? undefined : code.parent?.node;
  if (loop !== undefined && loop.nodeType !== 'For') return undefined;
  const inside = loop === undefined ? code : nodesInLoop(loop, frame).find(({ node }) => node === loop.body[0]);
  if (inside === undefined) return undefined;
  const text =
    'Choose in the query: WHERE column = ?, with an index on that column; SUM or GROUP BY for what is only added up.';
  return {
    code: inside,
    subject: shortText(code.node, frame),
    variant: isFetched ? CHOSEN : WALKED,
    lines: [lineOf(code.node)],
    fix: { text },
  };
}

/** The rows of a cursor that is walked come without a call. */
function weighWalk(site: Site, evidence: FrameEvidence): Verdict {
  if (evidence.ncalls < LEAST_CHOICES) return refused(`only ${writeCount(evidence.ncalls)} walks of the table`);
  return weighOwnLoop(site, evidence, {
    gain: null,
    leastPerRun: MANY_ROWS,
    basis: 'the rows that are not chosen need not come at all',
    what: `${site.subject} walked whole`,
  });
}

/** `db.execute(query).fetchall()[0]`, or `rows` of which nothing but `rows[0]`, and whether there are any, is asked. */
function isFirstAlone(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const name = nameGiven(code);
  if (name === undefined) return isFirstOf(code);
  const uses = readsOf(name, frame);
  return uses.some(isFirstOf) && uses.every((use) => isFirstOf(use) || isWhetherAny(use));
}

function isFirstOf({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  return around?.nodeType === 'Subscript' && around.value === node && isConstant(around.slice, 0);
}

/** `if rows`, `if not rows` */
function isWhetherAny({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'UnaryOp') return around.op.nodeType === 'Not';
  return (around?.nodeType === 'If' || around?.nodeType === 'IfExp') && around.test === node;
}

/** The name that a value gets, and nothing else does. */
function nameGiven({ node, parent, frame }: CodeNode): string | undefined {
  const around = parent?.node;
  const [target, ...others] = around?.nodeType === 'Assign' && around.value === node ? around.targets : [];
  if (target?.nodeType !== 'Name' || others.length > 0) return undefined;
  return bindingsOf(target.id, frame).length === 1 ? target.id : undefined;
}

const COUNTING: ReadonlySet<string> = new Set(['len', 'sum', 'max', 'min', 'any', 'all']);

function isGivenToCount({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType !== 'Call' || around.func.nodeType !== 'Name' || around.keywords.length > 0) return false;
  return COUNTING.has(around.func.id) && around.args.length === 1 && around.args[0] === node;
}

function isCounted(use: CodeNode, frame: FrameCode): boolean {
  const { node, parent } = use;
  if (parent === null) return false;
  if (parent.node.nodeType === 'For') return parent.node.iter === node && parent.node.body.every(isAdding);
  if (!isComprehension(parent.node)) return isGivenToCount(use);
  if (parent.node.generators[0]?.iter !== node || !isPlain(parent.node)) return false;
  const name = nameGiven(parent);
  return name === undefined ? isGivenToCount(parent) : readsOf(name, frame).every(isGivenToCount);
}

/** `total += cents`, also under conditions */
function isAdding(statement: SyntaxNode): boolean {
  if (hasCalls(statement)) return false;
  if (statement.nodeType === 'If') return [...statement.body, ...statement.orelse].every(isAdding);
  return statement.nodeType === 'AugAssign' && statement.op.nodeType === 'Add' && statement.target.nodeType === 'Name';
}

/** SQL cannot call what the program has defined. */
function isPlain(comprehension: ComprehensionNode): boolean {
  return comprehension.generators.length === 1 && !hasCalls(comprehension);
}

function hasCalls(node: SyntaxNode): boolean {
  return [...walkSyntax(node)].some(({ nodeType }) => nodeType === 'Call');
}
