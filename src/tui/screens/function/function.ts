import { functionKey, standardName } from '../../../profile/function-name.ts';
import { plural } from '../../../profile/notes.ts';
import type { ListedLine, ListedLines } from '../../../report/list-markdown.ts';
import { cutEnd, displayWidth } from '../../../text/display.ts';
import type { CallDirection } from '../../../views/call-list.ts';
import { CALL_SORT_KEYS, callNumbers, LEAST_ESTIMATE_TEXT } from '../../../views/function-view.ts';
import { functionLine } from '../../../views/functions-view.ts';
import { isChargedByEstimate } from '../../../views/hiding.ts';
import type { SortedId } from '../../function-columns.ts';
import { HIDDEN_MEANINGS, HIDE, hidingProgress, withoutText, withShownOrigins } from '../../hiding.ts';
import {
  type ListBounds,
  type ListState,
  move,
  moveActions,
  rankText,
  type Sorting,
  scrollActions,
  select,
  sortActions,
  UNITS,
} from '../../list.ts';
import { functionText, shownText, whyNoRow, whyNoScroll } from '../../name.ts';
import { type Drawing, type Front, MOST_LINES, type ScreenType } from '../../screen.ts';
import { callsBeside, sortedCallColumn } from '../../sorted-column.ts';
import type { Theme } from '../../theme.ts';
import { BACK, currentScreen, ENTER, lastOfKind, withScreen } from '../../trail.ts';
import type { ViewerState } from '../../viewer.ts';
import {
  callSpotAt,
  drawCalls,
  layoutOf,
  moveCalls,
  paneBounds,
  resortCalls,
  selectedCall,
  visibleCalls,
} from './calls.ts';
import { type FunctionScreen, functionScreen, openFunction, paneView } from './panes.ts';
import {
  cellOfSource,
  drawSource,
  hasSource,
  isSourceActive,
  moveInSource,
  openCalled,
  refitSource,
  selectedSourceRow,
  shiftSource,
  showsCalls,
  sourceRegion,
  sourceSpotAt,
  whyNoCalled,
  whyNoShift,
} from './source.ts';
import { lineCallsText } from './source-line.ts';
import { hidingFor, relationsText } from './words.ts';

const sorting: Sorting<FunctionScreen> = {
  menu: (_, screen) => ({
    what: screen.active,
    choices: CALL_SORT_KEYS.map(({ name, title }) => ({ words: [name], title, by: name })),
    current: CALL_SORT_KEYS.findIndex(({ name }) => name === screen[screen.active].sort),
  }),
  // a key that sorts anew begins in its own direction
  sortBy: (state, screen, by) => {
    const key = CALL_SORT_KEYS.find(({ name }) => name === by);
    if (key === undefined) return state;
    return resortCalls(state, screen, { ...screen[screen.active], sort: key.name, isReversed: false });
  },
  reverse: (state, screen) => {
    const pane = screen[screen.active];
    return resortCalls(state, screen, { ...pane, isReversed: !pane.isReversed });
  },
  beside: (state, screen, step) => {
    const { hasTimes } = paneView(state, screen, screen.active);
    const from = sortedCallColumn(screen[screen.active].sort);
    return callsBeside(from, step, hasTimes ? undefined : COLUMNS_WITHOUT_TIMES);
  },
  whyNotBy: (state, screen, by) => {
    if (by !== 'tottime' && by !== 'cumtime') return null;
    const { hasTimes, calls } = paneView(state, screen, screen.active);
    return hasTimes || calls.length === 0 ? null : `This profile has counts and no times for ${screen.active}.`;
  },
};

/** Where there are no times to sort by. */
const COLUMNS_WITHOUT_TIMES: readonly SortedId[] = ['ncalls', 'name'];

/**
 * One function between its callers and its callees, and its source. While the source is active the keys that move, open
 * and scroll are its; those that sort stay with the callers or callees beside it.
 */
export const FUNCTION: ScreenType<FunctionScreen> = {
  kind: 'function',
  top: {
    digit: '2',
    tab: 'Function',
    title: 'the selected function: its callers and callees',
    needsCallers: true,
    open: (state, front) => {
      const selected = front.selected();
      const last = lastOfKind(state, 'function', (screen) => selected === undefined || screen.function === selected);
      return last ?? (selected === undefined ? undefined : functionScreen(state, selected));
    },
    whyHere: (state) =>
      currentScreen(state).kind === 'function' ? 'This is a function; Enter opens the selected one.' : null,
    whyNot: whyNoSelected,
  },
  crumb: ({ function: self }, table) => table.strings.text(functionKey(table, self).name),
  draw,
  spotAt: (state, screen, cell) => {
    const inSource = cellOfSource(state, screen, cell);
    return inSource === null ? callSpotAt(state, screen, cell) : sourceSpotAt(state, screen, inSource);
  },
  goToPane: (state, screen, cell) => {
    const inSource = cellOfSource(state, screen, cell);
    if (inSource !== null) return { ...screen, source: { ...screen.source, isActive: true } };
    const spot = callSpotAt(state, screen, cell);
    if (spot === null || spot.kind === 'heading') return screen;
    return { ...screen, active: spot.self.active, source: spot.self.source };
  },
  actions: {
    ...moveActions((state, screen, movement) =>
      isSourceActive(state, screen)
        ? moveInSource(state, screen, movement)
        : withScreen(
            state,
            changeList(state, screen, screen.active, (list, bounds) => move(list, movement, bounds)),
          ),
    ),
    ...scrollActions<FunctionScreen>({
      by: (state, screen, step) =>
        isSourceActive(state, screen)
          ? shiftSource(state, screen, step)
          : withScreen(state, { ...screen, scroll: screen.scroll + step }),
      whyNot: (state, screen, step) => {
        if (isSourceActive(state, screen)) return whyNoShift(screen, step);
        const { nameWidth } = layoutOf(state, screen);
        return whyNoScroll(state.table, visibleCalls(state, screen), { scroll: screen.scroll, step, nameWidth });
      },
    }),
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: (state, screen) =>
        isSourceActive(state, screen) ? whyNoCalled(state, screen) : whyNoCall(state, screen),
      run: (state, screen) =>
        isSourceActive(state, screen) ? openCalled(state, screen) : openFunction(state, selectedCall(state, screen)),
    },
    ...BACK,
    'pane.next': {
      keys: ['tab'],
      group: 'open',
      help: 'go on to the callees, the source, the callers',
      label: 'pane',
      whyNot: whyNoPane,
      run: (state, screen) => withScreen(state, switchPane(state, screen, 1)),
    },
    'pane.previous': {
      keys: ['shift-tab'],
      group: 'open',
      help: 'the same, backwards',
      whyNot: whyNoPane,
      run: (state, screen) => withScreen(state, switchPane(state, screen, -1)),
    },
    ...sortActions(sorting),
    ...HIDE,
    ...UNITS,
  },
  sorting,
  selected: (state, screen) => (isSourceActive(state, screen) ? screen.function : selectedCall(state, screen)),
  place: (state, screen) => {
    const row = isSourceActive(state, screen) ? selectedSourceRow(state, screen) : undefined;
    if (row?.kind !== 'line') return undefined;
    return { file: state.table.strings.text(functionKey(state.table, screen.function).file), line: row.line.number };
  },
  refit: (state, screen) => {
    const refit = (list: ListState, bounds: ListBounds): ListState => select(list, list.selected, bounds);
    return refitSource(state, changeList(state, changeList(state, screen, 'callers', refit), 'callees', refit));
  },
  moveTo: moveCalls,
  leavesOut: true,
  meanings: {
    more: [
      {
        term: 'callers',
        text: 'who called the function: how often, and how much of its time was spent in these calls',
      },
      { term: 'callees', text: 'what the function called: how often, and the time that they took in these calls' },
      { term: 'share', text: 'of the cumtime of the function in the middle; on its own line, its tottime' },
      { term: 'itself (recursion)', text: 'the function calls itself' },
      {
        term: '(no row)',
        text: 'a caller that has no numbers of its own: it ran before the profiler was switched on',
      },
      ...HIDDEN_MEANINGS,
      {
        term: '(5, 2 hidden)',
        text: `hidden callers or callees are passed over: the functions at their other end stand here, with what passes through them; below ${LEAST_ESTIMATE_TEXT}: estimates of so little are left out`,
      },
      {
        term: '~ before all numbers',
        text: 'what passes through a hidden function with several callers is divided among them by the time below it; <1: less than one call',
      },
      { term: 'counted only', text: 'the profile says how often, but not how long: times are shown as -' },
    ],
  },
  markdown: (state, screen) => {
    const { table } = state;
    const hiding = hidingFor(state, screen.function);
    const self = functionLine(hiding?.table ?? table, screen.function, 'cumtime');
    const estimates = isChargedByEstimate(hiding, screen.function) ? 'tottime' : 'none';
    const line: ListedLine = {
      numbers: self,
      share: self.share,
      estimates,
      name: standardName(table, screen.function),
    };
    return [
      { heading: `Function${withoutText(state)}`, lines: [line], total: 1 },
      listCalls(state, screen, 'callers'),
      listCalls(state, screen, 'callees'),
    ];
  },
};

/** Why the selection does not lead to a function's screen. */
function whyNoSelected(state: ViewerState, front: Front): string | null {
  const selected = front.selected();
  if (selected === undefined) return lastOfKind(state, 'function') === undefined ? 'No function is selected.' : null;
  return selected < state.table.length ? front.whyNoEnter() : 'It has no row of its own.';
}

function whyNoCall(state: ViewerState, screen: FunctionScreen): string | null {
  const target = selectedCall(state, screen);
  if (target === undefined) return whyNoCalls(state, screen, screen.active);
  if (target === screen.function) return 'This is the function itself: it calls itself.';
  return whyNoRow(state.table, target);
}

/** From callers to callees to the source, and round again; what is empty is passed over. */
function switchPane(state: ViewerState, screen: FunctionScreen, step: -1 | 1): FunctionScreen {
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

function whyNoPane(state: ViewerState, screen: FunctionScreen): string | null {
  const other = screen.active === 'callers' ? 'callees' : 'callers';
  return panesOf(state, screen).length > 1 ? null : whyNoCalls(state, screen, other);
}

function whyNoCalls(state: ViewerState, screen: FunctionScreen, direction: CallDirection): string {
  const isHidden = paneView(state, screen, direction).hidden > 0;
  return `This function has no ${direction} ${isHidden ? 'that are shown' : 'in the profile'}.`;
}

function changeList(
  state: ViewerState,
  screen: FunctionScreen,
  direction: CallDirection,
  change: (list: ListState, bounds: ListBounds) => ListState,
): FunctionScreen {
  const pane = screen[direction];
  return { ...screen, [direction]: { ...pane, list: change(pane.list, paneBounds(state, screen, direction)) } };
}

/** All bars are shares of the time that the function took with its callees. */
function draw(state: ViewerState, screen: FunctionScreen, theme: Theme): Drawing {
  const { table, size, units } = state;
  const { glyphs } = theme;
  return {
    heading: withShownOrigins(
      state,
      functionText(table, screen.function, Math.floor(size.columns / 2), glyphs.ellipsis),
    ),
    position: `${hidingProgress(state, glyphs)}${positionText(state, screen)}`,
    summary: [relationsText(state, screen.function, { units, glyphs }), 'share of cumtime'],
    status: statusText(state, screen, theme),
    lines: panesLines(state, screen, theme),
  };
}

/** Callers and callees with the source beside or below them; in a small window one of the two. */
function panesLines(state: ViewerState, screen: FunctionScreen, theme: Theme): readonly string[] {
  const region = sourceRegion(state, screen);
  const calls = showsCalls(state, screen) ? drawCalls(state, screen, theme) : [];
  if (region === null || (region.placement === 'tab' && calls.length > 0)) return calls;
  const source = drawSource(state, screen, region.size, theme);
  return region.placement === 'right'
    ? joinBeside(calls, source, state.size.columns - region.size.columns)
    : [...calls, ...source];
}

/** Two columns of lines; the second begins at a cell. */
function joinBeside(left: readonly string[], right: readonly string[], column: number): readonly string[] {
  return right.map((line, at) => {
    const start = left[at] ?? '';
    return start + ' '.repeat(Math.max(0, column - displayWidth(start))) + line;
  });
}

/** What the selected line of the source calls, or the selected caller or callee. */
function statusText(state: ViewerState, screen: FunctionScreen, { glyphs }: Theme): string {
  const row = isSourceActive(state, screen) ? selectedSourceRow(state, screen) : undefined;
  if (row !== undefined) {
    const text = lineCallsText(state.table, row, { units: state.units, glyphs });
    return cutEnd(text, state.size.columns - 2, glyphs.ellipsis); // the costliest come first
  }
  const selected = selectedCall(state, screen);
  return selected === undefined ? '' : shownText(standardName(state.table, selected));
}

/** `callee 1 of 12` */
function positionText(state: ViewerState, screen: FunctionScreen): string {
  if (isSourceActive(state, screen)) return 'source';
  const { active } = screen;
  return `${active.slice(0, -1)} ${rankText(screen[active].list, paneView(state, screen, active).calls.length)}`;
}

function listCalls(state: ViewerState, screen: FunctionScreen, direction: CallDirection): ListedLines {
  const view = paneView(state, screen, direction);
  const lines = callNumbers(view, 0, MOST_LINES).map(
    (call): ListedLine => ({
      numbers: call,
      share: call.share,
      estimates: call.estimates,
      name: standardName(state.table, call.other),
    }),
  );
  const what = direction === 'callers' ? 'Callers' : 'Callees';
  const { sort, isReversed } = screen[direction];
  const order = `${what} by ${sort}${isReversed ? ', reversed' : ''}`;
  const rest =
    view.negligible === 0 ? '' : `, without ${plural(view.negligible, 'estimate')} below ${LEAST_ESTIMATE_TEXT}`;
  return { heading: `${order}${rest}`, lines, total: view.calls.length };
}
