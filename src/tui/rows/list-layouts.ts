import type { FunctionScreen } from '../state/function-screen.ts';
import type { FunctionsScreen } from '../state/functions-screen.ts';
import { sortedCallColumn, sortedColumn } from '../state/sort-columns.ts';
import type { TreeScreen } from '../state/tree-screen.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { CHANGE_COLUMNS, type ColumnId, type ColumnLayout, layoutColumns } from './columns.ts';
import { callWidths, functionWidths, type NumberWidths } from './measure-numbers.ts';

/** The columns of the list of all functions. */
export function functionsLayout({ size, units, baseline }: ViewerState, { view }: FunctionsScreen): ColumnLayout {
  const { table, hiding } = view;
  return layoutColumns({
    width: size.columns,
    numbers: hiding === null ? functionWidths(table) : withMark(functionWidths(table)),
    kind: table.kind,
    units,
    sorted: sortedColumn(view.request.ordering),
    about: view.shareColumn,
    omitted: baseline === null ? CHANGE_COLUMNS : NOT_BESIDE_CHANGES,
  });
}

/** What changed is more than what can be divided in one's head. */
const NOT_BESIDE_CHANGES: readonly ColumnId[] = ['tottimePerCall', 'cumtimePerCall', 'bar'];

/** The columns of a function and its callers and callees: the same for all, so that they stand below each other. */
export function functionLayout(state: ViewerState, screen: FunctionScreen): ColumnLayout {
  const { table, size, units } = state;
  return layoutColumns({
    width: size.columns,
    numbers: callWidths(table, screen.function),
    kind: table.kind,
    units,
    sorted: sortedCallColumn(screen[screen.active].sort),
    about: 'cumtime',
  });
}

/** An estimate takes one cell more, for its mark. */
function withMark({ calls, seconds, durations }: NumberWidths): NumberWidths {
  return { calls: calls + 1, seconds: seconds + 1, durations: durations + 1 };
}

const NOT_IN_TREES: readonly ColumnId[] = ['tottimePerCall', 'cumtimePerCall', ...CHANGE_COLUMNS];

/** The columns of a tree of calls. */
export function treeLayout({ size, units }: ViewerState, { tree: { table }, sort }: TreeScreen): ColumnLayout {
  return layoutColumns({
    width: size.columns,
    numbers: withMark(functionWidths(table)),
    kind: table.kind,
    units,
    sorted: sort.by,
    about: sort.by === 'tottime' ? 'tottime' : 'cumtime',
    omitted: NOT_IN_TREES,
  });
}
