import { FOREIGN_ORIGINS, type ForeignOrigin } from '../select/function-origin.ts';
import type { Hiding } from '../views/hiding.ts';
import type { Actions } from './action.ts';
import { LIST_START } from './list.ts';
import { request, requestOf } from './screens/functions/request.ts';
import type { Glyphs } from './theme.ts';
import { lastOfKind } from './trail.ts';
import type { ViewerState } from './viewer.ts';

/**
 * What is hidden, on every screen alike: what the list of functions hides. null where nothing is, and as long as it is
 * not known what is. Numbers are those of its `table`, in which the time of hidden functions is charged to shown ones.
 */
export function hidingOf(state: ViewerState): Hiding | null {
  const view = lastOfKind(state, 'functions')?.view;
  return view?.base === state.table ? view.hiding : null;
}

/** Of which origins functions are hidden, or will be as soon as the work on that is done. */
export function hiddenOrigins(state: ViewerState): readonly ForeignOrigin[] {
  const screen = lastOfKind(state, 'functions');
  return screen === undefined ? [] : requestOf(screen).hidden;
}

/** Hides the functions of these origins and no others, on every screen. */
export function hideOrigins(state: ViewerState, hidden: readonly ForeignOrigin[]): ViewerState {
  const screen = lastOfKind(state, 'functions');
  return screen === undefined ? state : request(state, screen, { hidden });
}

/** What is being worked on: until it is done screens hide what they hid before. */
export function hidingProgress(state: ViewerState, { ellipsis }: Glyphs): string {
  const screen = lastOfKind(state, 'functions');
  const isDone = screen === undefined || requestOf(screen).hidden.join() === screen.view.request.hidden.join();
  return isDone ? '' : `hiding${ellipsis}  `;
}

const ALL_FOREIGN: readonly ForeignOrigin[] = FOREIGN_ORIGINS.map(({ origin }) => origin);

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
    help: 'only my code: hide all these, or none',
    label: 'mine',
    isCommon: true,
    run: (state) => hideOrigins(state, hiddenOrigins(state).length === ALL_FOREIGN.length ? [] : ALL_FOREIGN),
  },
};
