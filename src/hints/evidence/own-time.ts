import type { Seconds } from '../../profile/profile-table.ts';
import type { SyntaxNode } from '../../source/syntax.ts';
import type { CodeNode, LoopNode } from '../code/module-code.ts';
import { type FrameEvidence, ownTimeAt, rowAt } from './frame-evidence.ts';
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
  const nodes = nodesInRow(site, evidence);
  const expectedPerPass = costOf(nodes.filter((code) => code.loops.at(-1) === loop)) * pace;
  const { explained, hasRivals } = explain(site, nodes, evidence);
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

/** The nodes that run in the same row of the profile as the site. */
function nodesInRow(site: CodeNode, evidence: FrameEvidence): readonly CodeNode[] {
  const row = rowAt(evidence, site);
  return evidence.code.nodes.filter((code) => rowAt(evidence, code) === row);
}

function explain(
  site: CodeNode,
  nodes: readonly CodeNode[],
  evidence: FrameEvidence,
): { readonly explained: Seconds; readonly hasRivals: boolean } {
  const loops = new Set<LoopNode | undefined>(nodes.map(({ loops: around }) => around.at(-1)));
  let explained = 0;
  let hasRivals = false;
  for (const loop of loops) {
    const passes = loop === undefined ? { least: evidence.ncalls, isExact: true } : passesOf(loop, evidence);
    if (passes !== undefined) {
      explained += passes.least * costOf(nodes.filter((code) => code.loops.at(-1) === loop)) * evidence.pace;
    }
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

function costOf(nodes: readonly CodeNode[]): Seconds {
  let cost = 0;
  for (const { node } of nodes) {
    if (FREE.has(node.nodeType)) continue;
    cost += NODE + (MAKING.get(node.nodeType) ?? 0) + (isFormatting(node) ? FORMATTING : 0);
  }
  return cost;
}

function isFormatting(node: SyntaxNode): boolean {
  return (
    node.nodeType === 'BinOp' &&
    node.op.nodeType === 'Mod' &&
    node.left.nodeType === 'Constant' &&
    typeof node.left.value === 'string'
  );
}
