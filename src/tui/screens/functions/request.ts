import type { FunctionIndex } from '../../../profile/function-keys.ts';
import { plural } from '../../../profile/notes.ts';
import type { ProfileTable } from '../../../profile/profile-table.ts';
import { finish } from '../../../profile/steps.ts';
import type { KeptRows } from '../../../select/filter-rows.ts';
import type { NameFilter } from '../../../select/name-filter.ts';
import type { MatchNames } from '../../../select/restrict-rows.ts';
import {
  type FunctionsRequest,
  type FunctionsView,
  firstFunctions,
  functionAt,
  functionsSteps,
  positionOf,
} from '../../../views/functions-view.ts';
import { follow, LIST_START, type ListState } from '../../list.ts';
import { changeScreens, inFrontAs, lastOfKind, withScreen } from '../../trail.ts';
import { isSmall, type Screen, type ViewerState } from '../../viewer.ts';
import { functionsHeight } from './summary-lines.ts';

declare module '../../viewer.ts' {
  interface ScreensByKind {
    readonly functions: FunctionsScreen;
  }
}

/** The functions that a filter or `*` found: n and N go through them, also when the filter is lifted. */
export type Search = {
  readonly text: string;
  readonly terms: NameFilter;
  /** Whether it is the name of a function and no filter. */
  readonly isName: boolean;
  readonly matches: KeptRows;
};

/** Where the cursor shall be in a view that is new: on a function, on the first line, or on the line that it is on. */
export type CursorAnchor = FunctionIndex | 'first' | 'same-line';

/** All functions of the profile, or those that a filter and hiding leave. */
export type FunctionsScreen = {
  readonly kind: 'functions';
  /** What is on the screen. */
  readonly view: FunctionsView;
  /** What was asked for and is being worked on (see work.ts); the view stays until it is done. */
  readonly pending: FunctionsRequest | null;
  /** What the cursor shall be on once that is done, unless it is moved before; null: on what it is on by then. */
  readonly anchor: CursorAnchor | null;
  readonly search: Search | null;
  readonly list: ListState;
  /** How far the names are scrolled: 0 = fitted into their column (see name.ts). */
  readonly scroll: number;
};

/** A screen of what was asked for, or with the first functions of that until the work is done. */
export function screenOf(table: ProfileTable, request: FunctionsRequest): FunctionsScreen {
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
function searchOf({ request, matches }: FunctionsView): Search | null {
  return matches === null ? null : { ...request.filter, isName: false, matches };
}

/** What was asked for last, done or not. */
export function requestOf({ view, pending }: FunctionsScreen): FunctionsRequest {
  return pending ?? view.request;
}

/** The function that the cursor is on. */
export function selectedFunction({ view, list }: FunctionsScreen): FunctionIndex | undefined {
  return functionAt(view, list.selected);
}

/** A regex may take forever on a name: it is never tested in the time of a key. */
function canBeAtOnce(table: ProfileTable, { filter }: FunctionsRequest): boolean {
  return isSmall(table) && filter.terms.every(({ test }) => test.kind === 'text');
}

function viewAtOnce(table: ProfileTable, request: FunctionsRequest): FunctionsView {
  return finish(functionsSteps(table, request, matchNothing));
}

const matchNothing: MatchNames = () => {
  throw new Error('a regex is tested by the work that is not done at once');
};

/**
 * Asks for other functions or another order; the list need not be in front. Where that takes longer than a key may, the
 * view stays for now.
 */
export function request(state: ViewerState, screen: FunctionsScreen, change: Partial<FunctionsRequest>): ViewerState {
  const wanted = { ...requestOf(screen), ...change };
  const asked = canBeAtOnce(state.table, wanted)
    ? withView(state, screen, viewAtOnce(state.table, wanted))
    : { ...screen, pending: wanted };
  if (inFrontAs(state, 'functions') !== null) return withScreen(state, asked);
  return { ...state, ...changeScreens(state, (other) => (other === screen ? asked : other)) };
}

/** The view that some screen waits for has come; one that nobody waits for any more is dropped. */
export function receiveView(state: ViewerState, view: FunctionsView): ViewerState {
  const receive = (screen: Screen): Screen =>
    screen.kind === 'functions' && screen.pending === view.request ? withView(state, screen, view) : screen;
  return { ...state, ...changeScreens(state, receive) };
}

/** What was asked for cannot be had: what is shown stays. */
export function refuseRequest(state: ViewerState, refused: FunctionsRequest, message: string): ViewerState {
  const forget = (screen: Screen): Screen =>
    screen.kind === 'functions' && screen.pending === refused ? { ...screen, pending: null } : screen;
  const forgotten: ViewerState = { ...state, ...changeScreens(state, forget) };
  const { overlay } = state;
  return overlay?.kind === 'filter-line'
    ? { ...forgotten, overlay: { ...overlay, problem: message } }
    : { ...forgotten, message };
}

/** Looks for all functions of the name of this one, and leaves the list as it is; once more: for nothing. */
export function searchName(state: ViewerState, row: FunctionIndex): ViewerState {
  const { functions, strings } = state.table;
  const id = functions.name[row]!;
  const text = strings
    .text(id)
    .replace(/^<(.*)>$/, (whole, words: string) => (words.includes(' ') ? `{${words}}` : whole));
  const sought = lastOfKind(state, 'functions')?.search ?? null;
  const isSought = sought?.isName === true && sought.text === text;
  const matches = new Uint8Array(functions.length);
  let count = 0;
  for (let at = 0; at < matches.length; at++) if (functions.name[at] === id) count += matches[at] = 1;
  const search: Search | null = isSought ? null : { text, terms: [], isName: true, matches };
  const look = (screen: Screen): Screen => (screen.kind === 'functions' ? { ...screen, search } : screen);
  const message = isSought
    ? 'Nothing is marked any more.'
    : `Marked everywhere: ${text} (${plural(count, 'function')})`;
  return { ...state, ...changeScreens(state, look), message };
}

function withView(state: ViewerState, screen: FunctionsScreen, view: FunctionsView): FunctionsScreen {
  const anchor = anchorOf(state, screen, view.request);
  const bounds = { length: view.length, height: functionsHeight(state) };
  const list = follow(screen.list, linePosition(screen, view, anchor), bounds);
  // A list of nothing has nothing selected: what was is waited for until there are lines again.
  const search = searchOf(view) ?? screen.search;
  return { ...screen, view, pending: null, anchor: view.length === 0 ? anchor : null, search, list };
}

/**
 * The selected function stays selected, wherever the new view has it. At the top one stays at the top: who presses `t`
 * there wants to see which functions lead. Who lifts a filter wants to see what stands around the selected function.
 */
function anchorOf(state: ViewerState, screen: FunctionsScreen, { filter }: FunctionsRequest): CursorAnchor {
  if (state.overlay?.kind === 'filter-line') return state.overlay.anchor;
  if (screen.anchor !== null) return screen.anchor;
  const isLifted = filter.terms.length === 0 && screen.view.request.filter.terms.length > 0;
  if (screen.list.selected === 0 && !isLifted) return 'first';
  return selectedFunction(screen) ?? 'same-line'; // not known yet: G was pressed before the order was there
}

function linePosition({ list }: FunctionsScreen, view: FunctionsView, anchor: CursorAnchor): number {
  if (anchor === 'same-line') return list.selected;
  return anchor === 'first' ? 0 : Math.max(0, positionOf(view, anchor));
}
