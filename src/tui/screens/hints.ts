import { writePercent } from '../../hints/amounts.ts';
import type { Hint } from '../../hints/hint.ts';
import { plural } from '../../profile/notes.ts';
import type { Document } from '../../report/document.ts';
import { detailLines, documentLines } from '../../report/document-text.ts';
import { ALL_HINTS, hintsDocument } from '../../report/hints-document.ts';
import { nearestPath } from '../../report/memory-words.ts';
import { cutEnd, displayWidth } from '../../text/display.ts';
import { wrapWords } from '../../text/wrap.ts';
import { recentResults } from '../../views/recent-results.ts';
import { foundHints } from '../hint-marks.ts';
import { detailOf, type HintRow, placeOf, shownRows, startOf, titleOf } from '../hint-rows.ts';
import {
  LIST_START,
  type ListBounds,
  type ListState,
  listScreen,
  positionAt,
  rankText,
  type Sorting,
  select,
  sortActions,
} from '../list.ts';
import { shownText } from '../name.ts';
import { fillLines, rangeText, ruleLine, selectedLine } from '../row.ts';
import type { Drawing, ScreenType } from '../screen.ts';
import type { Theme } from '../theme.ts';
import { BACK, currentScreen, ENTER, lastOfKind, openScreen } from '../trail.ts';
import type { ViewerState } from '../viewer.ts';
import { waitingDrawing } from '../waiting.ts';
import { bodyHeight, listHeight } from '../window.ts';
import { functionScreen } from './function/panes.ts';

declare module '../viewer.ts' {
  interface ScreensByKind {
    readonly hints: HintsScreen;
  }
}

/** What to change in the program, ranked. */
type HintsScreen = { readonly kind: 'hints'; readonly list: ListState };

/** The list has a third of the window, the selected hint the rest: it is what one reads. Without hints the text scrolls. */
function boundsOf(state: ViewerState): ListBounds {
  const { length } = shownRows(state);
  if (length === 0) return { length: Math.max(1, noHintsLines(state).length - bodyHeight(state.size) + 1), height: 1 };
  return { length, height: Math.max(1, Math.min(length, Math.floor(listHeight(state.size) / 3))) };
}

const LIST = listScreen<HintsScreen, HintRow>({
  bounds: boundsOf,
  rowAt: (state, _, position) => shownRows(state)[position],
  positionOf: (state, _, row) => shownRows(state).indexOf(row),
});

const sorting: Sorting<HintsScreen> = {
  menu: () => ({ what: 'hints', choices: [], current: -1 }),
  sortBy: (state) => state,
  reverse: (state) => state,
  whyNever: 'Hints are ranked: the surest first, then those with the most to gain.',
};

/** What to change, ranked, and below it all that is known of the selected hint. */
export const HINTS: ScreenType<HintsScreen> = {
  kind: 'hints',
  top: {
    digit: '4',
    tab: 'Hints',
    count: (state) => foundHints(state)?.view?.hints.length ?? null,
    title: 'hints: what to change, and why',
    needsCallers: true,
    open: (state) => lastOfKind(state, 'hints') ?? { kind: 'hints', list: LIST_START },
    whyHere: (state) => (currentScreen(state).kind === 'hints' ? 'These are the hints.' : null),
  },
  crumb: () => 'hints',
  draw,
  spotAt: (state, screen, { y }) => {
    const position = positionAt(screen.list, y, boundsOf(state));
    if (position === null || LIST.selectedRow(state, screen) === undefined) return null; // or it is a text to read
    return { kind: 'row', self: { ...screen, list: select(screen.list, position, boundsOf(state)) }, key: null };
  },
  actions: {
    ...LIST.moves,
    enter: {
      ...ENTER,
      needsCallers: true,
      whyNot: whyNotOpen,
      run: openHint,
    },
    'hints.page': {
      keys: ['i'],
      group: 'viewer',
      help: 'the page about this rule: why it costs, how much',
      label: 'about the rule',
      whyNot: (state, screen) => (selectedHint(state, screen) === null ? 'There is no hint to explain.' : null),
      run: (state, screen) => {
        const hint = selectedHint(state, screen);
        return hint === null ? state : { ...state, effect: { kind: 'hint-page', rule: hint.rule } };
      },
    },
    ...BACK,
    ...sortActions(sorting),
  },
  sorting,
  selected: (state, screen) => placeOf(LIST.selectedRow(state, screen))?.row,
  place: (state, screen) => {
    const place = placeOf(LIST.selectedRow(state, screen));
    return place === null ? undefined : { file: place.file, line: place.line };
  },
  refit: LIST.refit,
  moveTo: (_, screen) => ({ ...screen, list: LIST_START }),
  meanings: {},
  markdown: (state) => {
    const view = foundHints(state)?.view;
    const blocks: Document =
      view == null ? [{ kind: 'sentences', phrases: [['Not looked for.']] }] : hintsDocument(view, ALL_HINTS);
    return [{ heading: 'Hints', blocks }];
  },
};

function selectedHint(state: ViewerState, screen: HintsScreen): Hint | null {
  const row = LIST.selectedRow(state, screen);
  return row?.kind === 'hint' ? row.hint : null;
}

function whyNotOpen(state: ViewerState, screen: HintsScreen): string | null {
  const row = LIST.selectedRow(state, screen);
  if (row === undefined) return 'There is no hint to open.';
  return placeOf(row) === null ? 'This is about the whole profile, and no one place.' : null;
}

/** How many lines of the source are seen above the place. */
const LINES_ABOVE = 3;

/** To the function, with its source at the place. */
function openHint(state: ViewerState, screen: HintsScreen): ViewerState {
  const place = placeOf(LIST.selectedRow(state, screen));
  if (place === null) return state;
  const target = functionScreen(state, place.row);
  const at = Math.max(0, place.line - place.functionLine);
  const list = { selected: at, top: Math.max(0, at - LINES_ABOVE) };
  return openScreen(state, { ...target, source: { ...target.source, isActive: true, list } });
}

function draw(state: ViewerState, screen: HintsScreen, theme: Theme): Drawing {
  if (isLookedFor(state)) return waitingDrawing('hints', 'reading the sources', theme);
  const row = LIST.selectedRow(state, screen);
  const place = placeOf(row);
  return {
    heading: 'hints',
    position: row === undefined ? noHintsRange(state, screen) : rankText(screen.list, shownRows(state).length),
    summary: [summaryText(state), row === undefined ? '' : 'the surest first'],
    status: place === null ? '' : shownText(`${place.file}:${place.line} in ${place.qualname}`),
    lines: row === undefined ? emptyLines(state, screen) : rankedLines(state, screen, row, theme),
  };
}

/** Whether hints may still come. */
function isLookedFor(state: ViewerState): boolean {
  return state.findsHints && foundHints(state) === null;
}

function summaryText(state: ViewerState): string {
  const view = foundHints(state)?.view;
  if (view == null) return '';
  const { confirmed, likely, possible } = view.counts;
  const distorted = view.distortions().length;
  const more = distorted === 0 ? '' : `; ${plural(distorted, 'distortion')}`;
  return `${confirmed} confirmed, ${likely} likely; ${possible} possible${more}`;
}

/** The part of the text in the window that begins at the selected line. */
function emptyLines(state: ViewerState, { list }: HintsScreen): readonly string[] {
  return noHintsLines(state).slice(list.selected, list.selected + bodyHeight(state.size));
}

function noHintsRange(state: ViewerState, { list }: HintsScreen): string {
  const { length } = noHintsLines(state);
  return rangeText(list.selected, bodyHeight(state.size), length) || rankText(LIST_START, 0);
}

const recentLines = recentResults<readonly string[]>(1);

const MARGIN = '  ';

/** Why there is nothing: not looked for yet, nobody can, nothing found, in the words of the command `hints`. */
function noHintsLines(state: ViewerState): readonly string[] {
  const width = state.size.columns - 2 * MARGIN.length;
  const view = foundHints(state)?.view;
  if (view == null) return wrapShown(whyNotLooked(state), width).map((line) => MARGIN + line);
  return recentLines(view, String(width), () =>
    documentLines(hintsDocument(view, ALL_HINTS), width, wrapShown).map((line) => MARGIN + line),
  );
}

function whyNotLooked(state: ViewerState): string {
  const found = foundHints(state);
  if (found === null) return 'No hints are looked for here.';
  return found.failure ?? 'The hints could not be looked for.';
}

function wrapShown(text: string, width: number): readonly string[] {
  return wrapWords(shownText(text), Math.max(1, width));
}

function rankedLines(state: ViewerState, { list }: HintsScreen, selected: HintRow, theme: Theme): readonly string[] {
  const { columns } = state.size;
  const { height } = boundsOf(state);
  const rows = shownRows(state)
    .slice(list.top, list.top + height)
    .map((row, at) => rowText(row, list.top + at === list.selected, columns, theme));
  const detail = detailLines(detailOf(selected), columns - MARGIN.length, wrapShown).map((line) =>
    cutEnd(MARGIN + shownText(line), columns, theme.glyphs.ellipsis),
  );
  const room = Math.max(0, listHeight(state.size) - height);
  const hidden = detail.length > room ? `${detail.length - room} more lines` : '';
  const rule = ruleLine(titleOf(selected), hidden, false, columns, theme);
  return [...fillLines(rows, height), rule, ...fillLines(detail, room)];
}

const LEVEL_WIDTH = 10;
const SHARE_WIDTH = 6;

function rowText(row: HintRow, isSelected: boolean, columns: number, theme: Theme): string {
  const { ellipsis } = theme.glyphs;
  const { level, share, rule } = startOf(row);
  const start = `${isSelected ? '>' : ' '} ${level.padEnd(LEVEL_WIDTH)}${writePercent(share).padStart(SHARE_WIDTH)}  ${rule.padEnd(16)} `;
  const place = placeOf(row);
  const words = place === null ? titleOf(row) : `${nearestPath(place.file)}:${place.line} ${place.qualname}`;
  const line = start + cutEnd(shownText(words), Math.max(0, columns - displayWidth(start)), ellipsis);
  return isSelected ? selectedLine(line, columns, theme) : line;
}
