import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { FrontAction } from './action.ts';
import { COMPARISON } from './reduce-comparison.ts';
import { FUNCTION } from './reduce-function.ts';
import { FUNCTIONS } from './reduce-functions.ts';
import { HINTS } from './reduce-hints.ts';
import { MEMORY } from './reduce-memory.ts';
import { MODULE } from './reduce-module.ts';
import { MODULES } from './reduce-modules.ts';
import { PROFILES } from './reduce-profiles.ts';
import { TREE } from './reduce-tree.ts';
import type { ScreenLogic } from './screen-logic.ts';
import type { SortMenu } from './sort-choices.ts';
import { currentScreen, type Screen, type ScreenKind, type ScreensByKind, type ViewerState } from './viewer-state.ts';

/** What each kind of screen does: the one table through which all else asks a screen anything. */
const SCREEN_LOGIC: { readonly [K in ScreenKind]: ScreenLogic<ScreensByKind[K]> } = {
  functions: FUNCTIONS,
  function: FUNCTION,
  tree: TREE,
  hints: HINTS,
  memory: MEMORY,
  modules: MODULES,
  module: MODULE,
  comparison: COMPARISON,
  profiles: PROFILES,
};

/** The kinds, in the order of the table. */
export const SCREEN_KINDS: readonly ScreenKind[] = Object.keys(SCREEN_LOGIC).filter(isScreenKind);

function isScreenKind(kind: string): kind is ScreenKind {
  return Object.hasOwn(SCREEN_LOGIC, kind);
}

/** The screen in front with what it can do: {@link ScreenLogic} of this very screen. */
export type FrontScreen = {
  readonly reduce: (action: FrontAction) => ViewerState;
  readonly refitted: () => Screen;
  readonly refusal: (action: FrontAction) => string | null;
  readonly selected: () => FunctionIndex | undefined;
  readonly sortMenu: () => SortMenu;
};

export function frontScreen(state: ViewerState): FrontScreen {
  const screen = currentScreen(state);
  return bind(state, screen.kind, screen);
}

/** The trail to the screen in front and that one itself, a word or two each. */
export function crumbs({ screens, table }: ViewerState): readonly string[] {
  return screens.map((screen) => crumbOf(table, screen.kind, screen));
}

function crumbOf<K extends ScreenKind>(table: ProfileTable, kind: K, screen: ScreensByKind[K]): string {
  return SCREEN_LOGIC[kind].crumb(screen, table);
}

function bind<K extends ScreenKind>(state: ViewerState, kind: K, screen: ScreensByKind[K]): FrontScreen {
  const logic = SCREEN_LOGIC[kind];
  return {
    reduce: (action) => logic.reduce(state, screen, action),
    refitted: () => logic.refitted(state, screen),
    refusal: (action) => logic.refusal(state, screen, action),
    selected: () => logic.selected(state, screen),
    sortMenu: () => logic.sortMenu(screen, state),
  };
}
