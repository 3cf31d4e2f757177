import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { Seconds } from '../../profile/profile-table.ts';
import { type CallNode, type CallTree, functionsOnPath } from './call-node.ts';
import { childNodes, type TreeSort } from './children.ts';
import {
  CHILDREN_AT_ONCE,
  childLines,
  depthOf,
  endOfBranch,
  flattened,
  LINES_AT_ONCE,
  opened,
  type TreeLine,
  type TreeLines,
} from './tree-lines.ts';

/** What a key that opens several nodes came to. `isWhole`: none is left closed for the sake of {@link LINES_AT_ONCE}. */
export type OpenedMany = { readonly lines: TreeLines; readonly selected: number; readonly isWhole: boolean };

/**
 * Opens the heaviest path from a line on: at each step the callee (or caller) with the most cumtime. It ends where a
 * function takes more time itself than in any of its callees (upwards: where the profiler began). At a recursion it goes
 * on from the line of the same function further up, where that leads to the time of the recursion.
 */
export function openedHotPath(tree: CallTree, before: TreeLines, at: number, sort: TreeSort): OpenedMany {
  const walked = new Set<FunctionIndex>();
  let lines = before;
  let selected = at;
  for (;;) {
    const line = lines[selected];
    const step = line?.kind === 'node' ? nextStep(tree, line.last, walked) : null;
    if (step === null) return { lines, selected, isWhole: true };
    if (lines.length - before.length >= LINES_AT_ONCE) return { lines, selected, isWhole: false };
    const from = lineEndingWith(step.from, lines, selected);
    if (from < 0) return { lines, selected, isWhole: true };
    lines = opened(tree, lines, from, sort);
    const found = lineOf(lines, from, step.to);
    if (found < 0) return { lines, selected: from, isWhole: false };
    selected = found;
  }
}

/** A step of the path, from a node to one of those below it. */
type Step = { readonly from: CallNode; readonly to: CallNode };

/** How much of the longer of two times the shorter is at least, for them to be one and the same time seen twice. */
const NEARLY_SAME = 0.9;

/**
 * null at the end of the path. Below a recursion there is nothing: what the function does then is shown below its first
 * line. `python -m X` is exec -> _run_code -> exec, and X is another callee of that exec: the heaviest that the path did
 * not come by, with the same time as the recursion. Where imports are inside of imports the times differ, and no callee is
 * known to be the way. What the path came by is `walked` and not taken again, so that there is an end. Upwards a recursion
 * ends the path: which of the callers called first is not known.
 */
function nextStep(tree: CallTree, node: CallNode, walked: Set<FunctionIndex>): Step | null {
  if (node.recursion === 'none') return heaviestStep(tree, node);
  if (tree.direction === 'callers') return null;
  for (const row of functionsOnPath(node)) walked.add(row);
  const first = firstCallOf(node);
  const step = first === null ? null : heaviestStep(tree, first, walked);
  return step !== null && areNearlySame(weightOf(step.to), weightOf(node)) ? step : null;
}

/** The node of the same function further up its path. */
function firstCallOf({ parent, function: row }: CallNode): CallNode | null {
  let above = parent;
  while (above !== null && above.function !== row) above = above.parent;
  return above;
}

function heaviestStep(tree: CallTree, from: CallNode, walked: ReadonlySet<FunctionIndex> = new Set()): Step | null {
  const by = from.numbers.cumtime === null ? 'ncalls' : 'cumtime';
  const children = childNodes(tree, from, { by, isReversed: false }, 0, CHILDREN_AT_ONCE);
  const to = children.find((child) => !walked.has(child.function));
  if (to === undefined) return null;
  const here = tree.direction === 'callees' ? from.numbers.tottime : timeWithoutCaller(from, children);
  return (to.numbers[by] ?? 0) < (here ?? 0) ? null : { from, to };
}

function areNearlySame(one: number, other: number): boolean {
  return Math.min(one, other) >= Math.max(one, other) * NEARLY_SAME;
}

/** Without times the calls decide. */
function weightOf({ numbers }: CallNode): number {
  return numbers.cumtime ?? numbers.ncalls;
}

/** The line that ends with a node: this one, or one above it. A recursive function is inside of no chain (chain.ts). */
function lineEndingWith(node: CallNode, lines: TreeLines, from: number): number {
  return lines.findLastIndex((line, at) => at <= from && line.kind === 'node' && line.last === node);
}

/** The time that none of the callers accounts for: the function was running when the profiler began. */
function timeWithoutCaller({ numbers }: CallNode, callers: readonly CallNode[]): Seconds | null {
  if (numbers.cumtime === null) return null;
  return callers.reduce((left, caller) => left - (caller.numbers.cumtime ?? 0), numbers.cumtime);
}

/** Where a child stands below an open node; -1 where it is among the rest that is not shown. */
function lineOf(lines: TreeLines, parent: number, child: CallNode): number {
  const end = endOfBranch(lines, parent);
  const depth = depthOf(lines[parent]) + 1;
  for (let at = parent + 1; at < end; at++) {
    const line = lines[at]!;
    if (line.kind === 'node' && line.depth === depth && line.node.function === child.function) return at;
  }
  return -1;
}

/** Opens all below a line, level by level, as far as {@link LINES_AT_ONCE} go. */
export function openedBelow(tree: CallTree, lines: TreeLines, at: number, sort: TreeSort): OpenedMany {
  const end = endOfBranch(lines, at);
  const below = new Map<CallNode, readonly TreeLine[]>();
  const branch = lines.slice(at, end);
  let left = LINES_AT_ONCE;
  let isWhole = true;
  const level = branch.filter((line) => line.kind === 'node' && !line.isOpen && line.childCount > 0);
  // the array grows while it is gone through: children come behind all of the level above
  for (const line of level) {
    if (line.kind === 'rest') continue;
    const children = childLines(tree, line, sort);
    isWhole = children.length <= left;
    if (!isWhole) break;
    left -= children.length;
    below.set(line.node, children);
    level.push(...children.filter((child) => child.kind === 'node' && child.childCount > 0));
  }
  const widened = flattened(branch, (line) => below.get(line.node) ?? []);
  return { lines: lines.toSpliced(at, end - at, ...widened), selected: at, isWhole };
}
