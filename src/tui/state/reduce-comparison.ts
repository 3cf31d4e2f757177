import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { changesSince } from '../../views/comparison-list.ts';
import type { DiffMetric, FunctionChange } from '../../views/function-change.ts';
import type { ComparisonScreen } from './comparison-screen.ts';
import { functionScreen } from './function-screen.ts';
import { follow, type ListBounds, move, select } from './list-state.ts';
import type { ScreenLogic } from './screen-logic.ts';
import type { SortChoice } from './sort-choices.ts';
import { columnBeside, type SortStep, whyNoColumn } from './sort-columns.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

const CHOICES: readonly (SortChoice & { readonly by: DiffMetric })[] = [
  { words: ['tottime'], title: 'change of the time in the function itself', by: 'tottime' },
  { words: ['cumtime'], title: 'change of the time with all that it calls', by: 'cumtime' },
  { words: ['ncalls'], title: 'change of the call count', by: 'ncalls' },
];

/** The list of what changed since the baseline. */
export const COMPARISON: ScreenLogic<ComparisonScreen> = {
  reduce: (state, screen, action) => {
    switch (action.type) {
      case 'move':
        return withScreen(state, { ...screen, list: move(screen.list, action.movement, boundsOf(state, screen)) });
      case 'enter':
        return entered(state, screen);
      case 'sort':
        return resorted(state, screen, { ...screen, sort: metricOf(action.by) ?? screen.sort, isReversed: false });
      case 'sort-column': {
        const beside = metricOf(columnBeside(sortStep(screen, action.step))?.calls ?? '');
        return beside === undefined ? state : resorted(state, screen, { ...screen, sort: beside, isReversed: false });
      }
      case 'reverse':
        return resorted(state, screen, { ...screen, isReversed: !screen.isReversed });
      default:
        return state;
    }
  },
  refitted: (state, screen) => ({
    ...screen,
    list: select(screen.list, screen.list.selected, boundsOf(state, screen)),
  }),
  refusal: (state, screen, action) => {
    if (action.type === 'sort-column') return whyNoColumn(sortStep(screen, action.step));
    if (action.type !== 'enter') return null;
    const change = selectedChange(state, screen);
    if (change === undefined) return 'There is no function to open.';
    return change.afterRow < 0 ? 'This function is not in the profile any more.' : null;
  },
  selected: selectedRow,
  crumb: () => 'comparison',
  sortMenu: ({ sort }) => ({ what: 'changes', choices: CHOICES, current: CHOICES.findIndex(({ by }) => by === sort) }),
};

/** The changes in their order; none without a baseline. */
export function comparisonList({ baseline, table }: ViewerState, screen: ComparisonScreen): readonly FunctionChange[] {
  return baseline === null ? [] : changesSince(baseline, table, screen.sort, screen.isReversed);
}

export function selectedChange(state: ViewerState, screen: ComparisonScreen): FunctionChange | undefined {
  return comparisonList(state, screen)[screen.list.selected];
}

/** Which row of which profile a line shows: of a function that is gone, what it was. */
export function placeOfChange(
  { table, baseline }: ViewerState,
  { beforeRow, afterRow }: FunctionChange,
): { readonly table: ProfileTable; readonly row: number } {
  return afterRow < 0 ? { table: baseline ?? table, row: beforeRow } : { table, row: afterRow };
}

function selectedRow(state: ViewerState, screen: ComparisonScreen): FunctionIndex | undefined {
  const row = selectedChange(state, screen)?.afterRow ?? -1;
  return row < 0 ? undefined : row;
}

function boundsOf(state: ViewerState, screen: ComparisonScreen): ListBounds {
  return { length: comparisonList(state, screen).length, height: functionsHeight(state.size) };
}

function metricOf(by: string): DiffMetric | undefined {
  return CHOICES.find((choice) => choice.by === by)?.by;
}

function sortStep({ sort }: ComparisonScreen, step: number): SortStep {
  return { from: sort, step, among: CHOICES.map(({ by }) => by) };
}

function entered(state: ViewerState, screen: ComparisonScreen): ViewerState {
  const target = selectedRow(state, screen);
  return target === undefined ? state : opened(state, functionScreen(state.table, target));
}

/** The selected function stays selected; at the top one stays at the top. */
function resorted(state: ViewerState, from: ComparisonScreen, to: ComparisonScreen): ViewerState {
  const selected = selectedChange(state, from);
  const isAtTop = from.list.selected === 0 || selected === undefined;
  const wanted = isAtTop ? 0 : comparisonList(state, to).findIndex((change) => isSame(change, selected));
  return withScreen(state, { ...to, list: follow(from.list, Math.max(0, wanted), boundsOf(state, to)) });
}

function isSame(a: FunctionChange, b: FunctionChange): boolean {
  return a.afterRow === b.afterRow && a.beforeRow === b.beforeRow;
}
