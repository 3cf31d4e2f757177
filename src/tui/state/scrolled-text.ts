import { type ListBounds, type ListState, type Movement, move } from './list-state.ts';

/** A text has no selected line: the window begins at it, as far as there are lines to fill it. */
export function refittedText({ selected }: ListState, { length, height }: ListBounds): ListState {
  const top = Math.max(0, Math.min(selected, length - height));
  return { selected: top, top };
}

export function movedText(list: ListState, movement: Movement, bounds: ListBounds): ListState {
  return refittedText(move({ ...list, selected: list.top }, movement, bounds), bounds);
}
