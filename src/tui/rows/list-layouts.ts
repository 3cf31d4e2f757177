import { formatCount } from '../../profile/count-column.ts';
import { shareColumnOf } from '../../views/functions-view.ts';
import type { ComparisonScreen } from '../state/comparison-screen.ts';
import type { FunctionScreen } from '../state/function-screen.ts';
import type { FunctionsScreen } from '../state/functions-screen.ts';
import type { ModuleScreen, ModulesScreen } from '../state/modules-screen.ts';
import type { ProfilesScreen } from '../state/profiles-screen.ts';
import { timeOf } from '../state/reduce-profiles.ts';
import { sortedCallColumn, sortedColumn } from '../state/sort-columns.ts';
import { callsColumnsOf } from '../state/source-pane.ts';
import type { TreeScreen } from '../state/tree-screen.ts';
import { baselineShown, type ViewerState } from '../state/viewer-state.ts';
import { CHANGE_COLUMNS, type ColumnId, type ColumnLayout, layoutColumns } from './columns.ts';
import { callWidths, functionWidths, type NumberWidths } from './measure-numbers.ts';

/** The columns of the list of all functions. */
export function functionsLayout(state: ViewerState, { view }: FunctionsScreen): ColumnLayout {
  const { size, units, memory } = state;
  const { table, hiding } = view;
  return layoutColumns({
    width: size.columns,
    numbers: hiding === null ? functionWidths(table) : withMark(functionWidths(table)),
    kind: table.kind,
    units,
    sorted: sortedColumn(view.request.ordering),
    about: view.shareColumn,
    omitted: baselineShown(state) === null ? CHANGE_COLUMNS : NOT_BESIDE_CHANGES,
    hasMemory: memory !== null,
  });
}

/** What changed is more than what can be divided in one's head. */
const NOT_BESIDE_CHANGES: readonly ColumnId[] = ['tottimePerCall', 'cumtimePerCall', 'bar'];

const NOT_IN_COMPARISONS: readonly ColumnId[] = [...NOT_BESIDE_CHANGES, 'percent'];

/** The columns of the list of changes: wide enough for the numbers of both profiles. */
export function comparisonLayout(
  { table, baseline, size, units }: ViewerState,
  { sort }: ComparisonScreen,
): ColumnLayout {
  const [now, then] = [functionWidths(table), functionWidths(baseline ?? table)];
  return layoutColumns({
    width: size.columns,
    numbers: {
      calls: Math.max(now.calls, then.calls),
      seconds: Math.max(now.seconds, then.seconds),
      durations: Math.max(now.durations, then.durations),
    },
    kind: table.kind,
    units,
    sorted: sort,
    about: sort === 'cumtime' ? 'cumtime' : 'tottime',
    omitted: NOT_IN_COMPARISONS,
  });
}

/** The columns of a function and its callers and callees: the same for all, so that they stand below each other. */
export function functionLayout(state: ViewerState, screen: FunctionScreen): ColumnLayout {
  const { table, units } = state;
  return layoutColumns({
    width: callsColumnsOf(state, screen),
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

/** Wider counts are rounded (see number-text.ts). */
const WIDEST_CALLS = 21;

const NOT_IN_SUMS: readonly ColumnId[] = ['tottimePerCall', 'cumtimePerCall', ...CHANGE_COLUMNS];

/** The columns of a tree of calls. */
export function treeLayout({ size, units }: ViewerState, { tree: { table }, sort }: TreeScreen): ColumnLayout {
  return layoutColumns({
    width: size.columns,
    numbers: withMark(functionWidths(table)),
    kind: table.kind,
    units,
    sorted: sort.by,
    about: sort.by === 'tottime' ? 'tottime' : 'cumtime',
    omitted: NOT_IN_SUMS,
  });
}

/** The columns of a list of files or packages. Sums are wider than what is added, by so many digits at most as there are. */
export function modulesLayout({ table, size, units }: ViewerState, { sort }: ModulesScreen): ColumnLayout {
  const { calls, seconds, durations } = functionWidths(table);
  const total = formatCount(table.totals.ncalls).length;
  return layoutColumns({
    width: size.columns,
    numbers: { calls: Math.min(WIDEST_CALLS, Math.max(calls, total)), seconds: seconds + 1, durations: durations + 1 },
    kind: table.kind,
    units,
    sorted: sort === 'functions' ? null : sort,
    about: sort === 'cumtime' ? 'cumtime' : 'tottime',
    omitted: NOT_IN_SUMS,
  });
}

/** The columns of the functions of a file or package. */
export function moduleLayout({ table, size, units }: ViewerState, { ordering }: ModuleScreen): ColumnLayout {
  return layoutColumns({
    width: size.columns,
    numbers: functionWidths(table),
    kind: table.kind,
    units,
    sorted: sortedColumn(ordering),
    about: shareColumnOf(ordering.order),
    omitted: CHANGE_COLUMNS,
  });
}

/** The columns of the merged profiles, or of one function in each of them. */
export function profilesLayout({ table, size, units }: ViewerState, screen: ProfilesScreen): ColumnLayout {
  const { calls, seconds, durations } = functionWidths(table);
  const total = `${formatCount(table.totals.ncalls)}/${formatCount(table.totals.primitiveCalls)}`.length;
  const isWhole = screen.function === null;
  return layoutColumns({
    width: size.columns,
    numbers: { calls: Math.min(WIDEST_CALLS, isWhole ? total : calls), seconds, durations },
    kind: table.kind,
    units,
    sorted: screen.sort === 'given' ? null : screen.sort,
    about: isWhole ? 'tottime' : timeOf(screen.sort),
    omitted: isWhole ? ['cumtime', ...NOT_IN_SUMS] : CHANGE_COLUMNS,
  });
}
