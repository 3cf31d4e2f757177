import { functionKey, standardName } from '../../profile/function-name.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { CALL_SORT_KEYS } from '../../views/function-view.ts';
import { functionLayout } from '../rows/list-layouts.ts';
import type { FrontAction } from './action.ts';
import { type FunctionScreen, functionScreen, type PaneState } from './function-screen.ts';
import { follow, type ListBounds, type ListState, move, select } from './list-state.ts';
import { paneBounds, paneView, selectedCall, visibleCalls } from './looked-at.ts';
import { whyNoScroll } from './name-scroll.ts';
import { isForSource, reduceSourcePane, refittedSource, refusalInSource } from './reduce-source-pane.ts';
import type { ScreenLogic } from './screen-logic.ts';
import type { SortChoice } from './sort-choices.ts';
import { COLUMNS_WITHOUT_TIMES, columnBeside, type SortStep, sortedCallColumn, whyNoColumn } from './sort-columns.ts';
import { hasSource, isSourceActive } from './source-pane.ts';
import { opened, withScreen } from './trail.ts';
import type { ViewerState } from './viewer-state.ts';

const CALL_CHOICES: readonly SortChoice[] = CALL_SORT_KEYS.map(({ name, title }) => ({
  words: [name],
  title,
  by: name,
}));

/** One function between its callers and its callees. */
export const FUNCTION: ScreenLogic<FunctionScreen> = {
  reduce: (state, screen, action) => {
    if (action.type === 'switch-pane') return withScreen(state, switchedPane(state, screen, action.step));
    if (isSourceActive(state, screen) && isForSource(action)) return reduceSourcePane(state, screen, action);
    switch (action.type) {
      case 'move':
        return withScreen(
          state,
          withPane(state, screen, screen.active, (list, bounds) => move(list, action.movement, bounds)),
        );
      case 'enter':
        return entered(state, screen);
      case 'sort':
        return sortedBy(state, screen, action.by);
      case 'sort-column': {
        const beside = columnBeside(sortStep(state, screen, action.step));
        return beside === undefined ? state : sortedBy(state, screen, beside.calls);
      }
      case 'scroll':
        return withScreen(state, { ...screen, scroll: screen.scroll + action.step });
      case 'reverse': {
        const pane = screen[screen.active];
        return resorted(state, screen, { ...pane, isReversed: !pane.isReversed });
      }
      default:
        return state;
    }
  },
  refitted: (state, screen) => {
    const refit = (list: ListState, bounds: ListBounds): ListState => select(list, list.selected, bounds);
    const calls = withPane(state, withPane(state, screen, 'callers', refit), 'callees', refit);
    return refittedSource(state, calls);
  },
  refusal: refusalOf,
  selected: (state, screen) => (isSourceActive(state, screen) ? screen.function : selectedCall(state, screen)),
  crumb: ({ function: self }, table) => table.strings.text(functionKey(table, self).name),
  sortMenu: (screen) => ({
    what: screen.active,
    choices: CALL_CHOICES,
    current: CALL_CHOICES.findIndex(({ by }) => by === screen[screen.active].sort),
  }),
};

function refusalOf(state: ViewerState, screen: FunctionScreen, action: FrontAction): string | null {
  if (action.type === 'switch-pane') return whyNoSwitch(state, screen);
  if (isSourceActive(state, screen) && isForSource(action)) return refusalInSource(state, screen, action);
  switch (action.type) {
    case 'enter':
      return whyNoEnter(state, screen);
    case 'sort':
      return action.by === 'tottime' || action.by === 'cumtime' ? whyNoTimes(state, screen) : null;
    case 'sort-column':
      return whyNoColumn(sortStep(state, screen, action.step));
    case 'scroll':
      return whyNoScroll(state.table, visibleCalls(state, screen), {
        scroll: screen.scroll,
        step: action.step,
        nameWidth: functionLayout(state, screen).nameWidth,
      });
    default:
      return null;
  }
}

function sortStep(state: ViewerState, screen: FunctionScreen, step: number): SortStep {
  const { hasTimes } = paneView(state, screen, screen.active);
  const from = sortedCallColumn(screen[screen.active].sort);
  return hasTimes ? { from, step } : { from, step, among: COLUMNS_WITHOUT_TIMES };
}

function whyNoTimes(state: ViewerState, screen: FunctionScreen): string | null {
  const { hasTimes, calls } = paneView(state, screen, screen.active);
  return hasTimes || calls.length === 0 ? null : `This profile has counts and no times for ${screen.active}.`;
}

function whyNoEnter(state: ViewerState, screen: FunctionScreen): string | null {
  const target = selectedCall(state, screen);
  if (target === undefined) return `This function has no ${screen.active} in the profile.`;
  if (target === screen.function) return 'This is the function itself: it calls itself.';
  const hasRow = target < state.table.length;
  return hasRow ? null : `No row of its own in this profile: ${standardName(state.table, target)}`;
}

/** From callers to callees to the source, and round again; what is empty is passed over. */
function switchedPane(state: ViewerState, screen: FunctionScreen, step: -1 | 1): FunctionScreen {
  const { source, active } = screen;
  const panes = panesOf(state, screen);
  const at = panes.indexOf(isSourceActive(state, screen) ? 'source' : active);
  const next = panes[(at + step + panes.length) % panes.length];
  if (next === undefined) return screen;
  return { ...screen, active: next === 'source' ? active : next, source: { ...source, isActive: next === 'source' } };
}

function panesOf(state: ViewerState, screen: FunctionScreen): readonly (CallDirection | 'source')[] {
  const directions = ['callers', 'callees'] as const;
  const calls = directions.filter((direction) => paneView(state, screen, direction).calls.length > 0);
  return hasSource(state, screen) ? [...calls, 'source'] : calls;
}

function whyNoSwitch(state: ViewerState, screen: FunctionScreen): string | null {
  const other = screen.active === 'callers' ? 'callees' : 'callers';
  return panesOf(state, screen).length > 1 ? null : `This function has no ${other} in the profile.`;
}

function withPane(
  state: ViewerState,
  screen: FunctionScreen,
  direction: CallDirection,
  change: (list: ListState, bounds: ListBounds) => ListState,
): FunctionScreen {
  const pane = screen[direction];
  return { ...screen, [direction]: { ...pane, list: change(pane.list, paneBounds(state, screen, direction)) } };
}

/** Opens the selected caller or callee. One without a row has nothing to show. */
function entered(state: ViewerState, screen: FunctionScreen): ViewerState {
  const target = selectedCall(state, screen);
  if (target === undefined || target >= state.table.length) return state;
  return opened(state, functionScreen(state.table, target));
}

/** A key that sorts anew begins in its own direction. */
function sortedBy(state: ViewerState, screen: FunctionScreen, by: string): ViewerState {
  const key = CALL_SORT_KEYS.find(({ name }) => name === by);
  if (key === undefined) return state;
  return resorted(state, screen, { ...screen[screen.active], sort: key.name, isReversed: false });
}

/** The selected call stays selected, but at the top one stays at the top. */
function resorted(state: ViewerState, screen: FunctionScreen, to: PaneState): ViewerState {
  const { active } = screen;
  const from = screen[active];
  const edge = paneView(state, screen, active).calls[from.list.selected]?.edge;
  const sorted = { ...screen, [active]: to };
  const isAtTop = from.list.selected === 0;
  const wanted = isAtTop ? 0 : paneView(state, sorted, active).calls.findIndex((call) => call.edge === edge);
  const list = follow(from.list, wanted, paneBounds(state, screen, active));
  return withScreen(state, { ...screen, [active]: { ...to, list } });
}
