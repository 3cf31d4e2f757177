import type { Seconds } from '../../profile/profile-table.ts';
import type { Expression, SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { isOfBits } from '../code/modular-steps.ts';
import { type CodeNode, type FrameCode, isWithin, type LoopNode } from '../code/module-code.ts';
import { bindingsOf } from '../code/names.ts';
import { type FrameEvidence, type FrameRow, ownTimeAt, rowAt } from './frame-evidence.ts';
import { type Passes, passesOf } from './passes.ts';
import { isWalkedOnce } from './walked-once.ts';

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
  /** What is countable of the own time, at its usual price. */
  readonly explained: Seconds;
  /** What is left of the own time when all that is countable has got its usual time. An upper bound. */
  readonly unexplained: Seconds;
  /** Whether other loops of the function, of unknown length, or steps that may be long ones may have taken the time. */
  readonly hasRivals: boolean;
};

/** Sets the own time of a function against what its code would usually take. */
export function ownTime(site: CodeNode, evidence: FrameEvidence): OwnTime {
  const seconds = ownTimeAt(evidence, site);
  const { total, pace } = evidence;
  const loop = site.loops.at(-1);
  const passes: Passes | undefined =
    loop === undefined ? { least: evidence.ncalls, isExact: true } : passesOf(loop, evidence);
  const { costs, explained, uncounted, heavy } = ownWork(site, evidence);
  const expectedPerPass = (costs.get(loop) ?? 0) * pace;
  const exponent = seconds < LONG_POWER * pace * evidence.ncalls ? undefined : exponentAt(site);
  const mayTakeIt = (one: LoopNode): boolean =>
    !site.loops.includes(one) &&
    !isWalkedOnce(one, site, evidence) &&
    (exponent === undefined || !isOfBits(one, exponent, site.frame));
  return {
    seconds,
    share: total > 0 ? seconds / total : 0,
    passes,
    perPass: passes === undefined || passes.least === 0 ? undefined : seconds / passes.least,
    expectedPerPass,
    explained,
    unexplained: Math.max(0, seconds - explained),
    hasRivals:
      [...uncounted].some(mayTakeIt) || heavy.some((one) => isBeside(one, site) && !copiesOnlyResult(one, site)),
  };
}

/** What one pass of each loop takes, and one run outside of them, by its nodes. */
type Costs = ReadonlyMap<LoopNode | undefined, Seconds>;

/** What the nodes of one row of the profile take. */
type OwnWork = {
  readonly costs: Costs;
  /** What of the row's own time is countable, at its usual price. */
  readonly explained: Seconds;
  /** The loops of which the number of passes is not exactly known. */
  readonly uncounted: ReadonlySet<LoopNode>;
  /** Steps that may take as long as any loop. */
  readonly heavy: readonly CodeNode[];
};

const workByRow = oncePer((_: FrameEvidence) => new Map<FrameRow | undefined, OwnWork>());

/** Of the nodes that run in the same row of the profile as the site. Every site of a row asks for the same. */
function ownWork(site: CodeNode, evidence: FrameEvidence): OwnWork {
  const row = rowAt(evidence, site);
  const byRow = workByRow(evidence);
  const known = byRow.get(row);
  if (known !== undefined) return known;
  const codes = codesInRow(row, evidence);
  const work = { ...addUp(sumCosts(codes), evidence), heavy: codes.filter(isHeavy) };
  byRow.set(row, work);
  return work;
}

/** Loops over the bits of a number take less. */
const LONG_POWER: Seconds = 2e-5;

/** `exponent` of `base ** exponent % modulus` */
function exponentAt({ node }: CodeNode): Expression | undefined {
  const power = node.nodeType === 'BinOp' && node.op.nodeType === 'Mod' ? node.left : undefined;
  return power?.nodeType === 'BinOp' && power.op.nodeType === 'Pow' ? power.right : undefined;
}

/** `7 ** exponent` of large numbers, and `rows[at:] + rows`, which copies both; `text[:20] + '...'` copies a handful. */
function isHeavy({ node }: CodeNode): boolean {
  if (node.nodeType !== 'BinOp') return false;
  if (node.op.nodeType === 'Pow') return node.right.nodeType !== 'Constant';
  return node.op.nodeType === 'Add' && (isLongSlice(node.left) || isLongSlice(node.right));
}

function isLongSlice(node: SyntaxNode): boolean {
  if (node.nodeType !== 'Subscript' || node.slice.nodeType !== 'Slice') return false;
  const { lower, upper } = node.slice;
  return upper?.nodeType !== 'Constant' || (lower !== undefined && lower.nodeType !== 'Constant');
}

/** `kept[:at] + kept[at:]` of what the comprehension of the site has made: a step in C for each of its passes. */
function copiesOnlyResult({ node }: CodeNode, { loops, frame }: CodeNode): boolean {
  const sides = node.nodeType === 'BinOp' ? [node.left, node.right].filter(isLongSlice) : [];
  if (sides.length === 0) return false;
  return sides.every((side) => {
    const of = side.nodeType === 'Subscript' && side.value.nodeType === 'Name' ? bindingsOf(side.value.id, frame) : [];
    return of.length > 0 && of.every(({ binding: { value } }) => value !== null && value === loops.at(-1));
  });
}

/** Neither in the other nor around it. */
function isBeside(one: CodeNode, other: CodeNode): boolean {
  return !isWithin(one, other.node) && !isWithin(other, one.node);
}

function codesInRow(row: FrameRow | undefined, evidence: FrameEvidence): readonly CodeNode[] {
  const handlers = nodesOfHandlers(evidence.code);
  return evidence.code.nodes.filter((code) => !handlers.has(code) && rowAt(evidence, code) === row);
}

/** What a pass takes in which nothing is raised is what it usually takes. */
const nodesOfHandlers = oncePer(({ nodes }: FrameCode): ReadonlySet<CodeNode> => {
  const found = new Set<CodeNode>();
  for (const code of nodes) {
    const isIn = code.parent !== null && found.has(code.parent);
    if (isIn || code.node.nodeType === 'ExceptHandler') found.add(code);
  }
  return found;
});

function sumCosts(nodes: readonly CodeNode[]): Costs {
  const costs = new Map<LoopNode | undefined, Seconds>();
  for (const { node, loops } of nodes) costs.set(loops.at(-1), (costs.get(loops.at(-1)) ?? 0) + costOf(node));
  return costs;
}

function addUp(costs: Costs, evidence: FrameEvidence): Omit<OwnWork, 'heavy'> {
  let explained = 0;
  const uncounted = new Set<LoopNode>();
  for (const [loop, cost] of costs) {
    const passes = loop === undefined ? { least: evidence.ncalls, isExact: true } : passesOf(loop, evidence);
    if (passes !== undefined) explained += passes.least * cost * evidence.pace;
    if (passes?.isExact !== true && loop !== undefined) uncounted.add(loop);
  }
  return { costs, explained, uncounted };
}

const FREE: ReadonlySet<SyntaxNode['nodeType']> = new Set([
  'Expr',
  'Arguments',
  'Arg',
  'Comprehension',
  'Keyword',
  'Pass',
]);

/** What some nodes take together, before the machine's pace. */
export function usualTime(nodes: readonly SyntaxNode[]): Seconds {
  return nodes.reduce((sum, node) => sum + costOf(node), 0);
}

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
