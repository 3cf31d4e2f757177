/** Where one is in a list: the selected line and the first line of the window. */
export type ListState = { readonly selected: number; readonly top: number };

/** How long the list is and how many of its lines the window shows. */
export type ListBounds = { readonly length: number; readonly height: number };

export type Movement = 'up' | 'down' | 'page-up' | 'page-down' | 'half-up' | 'half-down' | 'first' | 'last';

export const LIST_START: ListState = { selected: 0, top: 0 };

export function move(list: ListState, movement: Movement, bounds: ListBounds): ListState {
  return select(list, list.selected + distance(movement, bounds), bounds);
}

function distance(movement: Movement, { length, height }: ListBounds): number {
  const half = Math.max(1, Math.floor(height / 2));
  const lines: Readonly<Record<Movement, number>> = {
    up: -1,
    down: 1,
    'page-up': -height,
    'page-down': height,
    'half-up': -half,
    'half-down': half,
    first: -length,
    last: length,
  };
  return lines[movement];
}

/** Selects the line nearest to the wanted one and scrolls as little as shows it; also for a window of another height. */
export function select(list: ListState, wanted: number, { length, height }: ListBounds): ListState {
  const selected = clamp(wanted, 0, length - 1);
  const lowestTop = clamp(selected - height + 1, 0, selected);
  const highestTop = Math.min(selected, Math.max(0, length - height));
  return { selected, top: clamp(list.top, lowestTop, highestTop) };
}

/** Selects a line that another order has put elsewhere; it stays where it is on the screen, if the list allows it. */
export function follow(list: ListState, wanted: number, bounds: ListBounds): ListState {
  return select({ selected: wanted, top: wanted - (list.selected - list.top) }, wanted, bounds);
}

/** At least `low`, even where `high` is below it: an empty list has its selection at 0. */
function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
