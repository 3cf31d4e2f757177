import type { Seconds } from '../../profile/profile-table.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import type { CodeNode, LoopNode } from '../code/module-code.ts';
import { type FrameEvidence, type FrameRow, ownTimeAt, rowAt } from './frame-evidence.ts';
import { type Passes, passesOf } from './passes.ts';

/**
 * What CPython 3.11 to 3.13 takes for a node of the syntax tree that is run, under cProfile, which adds 100 ns and more
 * to the caller's own time for each call. Measured on some fifty loops of plain code: they come out at 0.5 to 1.5 of it.
 */
const NODE: Seconds = 1.2e-8;
const CALL: Seconds = 1.3e-7;

/** Steps that make an object of their own. */
const MAKING: ReadonlyMap<SyntaxNode['nodeType'], Seconds> = new Map([
  ['JoinedStr', 6e-8],
  ['FormattedValue', 1e-7],
  ['Dict', 1e-7],
  ['Set', 1e-7],
  ['List', 3e-8],
  ['ListComp', 1e-7],
  ['SetComp', 1e-7],
  ['DictComp', 1e-7],
  ['GeneratorExp', 2e-7],
  ['Lambda', 6e-8],
  ['Slice', 5e-8],
  ['With', 1e-7],
  ['Call', CALL],
]);

/** `'%s' % x` */
const FORMATTING: Seconds = 3e-7;

/** How the own time of the function explains itself. */
export type OwnTime = {
  /** Of the row in which the site runs: the function itself, or its comprehension. */
  readonly seconds: Seconds;
  readonly share: number;
  /** How often the site's innermost loop went round, or the function ran where the site is in no loop. */
  readonly passes: Passes | undefined;
  readonly perPass: Seconds | undefined;
  /** What a pass would take if each step were a cheap one. */
  readonly expectedPerPass: Seconds;
  /** What is left of the own time when all that is countable has got its usual time. An upper bound. */
  readonly unexplained: Seconds;
  /** Whether other loops of the function, of unknown length, may have taken the time. */
  readonly hasRivals: boolean;
};

/** Sets the own time of a function against what its code would usually take. */
export function ownTime(site: CodeNode, evidence: FrameEvidence): OwnTime {
  const seconds = ownTimeAt(evidence, site);
  const { total, pace } = evidence;
  const loop = site.loops.at(-1);
  const passes: Passes | undefined =
    loop === undefined ? { least: evidence.ncalls, isExact: true } : passesOf(loop, evidence);
  const costs = costsInRow(site, evidence);
  const expectedPerPass = (costs.get(loop) ?? 0) * pace;
  const { explained, hasRivals } = explain(site, costs, evidence);
  return {
    seconds,
    share: total > 0 ? seconds / total : 0,
    passes,
    perPass: passes === undefined || passes.least === 0 ? undefined : seconds / passes.least,
    expectedPerPass,
    unexplained: Math.max(0, seconds - explained),
    hasRivals,
  };
}

/** What one pass of each loop takes, and one run outside of them, by its nodes. */
type Costs = ReadonlyMap<LoopNode | undefined, Seconds>;

const known = new WeakMap<FrameEvidence, Map<FrameRow | undefined, Costs>>();

/** Of the nodes that run in the same row of the profile as the site. Every site of a row asks for the same. */
function costsInRow(site: CodeNode, evidence: FrameEvidence): Costs {
  const row = rowAt(evidence, site);
  const byRow = known.get(evidence) ?? new Map<FrameRow | undefined, Costs>();
  known.set(evidence, byRow);
  const costs = byRow.get(row) ?? sumCosts(evidence.code.nodes.filter((code) => rowAt(evidence, code) === row));
  byRow.set(row, costs);
  return costs;
}

function sumCosts(nodes: readonly CodeNode[]): Costs {
  const costs = new Map<LoopNode | undefined, Seconds>();
  for (const { node, loops } of nodes) costs.set(loops.at(-1), (costs.get(loops.at(-1)) ?? 0) + costOf(node));
  return costs;
}

function explain(
  site: CodeNode,
  costs: Costs,
  evidence: FrameEvidence,
): { readonly explained: Seconds; readonly hasRivals: boolean } {
  let explained = 0;
  let hasRivals = false;
  for (const [loop, cost] of costs) {
    const passes = loop === undefined ? { least: evidence.ncalls, isExact: true } : passesOf(loop, evidence);
    if (passes !== undefined) explained += passes.least * cost * evidence.pace;
    const isKnown = passes?.isExact === true;
    if (!isKnown && loop !== undefined && !site.loops.includes(loop)) hasRivals = true;
  }
  return { explained, hasRivals };
}

const FREE: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Expr',
  'Arguments',
  'Arg',
  'Comprehension',
  'Keyword',
  'Pass',
]);

function costOf(node: SyntaxNode): Seconds {
  if (FREE.has(node.nodeType)) return 0;
  return NODE + (MAKING.get(node.nodeType) ?? 0) + (isFormatting(node) ? FORMATTING : 0);
}

function isFormatting(node: SyntaxNode): boolean {
  return (
    node.nodeType === 'BinOp' &&
    node.op.nodeType === 'Mod' &&
    node.left.nodeType === 'Constant' &&
    typeof node.left.value === 'string'
  );
}
