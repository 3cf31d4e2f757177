import { standardName } from '../../profile/function-name.ts';
import { listFunctions } from '../../report/list-markdown.ts';
import { cutStart } from '../../text/display.ts';
import { functionLine, type Ordering, shareColumnOf } from '../../views/functions-view.ts';
import { isChargedByEstimate } from '../../views/hiding.ts';
import type { Grouping } from '../../views/modules/grouping.ts';
import { rowsOfGroup } from '../../views/modules/modules-view.ts';
import type { Layout } from '../column.ts';
import { foundIn } from '../found.ts';
import { CHANGE_COLUMNS, type FunctionCells } from '../function-columns.ts';
import {
  allHiddenText,
  HIDDEN_TOTAL_MEANINGS,
  HIDE,
  hidingOf,
  hidingProgress,
  hidingText,
  withoutText,
  withShownOrigins,
} from '../hiding.ts';
import { layoutColumns } from '../layout-columns.ts';
import {
  follow,
  LIST_START,
  type ListBounds,
  type ListState,
  listScreen,
  rankText,
  type Sorting,
  select,
  sortActions,
  UNITS,
} from '../list.ts';
import { functionWidths, withMark } from '../measure-numbers.ts';
import { functionText, shownText } from '../name.ts';
import { choiceOf, FUNCTION_CHOICES, namedOrdering } from '../orders.ts';
import { directionMark, type FunctionRow, listLines, orderText } from '../row.ts';
import { type Drawing, MOST_LINES, type Move, type ScreenType } from '../screen.ts';
import { functionsBeside, sortedColumn } from '../sorted-column.ts';
import type { Theme } from '../theme.ts';
import { BACK, ENTER, openScreen, withScreen } from '../trail.ts';
import { hasModules, type ViewerState } from '../viewer.ts';
import { waitingDrawing } from '../waiting.ts';
import { hasSummary, listHeight } from '../window.ts';
import { openFunction } from './function/panes.ts';
import { findActions } from './functions/matches.ts';

declare module '../viewer.ts' {
  interface ScreensByKind {
    readonly module: ModuleScreen;
  }
}

/** The functions of a file, package or library. */
type ModuleScreen = {
  readonly kind: 'module';
  readonly by: Grouping;
  readonly name: string;
  readonly ordering: Ordering;
  readonly isReversed: boolean;
  readonly list: ListState;
};

/** Opens a file, package or library, its functions sorted by a number. */
export function openModule(state: ViewerState, by: Grouping, name: string, sort: string): ViewerState {
  const ordering = namedOrdering(sort);
  return openScreen(state, { kind: 'module', by, name, ordering, isReversed: false, list: LIST_START });
}

/** How a grouping is called on the screen, with others of its kind and alone. */
export const GROUPING_NAMES: Readonly<Record<Grouping, { readonly many: string; readonly one: string }>> = {
  library: { many: 'libraries', one: 'library' },
  package: { many: 'packages', one: 'package' },
  file: { many: 'files', one: 'file' },
};

const NO_ROWS = new Int32Array(0);

/** The functions in the screen's order. */
function rowsOf(state: ViewerState, { by, name, ordering, isReversed }: ModuleScreen): Int32Array {
  if (!hasModules(state, by)) return NO_ROWS;
  const rows = rowsOfGroup(state.table, by, name, ordering.order, hidingOf(state));
  return isReversed && ordering.order !== null ? rows.toReversed() : rows;
}

function boundsOf(state: ViewerState, screen: ModuleScreen): ListBounds {
  return { length: rowsOf(state, screen).length, height: listHeight(state.size) };
}

const LIST = listScreen<ModuleScreen, number>({
  bounds: boundsOf,
  rowAt: (state, screen, position) => rowsOf(state, screen)[position],
  positionOf: (state, screen, row) => rowsOf(state, screen).indexOf(row),
});

const sorting: Sorting<ModuleScreen> = {
  menu: (_, { ordering }) => ({ what: 'functions', choices: FUNCTION_CHOICES, current: choiceOf(ordering) }),
  sortBy: (state, screen, word) =>
    LIST.resort(state, screen, { ...screen, ordering: namedOrdering(word), isReversed: false }),
  reverse: (state, screen) => LIST.resort(state, screen, { ...screen, isReversed: !screen.isReversed }),
  beside: (_, { ordering }, step) => functionsBeside(sortedColumn(ordering), step, false),
  whyNotReverse: (_, { ordering }) =>
    ordering.order === null ? 'The order of the dump cannot be reversed: choose a sort key first.' : null,
};

/** The functions of one of the modules. Shares are of the whole profile. */
export const MODULE: ScreenType<ModuleScreen> = {
  kind: 'module',
  under: 'modules',
  crumb: ({ name }) => name,
  draw,
  spotAt: (state, screen, cell) =>
    LIST.spotAt(state, screen, cell, layoutOf(state, screen), shareColumnOf(screen.ordering.order)),
  actions: {
    ...LIST.moves,
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: (state, screen) =>
        LIST.selectedRow(state, screen) === undefined ? 'There is no function to open.' : null,
      run: (state, screen) => openFunction(state, LIST.selectedRow(state, screen)),
    },
    ...BACK,
    ...sortActions(sorting),
    ...findActions<ModuleScreen>({
      placeIn: (state, screen) => ({ rows: rowsOf(state, screen), selected: screen.list.selected }),
      goTo: (state, screen, position) =>
        withScreen(state, { ...screen, list: select(screen.list, position, boundsOf(state, screen)) }),
    }),
    ...HIDE,
    ...UNITS,
  },
  sorting,
  selected: LIST.selectedRow,
  refit: LIST.refit,
  moveTo: moveModule,
  leavesOut: true,
  meanings: { more: HIDDEN_TOTAL_MEANINGS },
  markdown: (state, screen) => {
    const { name, ordering, isReversed, by } = screen;
    const share = shareColumnOf(ordering.order);
    const order = `by ${ordering.name}${isReversed ? ', reversed' : ''}`;
    const heading = `Functions of the ${GROUPING_NAMES[by].one} ${name} ${order}${withoutText(state)}`;
    const hiding = hidingOf(state);
    const charged = hiding?.table ?? state.table;
    const list = listFunctions(heading, charged, rowsOf(state, screen), MOST_LINES, (row) => {
      const line = functionLine(charged, row, share);
      const estimates = isChargedByEstimate(hiding, row) ? 'tottime' : 'none';
      return { numbers: line, share: line.share, estimates, name: standardName(charged, row) };
    });
    return [list];
  },
};

/**
 * The same functions in another profile, or with others hidden; a module without functions is gone. Before a large profile
 * is grouped, nothing is known of them.
 */
function moveModule({ from, to, rowOf }: Move, screen: ModuleScreen): ModuleScreen | null {
  const { by, name, list } = screen;
  if (!hasModules(to, by)) return { ...screen, list: LIST_START };
  if (rowsOfGroup(to.table, by, name, null).length === 0) return null;
  const selected = list.selected === 0 ? undefined : rowsOf(from, screen)[list.selected];
  const row = selected === undefined ? -1 : rowOf(selected);
  const rows = rowsOf(to, screen);
  const position = row < 0 ? -1 : rows.indexOf(row);
  const bounds = { length: rows.length, height: listHeight(to.size) };
  return { ...screen, list: follow(list, position < 0 ? list.selected : position, bounds) };
}

function draw(state: ViewerState, screen: ModuleScreen, theme: Theme): Drawing {
  const { table, size, units } = state;
  const { ellipsis } = theme.glyphs;
  const heading = withShownOrigins(state, cutStart(shownText(screen.name), Math.floor(size.columns / 2), ellipsis));
  if (!hasModules(state, screen.by)) return groupingDrawing(heading, screen.by, theme);
  const rows = rowsOf(state, screen);
  const selected = rows[screen.list.selected];
  const order = orderText(screen.ordering, screen.isReversed, theme.glyphs);
  const place = `${hidingProgress(state, theme.glyphs)}${hasSummary(size) ? 'function ' : ''}${rankText(screen.list, rows.length)}`;
  const hiding = hidingText(hidingOf(state), { units, glyphs: theme.glyphs });
  return {
    heading,
    position: place,
    summary: [hiding ?? `the functions of one ${GROUPING_NAMES[screen.by].one}`, `by ${order}`],
    status: selected === undefined ? allHiddenText('its functions') : shownText(standardName(table, selected)),
    lines: tableLines(state, screen, rows, theme),
  };
}

/** Before the functions of a large profile are grouped. */
export function groupingDrawing(heading: string, by: Grouping, theme: Theme): Drawing {
  return waitingDrawing(heading, `adding up ${GROUPING_NAMES[by].many}`, theme);
}

function layoutOf(state: ViewerState, { ordering }: ModuleScreen): Layout<FunctionCells> {
  const { table, size, units } = state;
  const hiding = hidingOf(state);
  return layoutColumns({
    width: size.columns,
    numbers: hiding === null ? functionWidths(table) : withMark(functionWidths(hiding.table)),
    kind: table.kind,
    units,
    sorted: sortedColumn(ordering),
    about: shareColumnOf(ordering.order),
    omitted: CHANGE_COLUMNS,
  });
}

function tableLines(state: ViewerState, screen: ModuleScreen, rows: Int32Array, theme: Theme): readonly string[] {
  const { size } = state;
  const { ordering, isReversed, list } = screen;
  const hiding = hidingOf(state);
  const table = hiding?.table ?? state.table;
  const share = shareColumnOf(ordering.order);
  const sorted = sortedColumn(ordering);
  const layout = layoutOf(state, screen);
  const shown = Array.from(rows.subarray(list.top, list.top + listHeight(size)), (row): FunctionRow => {
    const line = functionLine(table, row, share);
    const name = functionText(table, row, layout.nameWidth, theme.glyphs.ellipsis);
    const estimates = isChargedByEstimate(hiding, row) ? 'tottime' : 'none';
    return { numbers: line, share: line.share, estimates, name, found: foundIn(state, row, name) };
  });
  const first = ordering.order?.fields[0];
  const mark = first === undefined ? '' : directionMark(first.order, isReversed, theme.glyphs);
  return listLines(shown, list, { sorted, mark, percent: share === 'tottime' ? 'tot%' : 'cum%' }, layout, theme);
}
