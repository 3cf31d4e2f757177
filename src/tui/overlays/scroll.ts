import type { Actions } from '../action.ts';
import { type ListBounds, type ListState, type Movement, move, moveActions } from '../list.ts';
import { fillLines, rangeText, ruleLine } from '../row.ts';
import type { Over } from '../screen.ts';
import type { Theme } from '../theme.ts';
import type { Overlay, ViewerState } from '../viewer.ts';
import { listHeight } from '../window.ts';

/** A text to read, over a screen. It has no selected line: the window begins at it, as far as there are lines to fill it. */
type Scrolled = Overlay & { readonly list: ListState };

type TextLength<O> = (state: ViewerState, over: Over<O>) => number;

/** The keys that scroll. */
export function scrollTextActions<O extends Scrolled>(length: TextLength<O>): Actions<Over<O>> {
  return moveActions((state, over, movement) => ({
    ...state,
    overlay: { ...over.overlay, list: moveText(over.overlay.list, movement, boundsOf(state, length(state, over))) },
  }));
}

function moveText(list: ListState, movement: Movement, bounds: ListBounds): ListState {
  return fitText(move({ ...list, selected: list.top }, movement, bounds), bounds);
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
  { list }: Scrolled,
  { size }: ViewerState,
  theme: Theme,
): readonly string[] {
  const height = listHeight(size);
  const range = rangeText(list.top, height, lines.length);
  const shown = lines.slice(list.top, list.top + height);
  return [ruleLine(title, range, true, size.columns, theme), ...fillLines(shown, height)];
}
