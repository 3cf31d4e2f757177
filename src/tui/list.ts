import type { Actions } from './action.ts';
import { columnAt, type Layout } from './column.ts';
import type { Spot } from './spot.ts';
import { withScreen } from './trail.ts';
import type { OverlaysByKind, Screen, ViewerState } from './viewer.ts';
import { type Cell, listHeight } from './window.ts';

/** Where one is in a list: the selected line and the first line of the window. */
export type ListState = { readonly selected: number; readonly top: number };

/** How long the list is and how many of its lines the window shows. */
export type ListBounds = { readonly length: number; readonly height: number };

export type Movement = 'up' | 'down' | 'page-up' | 'page-down' | 'half-up' | 'half-down' | 'first' | 'last' | Scrolling;

/** Moves the window; the selected line is taken along where it would be out of it. */
type Scrolling = 'scroll-up' | 'scroll-down';

export const LIST_START: ListState = { selected: 0, top: 0 };

export function move(list: ListState, movement: Movement, bounds: ListBounds): ListState {
  const lines = distance(movement, bounds);
  return isScrolling(movement) ? scroll(list, lines, bounds) : select(list, list.selected + lines, bounds);
}

function isScrolling(movement: Movement): movement is Scrolling {
  return movement === 'scroll-up' || movement === 'scroll-down';
}

function scroll(list: ListState, lines: number, bounds: ListBounds): ListState {
  const { length, height } = bounds;
  const top = clamp(list.top + lines, 0, Math.max(0, length - height));
  return select({ ...list, top }, clamp(list.selected, top, top + height - 1), bounds);
}

/** A notch of the wheel. */
const WHEEL_LINES = 3;

/** How many lines further a movement leads. */
export function distance(movement: Movement, { length, height }: ListBounds): number {
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
    'scroll-up': -WHEEL_LINES,
    'scroll-down': WHEEL_LINES,
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

/** `3 of 57`; `0 of 0` of an empty list. */
export function rankText({ selected }: ListState, length: number): string {
  return `${length === 0 ? 0 : selected + 1} of ${length}`;
}

const MOVEMENTS = [
  { movement: 'down', keys: ['down', 'j'], help: 'one line down' },
  { movement: 'up', keys: ['up', 'k'], help: 'one line up' },
  { movement: 'page-down', keys: ['pagedown', 'space', 'ctrl-f'], help: 'one page down' },
  { movement: 'page-up', keys: ['pageup', 'ctrl-b'], help: 'one page up' },
  { movement: 'half-down', keys: ['ctrl-d'], help: 'half a page down' },
  { movement: 'half-up', keys: ['ctrl-u'], help: 'half a page up' },
  { movement: 'first', keys: ['home', 'g'], help: 'to the first line' },
  { movement: 'last', keys: ['end', 'G'], help: 'to the last line' },
  { movement: 'scroll-down', keys: ['wheel-down'], help: 'scroll down' },
  { movement: 'scroll-up', keys: ['wheel-up'], help: 'scroll up' },
] as const;

/** The keys through a list, of a screen or of a menu. */
export function moveActions<S>(moved: (state: ViewerState, self: S, movement: Movement) => ViewerState): Actions<S> {
  return Object.fromEntries(
    MOVEMENTS.map(({ movement, keys, help }) => [
      `move.${movement}`,
      { keys, group: 'move', help, run: (state: ViewerState, self: S) => moved(state, self, movement) },
    ]),
  );
}

/** The keys within long names. At their beginning the keys to the left mean something else (see BACK). */
export function scrollActions<S>(scroll: {
  readonly by: (state: ViewerState, self: S, step: -1 | 1) => ViewerState;
  readonly whyNot: (state: ViewerState, self: S, step: -1 | 1) => string | null;
}): Actions<S> {
  return {
    'scroll.right': {
      keys: ['right', 'l'],
      group: 'move',
      help: 'whole names, then scroll right in them',
      whyNot: (state, self) => scroll.whyNot(state, self, 1),
      run: (state, self) => scroll.by(state, self, 1),
    },
    'scroll.left': {
      keys: ['left', 'h'],
      group: 'move',
      help: 'scroll left in the names',
      whyNot: (state, self) => scroll.whyNot(state, self, -1),
      run: (state, self) => scroll.by(state, self, -1),
    },
  };
}

/** One line of a sort menu: the words that name the key, what they mean, and what `sortBy` takes. */
export type MenuChoice = { readonly words: readonly string[]; readonly title: string; readonly by: string };

/** What a screen can be sorted by. */
export type SortMenu = {
  /** What is sorted: `functions`, `callers`. */
  readonly what: string;
  readonly choices: readonly MenuChoice[];
  /** The choice in use; -1 for an order that no single one makes. */
  readonly current: number;
};

/** How a screen is sorted. A word that it does not know leaves it as it is. */
export type Sorting<S> = {
  readonly menu: (state: ViewerState, screen: S) => SortMenu;
  readonly sortBy: (state: ViewerState, screen: S, by: string) => ViewerState;
  readonly reverse: (state: ViewerState, screen: S) => ViewerState;
  /** The word for the column beside the one that sorts; undefined beyond the ends. Without it: beside it in the menu. */
  readonly beside?: (state: ViewerState, screen: S, step: -1 | 1) => string | undefined;
  readonly whyNotBy?: (state: ViewerState, screen: S, by: string) => string | null;
  readonly whyNotReverse?: (state: ViewerState, screen: S) => string | null;
  /** Why the list cannot be sorted at all. */
  readonly whyNever?: string;
};

/** The keys that sort. */
export function sortActions<S extends Screen>(sorting: Sorting<S>): Actions<S> {
  const { menu, sortBy, reverse, whyNotBy, whyNotReverse, whyNever = null } = sorting;
  const beside = sorting.beside ?? ((state, screen, step) => besideInMenu(menu(state, screen), step));
  const sortKey = (by: string, keys: readonly [string], help: string, label: { readonly label?: string } = {}) => ({
    keys,
    group: 'sort' as const,
    help,
    ...label,
    whyNot: (state: ViewerState, screen: S) => whyNever ?? whyNotBy?.(state, screen, by) ?? null,
    run: (state: ViewerState, screen: S) => sortBy(state, screen, by),
  });
  const columnKey = (step: -1 | 1, keys: readonly [string], help: string) => ({
    keys,
    group: 'sort' as const,
    help,
    whyNot: (state: ViewerState, screen: S) =>
      whyNever ?? (beside(state, screen, step) === undefined ? lastColumnText(step) : null),
    run: (state: ViewerState, screen: S) => sortBy(state, screen, beside(state, screen, step) ?? ''),
  });
  return {
    'sort.menu': {
      keys: ['s'],
      group: 'sort',
      help: 'choose among all sort keys',
      label: 'sort',
      whyNot: (state, screen) => (menu(state, screen).choices.length === 0 ? 'This list has its own order.' : null),
      run: (state, screen) => ({ ...state, overlay: sortMenuOn(state, menu(state, screen)) }),
    },
    'sort.reverse': {
      keys: ['r'],
      group: 'sort',
      help: 'reverse the order',
      label: 'reverse',
      whyNot: (state, screen) => whyNever ?? whyNotReverse?.(state, screen) ?? null,
      run: reverse,
    },
    'sort.tottime': sortKey('tottime', ['t'], 'sort by tottime: time in the function itself', { label: 'tottime' }),
    'sort.cumtime': sortKey('cumtime', ['c'], 'sort by cumtime: time with all that it calls', { label: 'cumtime' }),
    'sort.ncalls': sortKey('ncalls', ['#'], 'sort by ncalls: how often it was called'),
    'sort.column-left': columnKey(-1, ['<'], 'sort by the column on the left'),
    'sort.column-right': columnKey(1, ['>'], 'sort by the column on the right'),
  };
}

/** The menu opens on the key in use (see overlays/menus.ts). */
function sortMenuOn({ size }: ViewerState, { choices, current }: SortMenu): OverlaysByKind['sort-menu'] {
  const bounds = { length: choices.length, height: listHeight(size) };
  return { kind: 'sort-menu', list: select(LIST_START, current, bounds) };
}

function besideInMenu({ choices, current }: SortMenu, step: -1 | 1): string | undefined {
  return choices[current + step]?.by;
}

function lastColumnText(step: -1 | 1): string {
  return step < 0 ? 'This is the first column.' : 'This is the last column.';
}

/** Which line of the list is in a line of its window; null where there is none. */
export function positionAt({ top }: ListState, line: number, { length, height }: ListBounds): number | null {
  const isInWindow = line >= 0 && line < height && top + line < length;
  return isInWindow ? top + line : null;
}

/** A list that takes the whole window. `K`: what stands on a line, told so that it is found again in another order. */
export type ListOf<S, K> = {
  readonly bounds: (state: ViewerState, screen: S) => ListBounds;
  readonly rowAt: (state: ViewerState, screen: S, position: number) => K | undefined;
  readonly positionOf: (state: ViewerState, screen: S, row: K) => number;
};

export type ListScreen<S, K> = {
  readonly refit: (state: ViewerState, screen: S) => S;
  readonly resort: (state: ViewerState, from: S, to: S) => ViewerState;
  readonly selectedRow: (state: ViewerState, screen: S) => K | undefined;
  readonly move: (state: ViewerState, screen: S, movement: Movement) => ViewerState;
  readonly moves: Actions<S>;
  /** What stands in a cell below and in the headings of its columns. `share`: the column that the shares are of. */
  readonly spotAt: <R>(state: ViewerState, screen: S, cell: Cell, layout: Layout<R>, share: string) => Spot<S> | null;
};

/** The heading of a column: that of the shares sorts by what they are of. */
export function headingSpot<R>(layout: Layout<R>, x: number, share: string): Spot<never> | null {
  const column = columnAt(layout, x);
  if (column === null) return null;
  return { kind: 'heading', column: column === 'percent' || column === 'bar' ? share : column };
}

/** What every such list does: a cursor that moves, keeps its place in other windows, and its row in another order. */
export function listScreen<S extends Screen & { readonly list: ListState }, K>(of: ListOf<S, K>): ListScreen<S, K> {
  const { bounds, rowAt, positionOf } = of;
  const refit = (state: ViewerState, screen: S): S => ({
    ...screen,
    list: select(screen.list, screen.list.selected, bounds(state, screen)),
  });
  /** The selected row stays selected, but who is at the top stays there, to see what leads now. */
  const resort = (state: ViewerState, from: S, to: S): ViewerState => {
    const { selected } = from.list;
    const row = selected === 0 ? undefined : rowAt(state, from, selected);
    const wanted = row === undefined ? 0 : Math.max(0, positionOf(state, to, row));
    const sorted: S = { ...to, list: follow(from.list, wanted, bounds(state, to)) };
    return withScreen(state, sorted);
  };
  const moveCursor = (state: ViewerState, screen: S, movement: Movement): ViewerState => {
    const moved: S = { ...screen, list: move(screen.list, movement, bounds(state, screen)) };
    return withScreen(state, moved);
  };
  const selectedRow = (state: ViewerState, screen: S): K | undefined => rowAt(state, screen, screen.list.selected);
  const spotAt: ListScreen<S, K>['spotAt'] = (state, screen, { x, y }, layout, share) => {
    if (y === 0) return headingSpot(layout, x, share);
    const position = positionAt(screen.list, y - 1, bounds(state, screen));
    if (position === null) return null;
    const self: S = { ...screen, list: select(screen.list, position, bounds(state, screen)) };
    return { kind: 'row', self, key: columnAt(layout, x) === 'name' ? 'enter' : null };
  };
  return { refit, resort, selectedRow, move: moveCursor, moves: moveActions(moveCursor), spotAt };
}

/** Between times with units and seconds as pstats prints them: a key of all screens. */
export const UNITS: Actions<Screen> = {
  units: {
    keys: ['U'],
    group: 'viewer',
    help: 'times with units, or seconds as pstats prints them',
    run: (state) => ({ ...state, units: state.units === 'adapting' ? 'seconds' : 'adapting' }),
  },
};
