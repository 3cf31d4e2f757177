import { writePercent } from '../../hints/amounts.ts';
import type { Hint } from '../../hints/hint.ts';
import type { Document } from '../../report/document.ts';
import { detailLines, documentLines } from '../../report/document-text.ts';
import { ALL_HINTS, hintDetail, hintsDocument } from '../../report/hints-document.ts';
import { nearestPath } from '../../report/memory-words.ts';
import { cutEnd, displayWidth } from '../../text/display.ts';
import { wrapWords } from '../../text/wrap.ts';
import { recentResults } from '../../views/recent-results.ts';
import { foundHints } from '../hint-marks.ts';
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
  const { length } = shownHints(state);
  if (length === 0) return { length: Math.max(1, noHintsLines(state).length - bodyHeight(state.size) + 1), height: 1 };
  return { length, height: Math.max(1, Math.min(length, Math.floor(listHeight(state.size) / 3))) };
}

const LIST = listScreen<HintsScreen, Hint>({
  bounds: boundsOf,
  rowAt: (state, _, position) => shownHints(state)[position],
  positionOf: (state, _, hint) => shownHints(state).indexOf(hint),
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
      whyNot: (state, screen) => (LIST.selectedRow(state, screen) === undefined ? 'There is no hint to open.' : null),
      run: openHint,
    },
    'hints.page': {
      keys: ['i'],
      group: 'viewer',
      help: 'the page about this rule: why it costs, how much',
      label: 'about the rule',
      whyNot: (state, screen) =>
        LIST.selectedRow(state, screen) === undefined ? 'There is no hint to explain.' : null,
      run: (state, screen) => {
        const hint = LIST.selectedRow(state, screen);
        return hint === undefined ? state : { ...state, effect: { kind: 'hint-page', rule: hint.rule } };
      },
    },
    ...BACK,
    ...sortActions(sorting),
  },
  sorting,
  selected: (state, screen) => LIST.selectedRow(state, screen)?.row,
  place: (state, screen) => {
    const hint = LIST.selectedRow(state, screen);
    return hint === undefined ? undefined : { file: hint.file, line: hint.line };
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

function shownHints(state: ViewerState): readonly Hint[] {
  return foundHints(state)?.view?.hints ?? [];
}

/** So much of the source is seen above the place. */
const LINES_ABOVE = 3;

/** To the function, with its source at the place. */
function openHint(state: ViewerState, screen: HintsScreen): ViewerState {
  const hint = LIST.selectedRow(state, screen);
  if (hint === undefined) return state;
  const target = functionScreen(state, hint.row);
  const at = Math.max(0, hint.line - hint.functionLine);
  const list = { selected: at, top: Math.max(0, at - LINES_ABOVE) };
  return openScreen(state, { ...target, source: { ...target.source, isActive: true, list } });
}

function draw(state: ViewerState, screen: HintsScreen, theme: Theme): Drawing {
  const hint = LIST.selectedRow(state, screen);
  return {
    heading: 'hints',
    position: hint === undefined ? noHintsRange(state, screen) : rankText(screen.list, shownHints(state).length),
    summary: [summaryText(state), hint === undefined ? '' : 'the surest first'],
    status: hint === undefined ? '' : shownText(`${hint.file}:${hint.line} in ${hint.qualname}`),
    lines: hint === undefined ? emptyLines(state, screen) : rankedLines(state, screen, hint, theme),
  };
}

function summaryText(state: ViewerState): string {
  const view = foundHints(state)?.view;
  if (view == null) return '';
  const { confirmed, likely, possible } = view.counts;
  return `${confirmed} confirmed, ${likely} likely; ${possible} possible`;
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
  if (found === null) return state.findsHints ? 'Reading the sources ...' : 'Nobody looks for hints here.';
  return found.failure ?? 'The hints could not be looked for.';
}

function wrapShown(text: string, width: number): readonly string[] {
  return wrapWords(shownText(text), Math.max(1, width));
}

function rankedLines(state: ViewerState, { list }: HintsScreen, hint: Hint, theme: Theme): readonly string[] {
  const { columns } = state.size;
  const { height } = boundsOf(state);
  const rows = shownHints(state)
    .slice(list.top, list.top + height)
    .map((one, at) => rowText(one, list.top + at === list.selected, columns, theme));
  const detail = detailLines(hintDetail(hint), columns - MARGIN.length, wrapShown).map((line) =>
    cutEnd(MARGIN + shownText(line), columns, theme.glyphs.ellipsis),
  );
  const room = Math.max(0, listHeight(state.size) - height);
  const hidden = detail.length > room ? `${detail.length - room} more lines` : '';
  return [...fillLines(rows, height), ruleLine(hint.title, hidden, false, columns, theme), ...fillLines(detail, room)];
}

const LEVEL_WIDTH = 10;
const SHARE_WIDTH = 6;

function rowText(hint: Hint, isSelected: boolean, columns: number, theme: Theme): string {
  const { ellipsis } = theme.glyphs;
  const start = `${isSelected ? '>' : ' '} ${hint.level.padEnd(LEVEL_WIDTH)}${writePercent(hint.share).padStart(SHARE_WIDTH)}  ${hint.rule.padEnd(16)} `;
  const place = shownText(`${nearestPath(hint.file)}:${hint.line} ${hint.qualname}`);
  const line = start + cutEnd(place, Math.max(0, columns - displayWidth(start)), ellipsis);
  return isSelected ? selectedLine(line, columns, theme) : line;
}
