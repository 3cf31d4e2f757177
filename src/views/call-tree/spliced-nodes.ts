import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { isRecursive } from '../chain.ts';
import { type CallNode, type CallTree, functionsOnPath, recursionOf, startNode } from './call-node.ts';
import type { SplicedCall } from './call-sums.ts';
import { type PathNumbers, partOf } from './path-numbers.ts';
import { NOTHING_PASSED, type SplicedCalls } from './spliced-calls.ts';
import { callsFromOthers, partForCaller, partOnPath, ratio, toShare } from './split.ts';

/** A line with less of both would be one of zeros. */
const LEAST_ENTERED = { calls: 0.05, share: 0.0005 };

/**
 * The first nodes where functions are hidden: those that no shown function calls, and the part of others that hidden
 * functions call from outside.
 */
export function splicedStart(tree: CallTree, shown: SplicedCalls): readonly CallNode[] {
  if (tree.start !== null) return [startNode(tree, tree.start)];
  const least = tree.table.totals.tottime * LEAST_ENTERED.share;
  const entered = shown
    .entered()
    .filter(({ numbers }) => numbers.ncalls >= LEAST_ENTERED.calls || (numbers.cumtime ?? 0) >= least);
  return [
    ...shown.roots.rows.map((row) => startNode(tree, row)),
    ...entered.map((call) => ({
      ...startNode(tree, call.other),
      numbers: withCharge(tree, shown, call.other, call.numbers, chargedPart(tree.table, call.other, call.numbers)),
      passed: shown.passedAfter(tree.direction, NOTHING_PASSED, null, call),
      isEstimate: true,
      holdsAllCalls: false,
    })),
  ];
}

/** How many nodes there are below a node where functions are hidden. */
export function countSpliced(tree: CallTree, shown: SplicedCalls, parent: CallNode): number {
  return possibleCalls(tree, shown, parent, functionsOnPath(parent)).length;
}

/** Nodes that are not made yet: the numbers of all are asked for where only some are shown. */
export type SplicedNodes = {
  readonly size: number;
  readonly numbers: (at: number) => PathNumbers;
  readonly make: (at: number) => CallNode;
};

/** The nodes below a node where functions are hidden. */
export function splicedChildren(tree: CallTree, shown: SplicedCalls, parent: CallNode): SplicedNodes {
  const path = functionsOnPath(parent);
  const calls = possibleCalls(tree, shown, parent, path);
  const { numbersOf, nodeOf } = splicedMakers(tree, shown, parent, calls, path);
  return { size: calls.length, numbers: (at) => numbersOf(calls[at]!), make: (at) => nodeOf(calls[at]!) };
}

/** One of them: that of a function; null where there is none. */
export function splicedChild(
  tree: CallTree,
  shown: SplicedCalls,
  parent: CallNode,
  row: FunctionIndex,
  path: Path,
): CallNode | null {
  const calls = possibleCalls(tree, shown, parent, path);
  const call = calls.find(({ other }) => other === row);
  return call === undefined ? null : splicedMakers(tree, shown, parent, calls, path).nodeOf(call);
}

type Path = ReadonlySet<FunctionIndex>;

function possibleCalls(tree: CallTree, shown: SplicedCalls, parent: CallNode, path: Path): readonly SplicedCall[] {
  return shown[tree.direction](parent.function, parent.passed).filter((call) => isPossible(tree, call, path));
}

function splicedMakers(
  tree: CallTree,
  shown: SplicedCalls,
  parent: CallNode,
  calls: readonly SplicedCall[],
  path: Path,
): { readonly numbersOf: (call: SplicedCall) => PathNumbers; readonly nodeOf: (call: SplicedCall) => CallNode } {
  const others = calls.filter(({ other }) => !path.has(other));
  const make =
    tree.direction === 'callees' ? calleeNodes(tree, shown, parent, others) : callerNodes(tree, shown, parent, others);
  const made = (call: SplicedCall): Made => make(call, path.has(call.other));
  return {
    numbersOf: (call) => made(call).numbers,
    nodeOf: (call) => ({
      parent,
      depth: parent.depth + 1,
      function: call.other,
      edge: call.edge,
      ...made(call),
      recursion: recursionOf(parent, path, call.other),
      passed: shown.passedAfter(tree.direction, parent.passed ?? NOTHING_PASSED, parent.function, call),
    }),
  };
}

/** A function is on its path twice only if some of its calls were made while it was running. */
function isPossible({ table }: CallTree, { other }: SplicedCall, path: Path): boolean {
  return !path.has(other) || isRecursive(table, other);
}

type Made = Pick<CallNode, 'numbers' | 'isEstimate' | 'holdsAllCalls'>;
type Maker = (call: SplicedCall, isAgain: boolean) => Made;

/** As calleeMaker does. */
function calleeNodes(tree: CallTree, shown: SplicedCalls, parent: CallNode, others: readonly SplicedCall[]): Maker {
  const { table } = tree;
  const part = parent.holdsAllCalls
    ? 1
    : partOnPath(table, parent.function, parent.numbers, toShare(table, parent.function, numbersOfCalls(others)));
  return (call, isAgain) => {
    const holdsAllCalls = parent.holdsAllCalls && isOnly(tree, call.other, call);
    const numbers = partOf(call.numbers, part);
    const charge = isAgain ? 0 : holdsAllCalls ? 1 : chargedPart(table, call.other, numbers);
    return {
      numbers: withCharge(tree, shown, call.other, numbers, charge),
      isEstimate: !(parent.holdsAllCalls && call.isSure),
      holdsAllCalls,
    };
  };
}

/** As callerMaker does. */
function callerNodes(tree: CallTree, shown: SplicedCalls, parent: CallNode, others: readonly SplicedCall[]): Maker {
  const { table } = tree;
  const row = parent.function;
  const holdsAllCalls = false;
  if (parent.parent === null) {
    return ({ numbers, isSure }) => ({
      numbers: withCharge(tree, shown, row, numbers, chargedPart(tree.table, row, numbers)),
      isEstimate: !isSure,
      holdsAllCalls,
    });
  }
  const shared = toShare(table, row, numbersOfCalls(others));
  return (call) => {
    const isSure = isOnly(tree, row, call);
    const numbers = isSure ? parent.numbers : partOf(parent.numbers, partForCaller(call.numbers, shared));
    return { numbers, isEstimate: parent.isEstimate || !isSure, holdsAllCalls };
  };
}

function numbersOfCalls(calls: readonly SplicedCall[]): readonly PathNumbers[] {
  return calls.map(({ numbers }) => numbers);
}

/** Whether all calls of a function, but for those of itself, are this one. */
function isOnly({ table }: CallTree, row: FunctionIndex, { isSure, numbers }: SplicedCall): boolean {
  return isSure && numbers.ncalls > 0 && numbers.ncalls === callsFromOthers(table, row);
}

/** Which part of what is below a function is below some calls of it, and of what the function was charged for. */
export function chargedPart(
  table: ProfileTable,
  row: FunctionIndex,
  { ncalls, tottime, cumtime }: PathNumbers,
): number {
  const all = table.cumtime[row]! - table.tottime[row]!;
  const hasTime = cumtime !== null && tottime !== null && all > 0;
  return hasTime ? ratio(cumtime - tottime, all) : ratio(ncalls, table.ncalls.values[row]!);
}

/** The numbers of some calls of a function, with that part of what it was charged for. */
function withCharge(
  tree: CallTree,
  shown: SplicedCalls,
  row: FunctionIndex,
  numbers: PathNumbers,
  part: number,
): PathNumbers {
  const charge: Seconds = shown.hiding.table.tottime[row]! - tree.table.tottime[row]!;
  return numbers.tottime === null ? numbers : { ...numbers, tottime: numbers.tottime + charge * part };
}
