import type { FunctionIndex } from '../../profile/function-keys.ts';
import { rowStandardName } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { KIND_WORDS } from '../../report/diff-words.ts';
import type { Heading, TableRow } from '../../report/document.ts';
import { NUMBER_COLUMNS, numberCells } from '../../report/list-markdown.ts';
import { code } from '../../report/phrase.ts';
import { signedCount, signedTime } from '../../report/time-unit.ts';
import { changesSince } from '../../views/comparison-list.ts';
import type { DiffMetric, FunctionChange } from '../../views/function-change.ts';
import { lineNumbers } from '../../views/line-numbers.ts';
import type { Layout } from '../column.ts';
import { foundIn } from '../found.ts';
import { type ColumnId, type FunctionCells, NOT_BESIDE_CHANGES } from '../function-columns.ts';
import { layoutColumns } from '../layout-columns.ts';
import {
  LIST_START,
  type ListState,
  listScreen,
  type MenuChoice,
  rankText,
  type Sorting,
  sortActions,
  UNITS,
} from '../list.ts';
import { functionWidths } from '../measure-numbers.ts';
import { functionText, shownText } from '../name.ts';
import { NO_NUMBERS, signedTimeText, timeInText } from '../number.ts';
import { NO_BASELINE } from '../orders.ts';
import { directionMark, type FunctionRow, listLines } from '../row.ts';
import { type Drawing, MOST_LINES, type ScreenType } from '../screen.ts';
import { callsBeside } from '../sorted-column.ts';
import type { Theme } from '../theme.ts';
import { BACK, currentScreen, ENTER, lastOfKind } from '../trail.ts';
import type { ViewerState } from '../viewer.ts';
import { hasSummary, listHeight } from '../window.ts';
import { openFunction } from './function/panes.ts';

declare module '../viewer.ts' {
  interface ScreensByKind {
    readonly comparison: ComparisonScreen;
  }
}

/** What changed since the baseline, function by function. */
type ComparisonScreen = {
  readonly kind: 'comparison';
  /** Whose change sorts. */
  readonly sort: DiffMetric;
  readonly isReversed: boolean;
  readonly list: ListState;
};

const CHOICES: readonly (MenuChoice & { readonly by: DiffMetric })[] = [
  { words: ['tottime'], title: 'change of the time in the function itself', by: 'tottime' },
  { words: ['cumtime'], title: 'change of the time with all that it calls', by: 'cumtime' },
  { words: ['ncalls'], title: 'change of the call count', by: 'ncalls' },
];

/** The changes in their order; none without a baseline. */
function changesOf(
  { baseline, table }: ViewerState,
  { sort, isReversed }: ComparisonScreen,
): readonly FunctionChange[] {
  return baseline === null ? [] : changesSince(baseline, table, sort, isReversed);
}

const LIST = listScreen<ComparisonScreen, FunctionChange>({
  bounds: (state, screen) => ({ length: changesOf(state, screen).length, height: listHeight(state.size) }),
  rowAt: (state, screen, position) => changesOf(state, screen)[position],
  positionOf: (state, screen, { afterRow, beforeRow }) =>
    changesOf(state, screen).findIndex((change) => change.afterRow === afterRow && change.beforeRow === beforeRow),
});

const sorting: Sorting<ComparisonScreen> = {
  menu: (_, { sort }) => ({ what: 'changes', choices: CHOICES, current: CHOICES.findIndex(({ by }) => by === sort) }),
  sortBy: (state, screen, word) => {
    const choice = CHOICES.find(({ by }) => by === word);
    return LIST.resort(state, screen, { ...screen, sort: choice?.by ?? screen.sort, isReversed: false });
  },
  reverse: (state, screen) => LIST.resort(state, screen, { ...screen, isReversed: !screen.isReversed }),
  beside: (_, { sort }, step) =>
    callsBeside(
      sort,
      step,
      CHOICES.map(({ by }) => by),
    ),
};

const NEW_COMPARISON: ComparisonScreen = { kind: 'comparison', sort: 'tottime', isReversed: false, list: LIST_START };

/** What changed since the baseline, the greatest change first. */
export const COMPARISON: ScreenType<ComparisonScreen> = {
  kind: 'comparison',
  top: {
    digit: '7',
    tab: 'Changes',
    title: 'what changed',
    open: (state) => {
      if (state.baseline === null) return undefined;
      const screen = lastOfKind(state, 'comparison') ?? NEW_COMPARISON;
      changesOf(state, screen); // of a large profile the key waits for them
      return screen;
    },
    whyHere: (state) => (currentScreen(state).kind === 'comparison' ? 'This is the comparison.' : null),
    whyNever: ({ baseline }) => (baseline === null ? NO_BASELINE : null),
  },
  crumb: () => 'comparison',
  draw,
  spotAt: (state, screen, cell) => LIST.spotAt(state, screen, cell, layoutOf(state, screen), screen.sort),
  actions: {
    ...LIST.moves,
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: (state, screen) => {
        const change = LIST.selectedRow(state, screen);
        if (change === undefined) return 'There is no function to open.';
        return change.afterRow < 0 ? 'This function is not in the profile any more.' : null;
      },
      run: (state, screen) => openFunction(state, selectedFunction(state, screen)),
    },
    ...BACK,
    ...sortActions(sorting),
    ...UNITS,
  },
  sorting,
  selected: selectedFunction,
  refit: LIST.refit,
  moveTo: ({ to }, screen) => LIST.refit(to, { ...screen, list: LIST_START }),
  meanings: {
    more: [
      {
        term: 'before, after',
        text: 'the number in the baseline, and the same in this profile; - where it is not there',
      },
      { term: '+/-', text: 'after minus before; new, gone: the function is in only one of the two' },
      { term: 'calls unchanged', text: 'the same work was done: only the times differ' },
    ],
  },
  markdown: (state, screen) => {
    const changes = changesOf(state, screen);
    return [
      {
        heading: `Changes since the baseline by change of ${screen.sort}${screen.isReversed ? ', reversed' : ''}`,
        columns: WRITTEN_COLUMNS,
        rows: changes.slice(0, MOST_LINES).map((change) => writtenCells(state, change)),
        total: changes.length,
      },
    ];
  },
};

function selectedFunction(state: ViewerState, screen: ComparisonScreen): FunctionIndex | undefined {
  const row = LIST.selectedRow(state, screen)?.afterRow ?? -1;
  return row < 0 ? undefined : row;
}

/** Which row of which profile names a line: a function that is gone is in the baseline alone. */
function rowOfChange(
  { table, baseline }: ViewerState,
  { beforeRow, afterRow }: FunctionChange,
): { readonly table: ProfileTable; readonly row: number } {
  return afterRow < 0 ? { table: baseline ?? table, row: beforeRow } : { table, row: afterRow };
}

const NOT_IN_COMPARISONS: readonly ColumnId[] = [...NOT_BESIDE_CHANGES, 'percent'];

/** The change by which the rows are sorted stands behind its number. */
const CHANGE_OF = { ncalls: 'ncallsChange', tottime: 'tottimeChange', cumtime: 'cumtimeChange' } as const;
const BEFORE_OF = { ncalls: 'ncallsBefore', tottime: 'tottimeBefore', cumtime: 'cumtimeBefore' } as const;

/** Behind its number before, a number says that it is the later one. */
const TIME_HEADINGS = { tottime: 'tot after', cumtime: 'cum after' } as const;

/** What goes first: the numbers that do not sort, before, then after; last what the sorted one was before. */
function goingFirst(sort: DiffMetric): readonly ColumnId[] {
  const others = (['ncalls', 'cumtime', 'tottime'] as const).filter((metric) => metric !== sort);
  return [
    ...others.map((metric) => BEFORE_OF[metric]),
    ...others.flatMap((metric) => [CHANGE_OF[metric], metric]),
    ...[BEFORE_OF[sort], sort, CHANGE_OF[sort]],
  ];
}

/** Wide enough for the numbers of both profiles. */
function layoutOf({ table, baseline, size, units }: ViewerState, { sort }: ComparisonScreen): Layout<FunctionCells> {
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
    sorted: CHANGE_OF[sort],
    about: sort === 'cumtime' ? 'cumtime' : 'tottime',
    omitted: NOT_IN_COMPARISONS,
    comparison: { goes: goingFirst(sort), headings: { ...TIME_HEADINGS, ncalls: `${countedWord(table)}s after` } },
  });
}

function draw(state: ViewerState, screen: ComparisonScreen, theme: Theme): Drawing {
  const changes = changesOf(state, screen);
  const selected = LIST.selectedRow(state, screen);
  const mark = directionMark('desc', screen.isReversed, theme.glyphs);
  const place = rankText(screen.list, changes.length);
  const layout = layoutOf(state, screen);
  const { top } = screen.list;
  const shown = changes.slice(top, top + listHeight(state.size));
  const rows = shown.map((change) => rowOf(state, change, layout.nameWidth, theme.glyphs.ellipsis));
  return {
    heading: '',
    position: hasSummary(state.size) ? `change ${place}` : place,
    summary: [totalsText(state, changes, theme), `by change of ${screen.sort} ${mark}`],
    status: selected === undefined ? '' : statusText(state, selected),
    lines: listLines(rows, screen.list, { sorted: CHANGE_OF[screen.sort], mark }, layout, theme),
  };
}

/** `before 2.29 s, after 2.55 s (+264 ms), calls unchanged; 13 new, 7 gone, 120 changed` */
function totalsText(
  { baseline, table, units }: ViewerState,
  changes: readonly FunctionChange[],
  { glyphs }: Theme,
): string {
  if (baseline === null) return '';
  const style = { units, glyphs };
  const [before, after] = [baseline, table].map(({ totals }) => timeInText(totals.tottime, style));
  const delta = signedTimeText(table.totals.tottime - baseline.totals.tottime, style);
  return `before ${before}, after ${after} (${delta})${callsText(table, changes)}; ${kindsText(changes)}`;
}

/** `13 new, 7 gone, 120 changed`; of new and gone functions only where there are any. */
function kindsText(changes: readonly FunctionChange[]): string {
  const count = (kind: FunctionChange['kind']): number => changes.filter((change) => change.kind === kind).length;
  const [added, gone] = [count('appeared'), count('vanished')];
  const parts = [...(added > 0 ? [`${added} new`] : []), ...(gone > 0 ? [`${gone} gone`] : [])];
  return [...parts, `${count('changed')} changed`].join(', ');
}

/** The same work was done if nothing was called more or less often: then times alone have changed. */
function callsText(table: ProfileTable, changes: readonly FunctionChange[]): string {
  return changes.every(({ ncalls }) => ncalls.delta === 0) ? `, ${countedWord(table)}s unchanged` : '';
}

/** `calls unchanged`, `2729 fewer calls` */
function callsChangeText(table: ProfileTable, { ncalls: { delta } }: FunctionChange): string {
  const word = countedWord(table);
  if (delta === 0) return `${word}s unchanged`;
  const count = Math.abs(delta);
  return `${count} ${delta < 0 ? 'fewer' : 'more'} ${word}${count === 1 ? '' : 's'}`;
}

function countedWord({ kind }: ProfileTable): string {
  return kind === 'sampled' ? 'sample' : 'call';
}

/** The name first: a status that is too long loses its start. */
function statusText(state: ViewerState, change: FunctionChange): string {
  const { table, row } = rowOfChange(state, change);
  const name = shownText(rowStandardName(table, row));
  if (change.kind === 'vanished') return `${name}: gone`;
  return `${name}: ${change.kind === 'appeared' ? 'new' : callsChangeText(table, change)}`;
}

function rowOf(state: ViewerState, change: FunctionChange, nameWidth: number, ellipsis: string): FunctionRow {
  const { table, row } = rowOfChange(state, change);
  const name = functionText(table, row, nameWidth, ellipsis);
  const { baseline } = state;
  const { beforeRow, afterRow } = change;
  const before = baseline === null || beforeRow < 0 ? null : lineNumbers(baseline, beforeRow, true);
  const numbers = afterRow < 0 ? NO_NUMBERS : lineNumbers(table, row, true);
  return { numbers, before, share: null, change, name, found: foundIn(state, afterRow, name) };
}

/** Every number before and after, and its change; whole functions that came or went are said so in a column. */
const WRITTEN_COLUMNS: readonly Heading[] = [
  ...NUMBER_COLUMNS.slice(0, 3).flatMap(({ title }): readonly Heading[] =>
    [`${title} before`, 'after', 'change'].map((part) => ({ title: part, align: 'right' })),
  ),
  { title: '', align: 'left' },
  { title: 'function', align: 'left' },
];

function writtenCells(state: ViewerState, change: FunctionChange): TableRow {
  const { table, row } = rowOfChange(state, change);
  const { numbers, before } = rowOf(state, change, 0, '');
  const [calls = '', tottime = '', cumtime = ''] = numberCells({ numbers, share: null });
  const [callsBefore = '', tottimeBefore = '', cumtimeBefore = ''] = numberCells({
    numbers: before ?? NO_NUMBERS,
    share: null,
  });
  const { ncalls, tottime: own, cumtime: all } = change;
  return [
    ...[callsBefore, calls, signedCount(ncalls.delta)],
    ...[tottimeBefore, tottime, signedTime(own.delta, 's')],
    ...[cumtimeBefore, cumtime, signedTime(all.delta, 's')],
    KIND_WORDS[change.kind],
    [code(rowStandardName(table, row))],
  ];
}
