import { calleeSteps } from '../profile/callees.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import { ownCodeText } from '../report/own-code-words.ts';
import { FOREIGN_ORIGINS, type ForeignOrigin } from '../select/function-origin.ts';
import { programRootSteps } from '../views/call-tree/starting-rows.ts';
import type { Hiding } from '../views/hiding.ts';
import { ownCode } from '../views/own-code.ts';
import type { Actions } from './action.ts';
import { LIST_START } from './list.ts';
import { shownText } from './name.ts';
import { type TimeStyle, timeInText } from './number.ts';
import type { Meaning } from './screen.ts';
import { request, requestOf } from './screens/functions/request.ts';
import type { Glyphs } from './theme.ts';
import { allScreens, lastOfKind } from './trail.ts';
import { hasCallers, isSmall, type ScreenKind, type ViewerState } from './viewer.ts';

/**
 * What is hidden, on every screen alike: what the list of functions hides. null where nothing is, and as long as it is
 * not known what is. Numbers are those of its `table`, in which the time of hidden functions is charged to shown ones.
 */
export function hidingOf(state: ViewerState): Hiding | null {
  const view = lastOfKind(state, 'functions')?.view;
  return view?.base === state.table ? view.hiding : null;
}

/**
 * Whether callers and callees can be looked up in the time of a key. Of a large profile they are read first, and with
 * hidden functions the calls past these are added up (see work.ts).
 */
export function hasCalls(state: ViewerState): boolean {
  const hiding = hidingOf(state);
  return hasCallers(state) && (hiding === null || isSmall(state.table) || state.callsReadyOf === hiding);
}

/** Screens that show calls. */
const WITH_CALLS: ReadonlySet<ScreenKind> = new Set(['function', 'tree', 'icicle']);

/** Whether any screen, in front or left behind, has to follow another profile, or what is hidden, with the calls in it. */
export function asksForCalls(state: ViewerState): boolean {
  return allScreens(state).some(({ kind }) => WITH_CALLS.has(kind));
}

/** Reads the callers, with callees and where the tree begins. */
export function* callerSteps(table: ProfileTable): Steps<void> {
  yield* calleeSteps(table);
  yield* programRootSteps(table);
}

/** Of which origins functions are hidden, or will be as soon as the work on that is done. */
export function hiddenOrigins(state: ViewerState): readonly ForeignOrigin[] {
  const screen = lastOfKind(state, 'functions');
  return screen === undefined ? [] : requestOf(screen).hidden;
}

/** Of which origins functions are hidden by now. */
function hiddenNow(state: ViewerState): readonly ForeignOrigin[] {
  return lastOfKind(state, 'functions')?.view.request.hidden ?? [];
}

/** Hides the functions of these origins and no others, on every screen. */
export function hideOrigins(state: ViewerState, hidden: readonly ForeignOrigin[]): ViewerState {
  const screen = lastOfKind(state, 'functions');
  return screen === undefined ? state : request(state, screen, { hidden });
}

/** Which functions are shown: `only my code`, `no built-ins, stdlib`; nothing where it is all of them. */
export function shownOriginsText(hidden: readonly ForeignOrigin[]): string {
  const words = FOREIGN_ORIGINS.filter(({ origin }) => hidden.includes(origin)).map(({ word }) => word);
  if (words.length === 0) return '';
  return words.length === FOREIGN_ORIGINS.length ? 'only my code' : `no ${words.join(', ')}`;
}

/** The same behind what is looked at: `libraries, only my code`. */
export function withShownOrigins(state: ViewerState, heading: string): string {
  const shown = shownOriginsText(hiddenNow(state));
  return shown === '' ? heading : `${heading}, ${shown}`;
}

/** The same behind the heading of a list in a file: `, without builtin, stdlib`. */
export function withoutText(state: ViewerState): string {
  const hidden = hiddenNow(state);
  return hidden.length === 0 ? '' : `, without ${hidden.join(', ')}`;
}

/** In place of the name of what is selected, where nothing is left to select. */
export function allHiddenText(what: string): string {
  return `all ${what} are hidden: H shows them`;
}

/** The same on the screen where M takes code back. */
export function allTakenText(state: ViewerState, what: string): string {
  return isOwnTakenBack(state) ? ownCodeNow(state) : allHiddenText(what);
}

/** What is to be read on screens that leave hidden functions out. */
export const HIDDEN_MEANINGS: readonly Meaning[] = [
  {
    term: 'hidden',
    text: 'the tottime of hidden functions (H, m) is charged to the nearest callers shown, and is part of their tottime',
  },
  {
    term: '~ before tottime',
    text: 'partly an estimate: the time below a hidden function with several callers is divided among them by the cumtime of their calls',
  },
];

/** The same where the totals are shown. */
export const HIDDEN_TOTAL_MEANINGS: readonly Meaning[] = [
  ...HIDDEN_MEANINGS,
  {
    term: 'to no caller',
    text: 'hidden time that no shown function called for; added to the tottime shown, it makes the total',
  },
];

/** Below a nanosecond it is a rounding: the times are sums. */
const LEAST_SHOWN = 1e-9;

/**
 * Why the tottime is not that of the dump: `312 hidden: 1.2 s charged to their callers, 45.6 ms to no caller`; null where
 * nothing is hidden.
 */
export function hidingText(hiding: Hiding | null, style: TimeStyle): string | null {
  if (hiding === null) return null;
  const { functions, charged, remainder } = hiding;
  const rest = Math.abs(remainder) < LEAST_SHOWN ? '' : `, ${timeInText(remainder, style)} to no caller`;
  return `${functions} hidden: ${timeInText(charged, style)} charged to their callers${rest}`;
}

/** What is being worked on: until it is done screens hide what they hid before. */
export function hidingProgress(state: ViewerState, { ellipsis }: Glyphs): string {
  const screen = lastOfKind(state, 'functions');
  const isDone = screen === undefined || requestOf(screen).hidden.join() === screen.view.request.hidden.join();
  return isDone ? '' : `hiding${ellipsis}  `;
}

const ALL_FOREIGN: readonly ForeignOrigin[] = FOREIGN_ORIGINS.map(({ origin }) => origin);

/** Whether all but the user's own code is hidden. */
function isOnlyMine(state: ViewerState): boolean {
  return hiddenOrigins(state).length === ALL_FOREIGN.length;
}

/** Whether all that counted as the user's own code was taken back in the viewer (M). */
function isOwnTakenBack({ table }: ViewerState): boolean {
  return table.ownPlaces?.chosen !== undefined && ownCode(table).parts.length === 0;
}

/** What counts as the user's own code; where all of it was taken back, how to get it again. */
export function ownCodeNow(state: ViewerState): string {
  if (!isOwnTakenBack(state)) return shownText(ownCodeText(ownCode(state.table)));
  return isOnlyMine(state)
    ? 'own code: none is left, so all is hidden; m shows it, then M takes it again'
    : 'own code: none is left; M takes a library, package or file for it';
}

/** The keys of all screens that leave hidden functions out (`ScreenType.leavesOut`). */
export const HIDE: Actions<unknown> = {
  'hide.menu': {
    keys: ['H'],
    group: 'filter',
    help: 'hide built-ins, stdlib, packages, imports',
    label: 'hide',
    run: (state) => ({ ...state, overlay: { kind: 'hide-menu', list: LIST_START } }),
  },
  'hide.own': {
    keys: ['m'],
    group: 'filter',
    help: 'show only your own code, or all',
    label: 'mine',
    isCommon: true,
    run: (state) => hideOrigins(state, isOnlyMine(state) ? [] : ALL_FOREIGN),
  },
};
