import type { Seconds } from '../../profile/profile-table.ts';
import type { CallNode, CallTree } from './call-node.ts';
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
 * function takes more time itself than in any of its callees (upwards: where the profiler began), and at a recursion.
 */
export function openedHotPath(tree: CallTree, before: TreeLines, at: number, sort: TreeSort): OpenedMany {
  let lines = before;
  let selected = at;
  for (;;) {
    const line = lines[selected];
    const next = line?.kind === 'node' ? heaviestBelow(tree, line.last) : null;
    if (next === null) return { lines, selected, isWhole: true };
    if (lines.length - before.length >= LINES_AT_ONCE) return { lines, selected, isWhole: false };
    lines = opened(tree, lines, selected, sort);
    const found = lineOf(lines, selected, next);
    if (found < 0) return { lines, selected, isWhole: false };
    selected = found;
  }
}

/** null at the end of the path. */
function heaviestBelow(tree: CallTree, node: CallNode): CallNode | null {
  const by = node.numbers.cumtime === null ? 'ncalls' : 'cumtime';
  const children = childNodes(tree, node, { by, isReversed: false }, 0, CHILDREN_AT_ONCE);
  const next = children[0];
  if (next === undefined) return null;
  const here = tree.direction === 'callees' ? node.numbers.tottime : timeWithoutCaller(node, children);
  return (next.numbers[by] ?? 0) < (here ?? 0) ? null : next;
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
