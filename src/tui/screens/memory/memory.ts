import type { FunctionIndex } from '../../../profile/function-keys.ts';
import {
  figureSentences,
  groupingHeading,
  nearestPath,
  ownerText,
  siteText,
  totalWords,
} from '../../../report/memory-words.ts';
import { formatByteSize } from '../../../text/byte-size.ts';
import { cutEnd } from '../../../text/display.ts';
import { hangWords } from '../../../text/wrap.ts';
import { NO_FILTER, type TypedFilter } from '../../../views/functions-view.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { matchingRows } from '../../../views/memory-filter.ts';
import { memoryNumbers } from '../../../views/memory-groups.ts';
import { figuresOf } from '../../../views/memory-listing.ts';
import { MEMORY_SORT_KEYS, type MemorySortName } from '../../../views/memory-order.ts';
import {
  MEMORY_GROUPINGS,
  type MemoryGrouping,
  type MemoryOwner,
  type MemoryView,
  memoryOwner,
  memoryPositionOf,
  memoryRowAt,
  memoryView,
  type ProfileMemory,
} from '../../../views/memory-view.ts';
import { recentResults } from '../../../views/recent-results.ts';
import { fitColumns, type Layout } from '../../column.ts';
import {
  LIST_START,
  type ListBounds,
  type ListScreen,
  type ListState,
  listScreen,
  rankText,
  type Sorting,
  sortActions,
} from '../../list.ts';
import { shownText } from '../../name.ts';
import { directionMark, fillLines, headingLine, listLines, ruleLine } from '../../row.ts';
import { type Drawing, MOST_LINES, type ScreenType } from '../../screen.ts';
import type { Glyphs, Theme } from '../../theme.ts';
import { BACK, currentScreen, ENTER, lastOfKind, withScreen } from '../../trail.ts';
import { lineWith } from '../../typed-line.ts';
import type { ViewerState } from '../../viewer.ts';
import { hasSummary, listHeight } from '../../window.ts';
import { openFunction } from '../function/panes.ts';
import {
  MEMORY_COLUMN_MEANINGS,
  MEMORY_COLUMNS,
  type MemoryCells,
  memoryName,
  writtenCells,
  writtenColumns,
} from './columns.ts';

declare module '../../viewer.ts' {
  interface ScreensByKind {
    readonly memory: MemoryScreen;
  }
}

/** Live memory, added up by function, file, line or traceback. */
export type MemoryScreen = {
  readonly kind: 'memory';
  readonly source: ProfileMemory;
  readonly grouping: MemoryGrouping;
  readonly sort: MemorySortName;
  readonly isReversed: boolean;
  /** Which rows are shown; the total stays that of the snapshot. */
  readonly filter: TypedFilter;
  readonly list: ListState;
};

/** With two snapshots it opens on what grew. */
function memoryScreen(source: ProfileMemory): MemoryScreen {
  const sort = source.memory.before === null ? 'size' : 'growth';
  return { kind: 'memory', source, grouping: 'function', sort, isReversed: false, filter: NO_FILTER, list: LIST_START };
}

const recentViews = recentResults<MemoryView>(1);

function viewOf(screen: MemoryScreen): MemoryView {
  return recentViews(screen, '', () => {
    const { source, grouping, sort, isReversed, filter } = screen;
    const view = memoryView(source, grouping, sort, isReversed);
    if (filter.terms.length === 0) return view;
    return { ...view, sorted: matchingRows(source, grouping, view.sorted, filter.terms) };
  });
}

function boundsOf({ size }: ViewerState, screen: MemoryScreen): ListBounds {
  return { length: viewOf(screen).sorted.length, height: listHeight(size) - detailHeight(size.rows, screen.grouping) };
}

/** Lines below the list about the selected row, with their title; none in a low window. A traceback takes more. */
function detailHeight(rows: number, grouping: MemoryGrouping): number {
  if (rows < 20) return 0;
  const most = grouping === 'traceback' ? 12 : 5;
  return Math.min(most, Math.floor(rows / 4));
}

export const MEMORY_LIST: ListScreen<MemoryScreen, number> = listScreen({
  bounds: boundsOf,
  rowAt: (_, screen, position) => memoryRowAt(viewOf(screen), position),
  positionOf: (_, screen, row) => memoryPositionOf(viewOf(screen), row),
});

const sorting: Sorting<MemoryScreen> = {
  // the columns stand in the order of the sort keys
  menu: (_, screen) => {
    const choices = keysOf(screen).map(({ name, title }) => ({ words: [name], title, by: name }));
    return { what: 'memory', choices, current: choices.findIndex(({ by }) => by === screen.sort) };
  },
  sortBy: (state, screen, word) => {
    const key = keysOf(screen).find(({ name }) => name === word);
    return key === undefined
      ? state
      : MEMORY_LIST.resort(state, screen, { ...screen, sort: key.name, isReversed: false });
  },
  reverse: (state, screen) => MEMORY_LIST.resort(state, screen, { ...screen, isReversed: !screen.isReversed }),
  whyNotBy: (_, screen, word) =>
    keysOf(screen).some(({ name }) => name === word) ? null : 'A snapshot has no times and no calls.',
};

function keysOf({ source }: MemoryScreen): typeof MEMORY_SORT_KEYS {
  const hasGrowth = source.memory.before !== null;
  return MEMORY_SORT_KEYS.filter(({ needsGrowth }) => hasGrowth || needsGrowth !== true);
}

/** What was alive in a snapshot, and below it what the selected row's blocks take. */
export const MEMORY: ScreenType<MemoryScreen> = {
  kind: 'memory',
  top: {
    digit: '6',
    tab: 'Memory',
    title: 'live memory, with a snapshot',
    open: (state) => lastOfKind(state, 'memory') ?? (state.memory === null ? undefined : memoryScreen(state.memory)),
    whyHere: (state) => (currentScreen(state).kind === 'memory' ? 'This is the live memory.' : null),
    whyNever: ({ memory }) => (memory === null ? 'No snapshot was given: start with --memory FILE.' : null),
  },
  crumb: ({ grouping }) => `memory by ${grouping}`,
  draw,
  spotAt: (state, screen, cell) => MEMORY_LIST.spotAt(state, screen, cell, layoutOf(state, screen), 'size'),
  actions: {
    ...MEMORY_LIST.moves,
    'filter.lift': {
      keys: ['escape'],
      group: 'filter',
      help: 'remove the filter',
      label: 'all',
      whyNot: (_, { filter }) => (filter.text === '' ? 'There is no filter to remove.' : null),
      run: (state, screen) => MEMORY_LIST.resort(state, screen, { ...screen, filter: NO_FILTER }),
    },
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: (_, screen) => (selectedFunction(screen) === undefined ? whyNoFunction(screen) : null),
      run: (state, screen) => openFunction(state, selectedFunction(screen)),
    },
    ...BACK,
    'memory.grouping': {
      keys: ['tab'],
      group: 'open',
      help: 'group by function, file, line or traceback',
      label: 'by',
      run: (state, screen) => regroup(state, screen, 1),
    },
    'memory.grouping-back': {
      keys: ['shift-tab'],
      group: 'open',
      help: 'the same, backwards',
      run: (state, screen) => regroup(state, screen, -1),
    },
    'memory.guide': {
      keys: ['i'],
      group: 'viewer',
      help: 'what these numbers mean: blocks, pools, arenas',
      label: 'about',
      run: (state) => ({ ...state, overlay: { kind: 'memory-guide', list: LIST_START } }),
    },
    ...sortActions(sorting),
    'sort.memory': {
      keys: ['b'],
      group: 'sort',
      help: 'sort by live bytes',
      label: 'bytes',
      run: (state, screen) => sorting.sortBy(state, screen, 'size'),
    },
    // in place of the one for calls, which a snapshot does not have
    'sort.ncalls': {
      keys: ['#'],
      group: 'sort',
      help: 'sort by live blocks',
      label: 'blocks',
      run: (state, screen) => sorting.sortBy(state, screen, 'blocks'),
    },
    filter: {
      keys: ['/'],
      group: 'filter',
      help: 'filter: words file: func: -not',
      label: 'filter',
      isCommon: true,
      run: (state, screen) => ({
        ...state,
        overlay: { kind: 'memory-filter', line: lineWith(screen.filter.text), problem: null, before: screen },
      }),
    },
  },
  sorting,
  selected: (_, screen) => selectedFunction(screen),
  refit: MEMORY_LIST.refit,
  moveTo: ({ to }, screen) => (to.memory === null ? null : MEMORY_LIST.refit(to, { ...screen, source: to.memory })),
  meanings: { columns: MEMORY_COLUMN_MEANINGS },
  markdown: (_, screen) => {
    const view = viewOf(screen);
    const { length } = view.sorted;
    const positions = Array.from({ length: Math.min(MOST_LINES, length) }, (_position, at) => at);
    const rows = positions.map((position) => writtenCells(view, memoryRowAt(view, position)!));
    return [{ heading: writtenHeading(screen), columns: writtenColumns(view), rows, total: length }];
  },
};

/** The row that the cursor is on as a function; undefined in an empty snapshot, and where it is none. */
function selectedFunction(screen: MemoryScreen): FunctionIndex | undefined {
  const owner = selectedOwner(screen);
  return owner !== undefined && 'function' in owner ? (owner.function ?? undefined) : undefined;
}

function selectedOwner(screen: MemoryScreen): MemoryOwner | undefined {
  const row = memoryRowAt(viewOf(screen), screen.list.selected);
  return row === undefined ? undefined : memoryOwner(viewOf(screen), row);
}

function whyNoFunction({ grouping }: MemoryScreen): string {
  return grouping === 'file'
    ? 'A file is not a function: Tab shows lines and tracebacks.'
    : 'This memory is in no function of the profile.';
}

function regroup(state: ViewerState, screen: MemoryScreen, step: -1 | 1): ViewerState {
  const count = MEMORY_GROUPINGS.length;
  const grouping = MEMORY_GROUPINGS[(MEMORY_GROUPINGS.indexOf(screen.grouping) + step + count) % count];
  return grouping === undefined ? state : withScreen(state, { ...screen, grouping, list: LIST_START });
}

const FEWEST_NAME_CELLS = 28;

function layoutOf({ size, units }: ViewerState, screen: MemoryScreen): Layout<MemoryCells> {
  const hasGrowth = viewOf(screen).groups.growth !== null;
  const columns = MEMORY_COLUMNS.filter(({ isOfGrowth }) => hasGrowth || isOfGrowth !== true);
  return fitColumns(columns, { width: size.columns, units, kept: [screen.sort], fewestName: FEWEST_NAME_CELLS });
}

function draw(state: ViewerState, screen: MemoryScreen, theme: Theme): Drawing {
  const { text } = screen.filter;
  const order = `${screen.sort} ${orderMark(screen, theme.glyphs)}`;
  const place = rankText(screen.list, boundsOf(state, screen).length);
  return {
    heading: `live memory by ${screen.grouping}${text === '' ? '' : `  /${shownText(text)}`}`,
    position: hasSummary(state.size) ? `${screen.grouping} ${place}` : `${order}  ${place}`,
    summary: [`${shownWords(screen)}${totalWords(screen.source)}`, `by ${order}`],
    status: statusText(screen),
    lines: [...tableLines(state, screen, theme), ...detailLines(state, screen, theme)],
  };
}

/** With a filter: what is shown of the total. */
function shownWords(screen: MemoryScreen): string {
  if (screen.filter.text === '') return '';
  const { sorted, groups } = viewOf(screen);
  const size = sorted.reduce((sum, row) => sum + groups.size[row]!, 0);
  return `${formatByteSize(size)} of `;
}

function orderMark({ sort, isReversed }: MemoryScreen, glyphs: Glyphs): string {
  const key = MEMORY_SORT_KEYS.find(({ name }) => name === sort);
  return directionMark(key?.order ?? 'desc', isReversed, glyphs);
}

/** What the cursor is on, in full. */
function statusText(screen: MemoryScreen): string {
  const owner = selectedOwner(screen);
  if (owner === undefined) return '';
  if (owner.kind === 'traceback') return shownText(siteText(owner.frames[0]!, (file) => file));
  return shownText(ownerText(owner, screen.source.table, (file) => file));
}

function tableLines(state: ViewerState, screen: MemoryScreen, theme: Theme): readonly string[] {
  const view = viewOf(screen);
  const { groups, source } = view;
  const layout = layoutOf(state, screen);
  const { height } = boundsOf(state, screen);
  const { top } = screen.list;
  const rows = Array.from(view.sorted.slice(top, top + height), (_, at) => {
    const row = memoryRowAt(view, top + at)!;
    const numbers = memoryNumbers(groups, row);
    const name = memoryName(memoryOwner(view, row), source.table, layout.nameWidth, theme.glyphs.ellipsis);
    const share = shareOf(numbers.size, source.memory.now.totalSize);
    return { numbers, share, name };
  });
  const heading = groupingHeading(screen.grouping);
  const headings = { sorted: screen.sort, mark: orderMark(screen, theme.glyphs), name: heading, shortName: heading };
  const nothing = screen.filter.text === '' ? 'nothing was alive in this snapshot' : 'nothing matches the filter';
  if (rows.length === 0) return [headingLine(headings, layout, theme), ...fillLines([`  ${nothing}`], height)];
  return fillLines(listLines(rows, screen.list, headings, layout, theme), height + 1);
}

/** The frames of a traceback, else what the blocks take in the allocator. */
function detailLines(state: ViewerState, screen: MemoryScreen, theme: Theme): readonly string[] {
  const { columns, rows } = state.size;
  const height = detailHeight(rows, screen.grouping);
  if (height === 0) return [];
  const owner = selectedOwner(screen);
  const isTraceback = owner?.kind === 'traceback';
  const all = owner === undefined ? [] : isTraceback ? frameLines(owner) : figureLines(screen, columns - 2);
  const lines = all.slice(0, height - 1).map((line) => cutEnd(`  ${line}`, columns, theme.glyphs.ellipsis));
  const hidden = all.length > lines.length ? `${all.length - lines.length} more` : '';
  const title = isTraceback ? 'Traceback, newest call first' : 'Its blocks';
  return [ruleLine(title, hidden, false, columns, theme), ...lines];
}

function frameLines({ frames }: Extract<MemoryOwner, { kind: 'traceback' }>): readonly string[] {
  return frames.map((site) => shownText(siteText(site, nearestPath)));
}

/** Sentences, each in as many lines as it takes. */
function figureLines(screen: MemoryScreen, width: number): readonly string[] {
  const row = memoryRowAt(viewOf(screen), screen.list.selected);
  if (row === undefined) return [];
  const sentences = figureSentences(figuresOf(viewOf(screen), row));
  if (sentences.length === 0) return ['nothing of it is alive any more'];
  return sentences.flatMap((sentence) => hangWords(sentence, width));
}

function writtenHeading({ source, grouping, sort, isReversed, filter }: MemoryScreen): string {
  const order = `by ${sort}${isReversed ? ', reversed' : ''}`;
  const filtered = filter.text === '' ? '' : `, filtered by ${filter.text}`;
  return `Live memory by ${grouping}, ${order}${filtered}, of ${totalWords(source)}`;
}
