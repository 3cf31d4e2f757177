import { stripVTControlCharacters } from 'node:util';
import type { Actions } from '../action.ts';
import { distance, type ListBounds, type ListState, type Movement, moveActions } from '../list.ts';
import { fillLines, rangeText, ruleLine } from '../row.ts';
import type { Over } from '../screen.ts';
import type { Theme } from '../theme.ts';
import { EMPTY_LINE } from '../typed-line.ts';
import type { Overlay, OverlaysByKind, ViewerState } from '../viewer.ts';
import { listHeight } from '../window.ts';

/** A text to read, over a screen. It has no selected line: the window begins at it, as far as there are lines to fill it. */
type Scrolled = Overlay & { readonly list: ListState; readonly found?: Found | null };

/** What was searched for in a text, and on which line one is; -1 where it is nowhere. */
export type Found = { readonly text: string; readonly line: number };

/** Some text in its lines, as plain text. */
type TextLines<O> = (state: ViewerState, over: Over<O>) => readonly string[];

/** The texts that can be searched. */
export type SearchedText = OverlaysByKind['help' | 'memory-guide' | 'hint-page'];

/** The keys that search. */
export function searchTextActions<O extends SearchedText>(lines: TextLines<O>): Actions<Over<O>> {
  const goOn = (step: -1 | 1) => ({
    whyNot: (state: ViewerState, { overlay, below }: Over<O>) => whyNoMatch(overlay, lines(state, { overlay, below })),
    run: (state: ViewerState, { overlay, below }: Over<O>): ViewerState => {
      const { found } = overlay;
      if (found == null) return state;
      const all = lines(state, { overlay, below });
      return { ...state, overlay: showMatch(state, overlay, all, { ...found, line: found.line + step }, step) };
    },
  });
  return {
    'text.search': {
      keys: ['/'],
      group: 'filter',
      help: 'search in this text',
      label: 'search',
      run: (state, { overlay }) => ({
        ...state,
        overlay: { kind: 'text-search', line: EMPTY_LINE, text: overlay, before: overlay },
      }),
    },
    'text.next': { keys: ['n'], group: 'filter', help: 'to the next match', label: 'next', ...goOn(1) },
    'text.previous': { keys: ['N'], group: 'filter', help: 'to the previous match', ...goOn(-1) },
  };
}

function whyNoMatch({ found }: SearchedText, lines: readonly string[]): string | null {
  if (found == null) return 'Nothing has been searched for yet; / searches.';
  return lines.some((line) => matchAt(line, found.text) >= 0) ? null : `Nothing here matches ${found.text}`;
}

/** The text at the first match from a line on, round the end; where it is until there is one. */
export function showMatch<O extends SearchedText>(
  state: ViewerState,
  overlay: O,
  lines: readonly string[],
  { text, line: from }: Found,
  step: -1 | 1,
): O {
  const { length } = lines;
  const places = lines.map((_, at) => (((from + step * at) % length) + length) % length);
  const line = places.find((place) => matchAt(lines[place] ?? '', text) >= 0) ?? -1;
  const { list } = overlay;
  const { height } = boundsOf(state, length);
  const isSeen = line < 0 || (line >= list.top && line < list.top + height);
  const top = isSeen ? list.top : line - Math.floor(height / 3);
  return { ...overlay, found: { text, line }, list: fitText({ ...list, selected: top }, boundsOf(state, length)) };
}

/** Where a text is in a line, whatever the case; -1 where it is not. */
function matchAt(line: string, text: string, from: number = 0): number {
  return text === '' ? -1 : line.toLowerCase().indexOf(text.toLowerCase(), from);
}

/** The line with what was found in it inverse, and without other looks. */
function highlight(painted: string, found: Found | null | undefined, { paint }: Theme): string {
  const line = stripVTControlCharacters(painted);
  const { text = '' } = found ?? {};
  if (matchAt(line, text) < 0) return painted;
  let marked = '';
  let end = 0;
  for (let at = matchAt(line, text); at >= 0; at = matchAt(line, text, end)) {
    marked += line.slice(end, at) + paint('selected', line.slice(at, at + text.length));
    end = at + text.length;
  }
  return marked + line.slice(end);
}

type TextLength<O> = (state: ViewerState, over: Over<O>) => number;

/** The keys that scroll. */
export function scrollTextActions<O extends Scrolled>(length: TextLength<O>): Actions<Over<O>> {
  return moveActions((state, over, movement) => ({
    ...state,
    overlay: { ...over.overlay, list: moveText(over.overlay.list, movement, boundsOf(state, length(state, over))) },
  }));
}

function moveText(list: ListState, movement: Movement, bounds: ListBounds): ListState {
  return fitText({ ...list, selected: list.top + distance(movement, bounds) }, bounds);
}

function fitText({ selected }: ListState, { length, height }: ListBounds): ListState {
  const top = Math.max(0, Math.min(selected, length - height));
  return { selected: top, top };
}

/** The text in a window of another size. */
export function refitText<O extends Scrolled>(state: ViewerState, over: Over<O>, length: number): O {
  return { ...over.overlay, list: fitText(over.overlay.list, boundsOf(state, length)) };
}

function boundsOf({ size }: ViewerState, length: number): ListBounds {
  return { length, height: listHeight(size) };
}

/** The lines in the window under a title that says which they are. */
export function textLines(
  title: string,
  lines: readonly string[],
  { list, found }: Scrolled,
  { size }: ViewerState,
  theme: Theme,
): readonly string[] {
  const height = listHeight(size);
  const range = rangeText(list.top, height, lines.length);
  const shown = lines.slice(list.top, list.top + height).map((line) => highlight(line, found, theme));
  return [ruleLine(title, range, true, size.columns, theme), ...fillLines(shown, height)];
}
