import type { CallTree } from '../../views/call-tree/call-node.ts';
import type { TreeSort } from '../../views/call-tree/children.ts';
import { callsHaveTimes } from '../../views/call-tree/split.ts';
import { firstLines, type TreeLines } from '../../views/call-tree/tree-lines.ts';
import { LIST_START, type ListState } from './list-state.ts';

/** A tree of calls, as far as it has been opened. */
export type TreeScreen = {
  readonly kind: 'tree';
  readonly tree: CallTree;
  readonly sort: TreeSort;
  readonly lines: TreeLines;
  readonly list: ListState;
};

/** A tree as it opens: by cumtime, upwards from all functions by tottime, and without times by calls. */
export function treeScreen(tree: CallTree): TreeScreen {
  const isBottomUp = tree.direction === 'callers' && tree.start === null;
  const by = isBottomUp ? 'tottime' : callsHaveTimes(tree.table) ? 'cumtime' : 'ncalls';
  const sort: TreeSort = { by, isReversed: false };
  return { kind: 'tree', tree, sort, lines: firstLines(tree, sort), list: LIST_START };
}
