import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { finish } from '../../profile/steps.ts';
import type { KeptRows } from '../../select/filter-rows.ts';
import type { MatchNames } from '../../select/restrict-rows.ts';
import {
  type FunctionsRequest,
  type FunctionsView,
  firstFunctions,
  functionsSteps,
  NO_FILTER,
  type Ordering,
} from '../../views/functions-view.ts';
import { LIST_START, type ListState } from './list-state.ts';

/** The functions that a filter found: n and N go through them, also when the filter is lifted. */
export type Search = { readonly text: string; readonly matches: KeptRows };

/** All functions of the profile, or those that a filter and hiding leave. */
export type FunctionsScreen = {
  readonly kind: 'functions';
  /** What is on the screen. */
  readonly view: FunctionsView;
  /** What was asked for and is being worked on (see run-work.ts); the view stays until it is done. */
  readonly pending: FunctionsRequest | null;
  /** What the cursor shall be on once that is done, unless it is moved before; null: on what it is on by then. */
  readonly anchor: Anchor | null;
  readonly search: Search | null;
  readonly list: ListState;
  /** How far the names are scrolled: 0 = fitted into their column (see rows/function-text.ts). */
  readonly scroll: number;
};

/** With no more rows than these the work is done in the time of a key. */
const ROWS_AT_ONCE = 20_000;

export function functionsScreen(table: ProfileTable, ordering: Ordering, isReversed: boolean): FunctionsScreen {
  return requestedScreen(table, { ordering, isReversed, filter: NO_FILTER, hidden: [] });
}

/** A screen of what was asked for, or with the first functions of that until the work is done. */
export function requestedScreen(table: ProfileTable, request: FunctionsRequest): FunctionsScreen {
  const isAtOnce = canBeAtOnce(table, request);
  const view = isAtOnce ? viewAtOnce(table, request) : firstFunctions(table, request);
  return {
    kind: 'functions',
    view,
    pending: isAtOnce ? null : request,
    anchor: null,
    search: searchOf(view),
    list: LIST_START,
    scroll: 0,
  };
}

/** What n and N go through from now on; null where the view has no filter. */
export function searchOf({ request, matches }: FunctionsView): Search | null {
  return matches === null ? null : { text: request.filter.text, matches };
}

/** What was asked for last, done or not. */
export function wanted({ view, pending }: FunctionsScreen): FunctionsRequest {
  return pending ?? view.request;
}

/** Whether the profile is so small that all work on it is done at once. */
export function isSmall({ length }: ProfileTable): boolean {
  return length <= ROWS_AT_ONCE;
}

/** A regex may take forever on a name: it is never tested in the time of a key. */
export function canBeAtOnce(table: ProfileTable, { filter }: FunctionsRequest): boolean {
  return isSmall(table) && filter.terms.every(({ test }) => test.kind === 'text');
}

export function viewAtOnce(table: ProfileTable, request: FunctionsRequest): FunctionsView {
  return finish(functionsSteps(table, request, matchNothing));
}

const matchNothing: MatchNames = () => {
  throw new Error('a regex is tested by the work that is not done at once');
};

/** Where the cursor shall be in a view that is new: on a function, on the first line, or on the line that it is on. */
export type Anchor = FunctionIndex | 'first' | 'same-line';
