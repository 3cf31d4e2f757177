import { standardName } from '../../../profile/function-name.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { listFunctions } from '../../../report/list-markdown.ts';
import { FILTER_SYNTAX } from '../../../select/name-filter.ts';
import { changeSince } from '../../../views/changes-since.ts';
import {
  type FunctionsView,
  functionLine,
  functionLines,
  isSorted,
  NO_FILTER,
  type Ordering,
} from '../../../views/functions-view.ts';
import { isChargedByEstimate } from '../../../views/hiding.ts';
import { memoryColumns } from '../../../views/memory-of-functions.ts';
import { columnAt, type Layout } from '../../column.ts';
import { foundIn } from '../../found.ts';
import { CHANGE_COLUMNS, type ColumnId, type FunctionCells, NOT_BESIDE_CHANGES } from '../../function-columns.ts';
import { HIDDEN_TOTAL_MEANINGS, HIDE, hidingProgress, hidingText } from '../../hiding.ts';
import { hintsByFunction } from '../../hint-marks.ts';
import { layoutColumns } from '../../layout-columns.ts';
import {
  headingSpot,
  type ListBounds,
  move,
  moveActions,
  positionAt,
  rankText,
  type Sorting,
  scrollActions,
  select,
  sortActions,
  UNITS,
} from '../../list.ts';
import { functionWidths, withMark } from '../../measure-numbers.ts';
import { scrolledName, shownText, whyNoScroll } from '../../name.ts';
import {
  choiceOf,
  FUNCTION_CHOICES,
  isMemoryWord,
  MEMORY_CHOICES,
  memoryOrdering,
  NO_BASELINE,
  NO_SNAPSHOT,
  namedOrdering,
} from '../../orders.ts';
import { directionMark, type FunctionRow, type Headings, listLines, orderText } from '../../row.ts';
import { type Drawing, MOST_LINES, type ScreenType } from '../../screen.ts';
import { functionsBeside, sortedColumn } from '../../sorted-column.ts';
import type { Spot } from '../../spot.ts';
import type { Theme } from '../../theme.ts';
import { BACK, currentScreen, ENTER, lastOfKind, withScreen } from '../../trail.ts';
import { lineWith } from '../../typed-line.ts';
import { shownBaseline, startOn, type ViewerStart, type ViewerState } from '../../viewer.ts';
import { type Cell, hasSummary, listHeight } from '../../window.ts';
import { openFunction } from '../function/panes.ts';
import { findActions } from './matches.ts';
import { moveFunctions } from './move.ts';
import { type CursorAnchor, type FunctionsScreen, request, requestOf, screenOf, selectedFunction } from './request.ts';
import { functionsHeight, summaryLines, whyNoSummary } from './summary-lines.ts';
import { choiceText, emptyText, requestText, totalsText, workText } from './words.ts';

/** The viewer as it opens: on all functions. */
export function openViewer(
  start: ViewerStart & { readonly ordering: Ordering; readonly isReversed: boolean },
): ViewerState {
  return startOn(openFunctions(start.table, start.ordering, start.isReversed), start);
}

export function openFunctions(table: ProfileTable, ordering: Ordering, isReversed: boolean): FunctionsScreen {
  return screenOf(table, { ordering, isReversed, filter: NO_FILTER, hidden: [] });
}

function boundsOf(state: ViewerState, { view }: FunctionsScreen): ListBounds {
  return { length: view.length, height: functionsHeight(state) };
}

const sorting: Sorting<FunctionsScreen> = {
  menu: ({ memory }, screen) => {
    const { ordering } = requestOf(screen);
    const choices = memory === null ? FUNCTION_CHOICES : [...MEMORY_CHOICES, ...FUNCTION_CHOICES];
    const ofMemory = MEMORY_CHOICES.findIndex(({ by }) => by === ordering.name);
    const ofProfile = choiceOf(ordering);
    const current = memory === null ? ofProfile : ofMemory >= 0 ? ofMemory : ofProfile + MEMORY_CHOICES.length;
    return { what: 'functions', choices, current };
  },
  sortBy: (state, screen, word) => {
    const ordering = memoryOrdering(state, word) ?? (isMemoryWord(word) ? null : namedOrdering(word));
    return ordering === null ? state : request(state, screen, { ordering, isReversed: false });
  },
  reverse: (state, screen) => request(state, screen, { isReversed: !requestOf(screen).isReversed }),
  beside: ({ memory }, screen, step) =>
    functionsBeside(sortedColumn(requestOf(screen).ordering), step, memory !== null),
  whyNotBy: ({ memory }, _, word) => (memory === null && isMemoryWord(word) ? NO_SNAPSHOT : null),
  whyNotReverse: (_, screen) =>
    isSorted(requestOf(screen).ordering) ? null : 'The order of the dump cannot be reversed: choose a sort key first.',
};

/** The list of all functions. */
export const FUNCTIONS: ScreenType<FunctionsScreen> = {
  kind: 'functions',
  top: {
    digit: '1',
    tab: 'Functions',
    title: 'all functions',
    open: (state) => lastOfKind(state, 'functions'),
    whyHere: (state) => (currentScreen(state).kind === 'functions' ? 'These are all functions.' : null),
  },
  crumb: () => 'functions',
  draw,
  spotAt,
  actions: {
    ...moveActions((state, screen, movement) =>
      withScreen(state, { ...screen, anchor: null, list: move(screen.list, movement, boundsOf(state, screen)) }),
    ),
    ...scrollActions<FunctionsScreen>({
      by: (state, screen, step) => withScreen(state, { ...screen, scroll: screen.scroll + step }),
      whyNot: (state, screen, step) => {
        const { scroll, list, view } = screen;
        const visible = [...view.rows.subarray(list.top, list.top + functionsHeight(state))];
        return whyNoScroll(state.table, visible, { scroll, step, nameWidth: layoutOf(state, screen).nameWidth });
      },
    }),
    'filter.lift': {
      keys: ['escape'],
      group: 'filter',
      help: 'remove the filter',
      label: 'all',
      whyNot: (_, screen) => (requestOf(screen).filter.text === '' ? 'There is no filter to remove.' : null),
      run: (state, screen) => request(state, screen, { filter: NO_FILTER }),
    },
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: (_, screen) => (selectedFunction(screen) === undefined ? 'There is no function to open.' : null),
      run: (state, screen) => openFunction(state, selectedFunction(screen)),
    },
    ...BACK,
    'sort.live-memory': {
      keys: ['b'],
      group: 'sort',
      help: 'sort by live bytes, with a snapshot',
      whyNot: ({ memory }) => (memory === null ? NO_SNAPSHOT : null),
      run: (state, screen) => sorting.sortBy(state, screen, 'memory'),
    },
    ...sortActions(sorting),
    filter: {
      keys: ['/'],
      group: 'filter',
      help: 'filter: words file: func: -not /regex/',
      label: 'filter',
      isCommon: true,
      run: (state, screen) => ({
        ...state,
        overlay: {
          kind: 'filter-line',
          line: lineWith(requestOf(screen).filter.text),
          problem: null,
          before: screen,
          anchor: screen.anchor ?? anchorBeforeFilter(screen),
        },
      }),
    },
    ...findActions<FunctionsScreen>({
      placeIn: (_, { view, list }) => ({ rows: view.rows, selected: list.selected }),
      goTo: (state, screen, position) =>
        withScreen(state, { ...screen, anchor: null, list: select(screen.list, position, boundsOf(state, screen)) }),
    }),
    ...HIDE,
    ...UNITS,
    changes: {
      keys: ['D'],
      group: 'viewer',
      help: 'show or hide the columns of changes',
      whyNot: ({ baseline }) => (baseline === null ? NO_BASELINE : null),
      run: (state) => ({ ...state, showsChanges: !state.showsChanges }),
    },
    summary: {
      keys: ['i'],
      group: 'viewer',
      help: 'show or hide the summary',
      whyNot: whyNoSummary,
      run: (state, screen) => {
        const folded: ViewerState = { ...state, showsSummary: !state.showsSummary };
        const list = select(screen.list, screen.list.selected, boundsOf(folded, screen));
        return withScreen(folded, { ...screen, list });
      },
    },
  },
  sorting,
  selected: (_, screen) => selectedFunction(screen),
  refit: (state, screen) => ({
    ...screen,
    list: select(screen.list, screen.list.selected, boundsOf(state, screen)),
  }),
  moveTo: moveFunctions,
  meanings: {
    more: [
      {
        term: 'above the list',
        text: 'the first sentences of the command summary, in windows of 60 columns and 24 rows or more; i hides them',
      },
      ...FILTER_SYNTAX.map(({ text, meaning }) => ({ term: `/ ${text}`, text: meaning })),
      ...HIDDEN_TOTAL_MEANINGS,
      { term: '+/-', text: 'with --baseline, the change; that of tottime not while functions are hidden' },
    ],
  },
  markdown: (state, { view }) => {
    const { table, rows, hiding, shareColumn } = view;
    const list = listFunctions(`Functions ${requestText(view.request)}`, table, rows, MOST_LINES, (row) => {
      const line = functionLine(table, row, shareColumn);
      const estimates = isChargedByEstimate(hiding, row) ? 'tottime' : 'none';
      return { numbers: line, share: line.share, estimates, name: standardName(state.table, row) };
    });
    return [list];
  },
};

function spotAt(state: ViewerState, screen: FunctionsScreen, { x, y }: Cell): Spot<FunctionsScreen> | null {
  const layout = layoutOf(state, screen);
  const line = y - (listHeight(state.size) - functionsHeight(state)); // the summary is above the list
  if (line === 0) return headingSpot(layout, x, screen.view.shareColumn);
  const bounds = boundsOf(state, screen);
  const position = positionAt(screen.list, line - 1, bounds);
  if (position === null) return null;
  const self = { ...screen, anchor: null, list: select(screen.list, position, bounds) };
  return { kind: 'row', self, key: columnAt(layout, x) === 'name' ? 'enter' : null };
}

function anchorBeforeFilter(screen: FunctionsScreen): CursorAnchor {
  return screen.list.selected === 0 ? 'first' : (selectedFunction(screen) ?? 'first');
}

function layoutOf(state: ViewerState, { view }: FunctionsScreen): Layout<FunctionCells> {
  const { table, hiding } = view;
  const widths = functionWidths(table);
  return layoutColumns({
    width: state.size.columns,
    numbers: hiding === null ? widths : withMark(widths),
    kind: table.kind,
    units: state.units,
    sorted: sortedColumn(view.request.ordering),
    about: view.shareColumn,
    omitted: omittedColumns(state, hiding !== null),
    hasMemory: state.memory !== null,
  });
}

/** The baseline hides nothing: what was charged would count as a change of the tottime. */
function omittedColumns(state: ViewerState, isHiding: boolean): readonly ColumnId[] {
  if (shownBaseline(state) === null) return CHANGE_COLUMNS;
  return isHiding ? [...NOT_BESIDE_CHANGES, 'tottimeChange'] : NOT_BESIDE_CHANGES;
}

function draw(state: ViewerState, screen: FunctionsScreen, theme: Theme): Drawing {
  const { table, size, units } = state;
  const { view } = screen;
  const selected = selectedFunction(screen);
  const order = orderText(view.request.ordering, view.request.isReversed, theme.glyphs);
  const style = { units, glyphs: theme.glyphs };
  const all = view.base.length;
  const place = `${rankText(screen.list, view.length)}${view.length === all ? '' : ` shown, ${all} in all`}`;
  return {
    heading: shownText(choiceText(view.request)),
    position: `${hidingProgress(state, theme.glyphs) || workText(screen, theme.glyphs)}${hasSummary(size) ? 'function' : `${order} `} ${place}`,
    summary: [hidingText(view.hiding, style) ?? totalsText(table, style), `by ${order}`],
    status: selected === undefined ? emptyText(screen) : shownText(standardName(table, selected)),
    lines: [...summaryLines(state, theme), ...tableLines(state, screen, theme)],
  };
}

function tableLines(state: ViewerState, screen: FunctionsScreen, theme: Theme): readonly string[] {
  const { view, list, scroll } = screen;
  const baseline = shownBaseline(state);
  const live = state.memory === null ? null : memoryColumns(state.memory);
  const hints = hintsByFunction(state);
  const layout = layoutOf(state, screen);
  const { nameWidth } = layout;
  const shown = functionLines(view, list.top, list.top + functionsHeight(state));
  const rows = shown.map((line): FunctionRow => {
    const row = line.function;
    const name = scrolledName(view.table, row, { nameWidth, scroll }, theme.glyphs.ellipsis);
    return {
      numbers: line,
      share: line.share,
      estimates: line.isEstimate ? 'tottime' : 'none',
      hasHint: hints.has(row),
      name,
      found: foundIn(state, row, name),
      change: baseline === null ? undefined : changeSince(baseline, view.base, row),
      memory: live === null ? undefined : { size: live.size[row] ?? 0, blocks: live.blocks[row] ?? 0 },
    };
  });
  return listLines(rows, list, headingsOf(view, theme), layout, theme);
}

function headingsOf({ request: { ordering, isReversed } }: FunctionsView, { glyphs }: Theme): Headings {
  const first = ordering.order?.fields[0];
  const percent = first?.column === 'tottime' || first?.column === 'tottimePerCall' ? 'tot%' : 'cum%';
  const mark = isSorted(ordering) ? directionMark(first?.order ?? 'desc', isReversed, glyphs) : '';
  return { sorted: sortedColumn(ordering), mark, percent };
}
