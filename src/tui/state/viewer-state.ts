import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { SortOrder } from '../../select/sort-keys.ts';
import type { CallDirection } from '../../views/call-list.ts';
import { type CallSortName, callsView } from '../../views/function-view.ts';
import { LIST_START, type ListState } from './list-state.ts';

export type Size = { readonly columns: number; readonly rows: number };

/** An order and the word that names it; `order` is null for the order of the dump. */
export type Ordering = { readonly name: string; readonly order: SortOrder | null };

/** All functions of the profile. */
export type FunctionsScreen = {
  readonly kind: 'functions';
  readonly ordering: Ordering;
  readonly isReversed: boolean;
  readonly list: ListState;
};

/** The callers or the callees of the function in the middle. */
export type PaneState = { readonly sort: CallSortName; readonly isReversed: boolean; readonly list: ListState };

/** One function between its callers and its callees; the keys act on the `active` pane. */
export type FunctionScreen = {
  readonly kind: 'function';
  readonly function: FunctionIndex;
  readonly active: CallDirection;
  readonly callers: PaneState;
  readonly callees: PaneState;
};

export type Screen = FunctionsScreen | FunctionScreen;

/** What lies over a screen until Esc. */
export type Overlay = { readonly kind: 'help' | 'sort-menu'; readonly list: ListState };

export type ViewerState = {
  readonly table: ProfileTable;
  /** The profile's name as the user typed it. */
  readonly title: string;
  readonly size: Size;
  /** Where one came from, and last where one is: Esc goes back to just what was there. */
  readonly screens: readonly [Screen, ...Screen[]];
  readonly overlay: Overlay | null;
  /** A line for the user until the next key. */
  readonly message: string | null;
  /** How often a repaint was asked for: the program that shows the state compares. */
  readonly repaints: number;
  readonly isDone: boolean;
};

export type ViewerStart = Pick<ViewerState, 'table' | 'title' | 'size'> & {
  readonly ordering: Ordering;
  readonly isReversed: boolean;
};

export function firstState({ table, title, size, ordering, isReversed }: ViewerStart): ViewerState {
  const screen: FunctionsScreen = { kind: 'functions', ordering, isReversed, list: LIST_START };
  return { table, title, size, screens: [screen], overlay: null, message: noteOf(table), repaints: 0, isDone: false };
}

/** What the reader of the numbers should know from the start. */
function noteOf({ notes }: ProfileTable): string | null {
  return notes.length === 0 ? null : `Note: ${notes.map(({ text }) => text).join('; ')}`;
}

export function currentScreen({ screens }: ViewerState): Screen {
  return screens[screens.length - 1] ?? screens[0];
}

export function functionScreen(table: ProfileTable, index: FunctionIndex): FunctionScreen {
  const callers = firstPane(table, index, 'callers');
  const callees = firstPane(table, index, 'callees');
  const hasCallees = callsView(table, index, 'callees', 'filename', false).calls.length > 0;
  return { kind: 'function', function: index, active: hasCallees ? 'callees' : 'callers', callers, callees };
}

/** Calls without times are sorted by their counts. */
function firstPane(table: ProfileTable, index: FunctionIndex, direction: CallDirection): PaneState {
  const { hasTimes, calls } = callsView(table, index, direction, 'filename', false);
  return { sort: hasTimes || calls.length === 0 ? 'cumtime' : 'ncalls', isReversed: false, list: LIST_START };
}
