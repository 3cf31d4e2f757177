import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { FrontAction } from './action.ts';
import type { SortMenu } from './sort-choices.ts';
import type { Screen, ViewerState } from './viewer-state.ts';

/**
 * What a kind of screen does; all pure. `screen` is always the one in front of `state`.
 * A change of the screen itself is `withScreen(state, changed)`, another screen in front of it `opened(state, other)`.
 */
export type ScreenLogic<S extends Screen> = {
  readonly reduce: (state: ViewerState, screen: S, action: FrontAction) => ViewerState;
  /** The screen with its selections in its windows, for a window of another size. */
  readonly refitted: (state: ViewerState, screen: S) => S;
  /** Why an action does nothing just now, in a sentence for the user; null where it does something. */
  readonly refusal: (state: ViewerState, screen: S, action: FrontAction) => string | null;
  /** The function that the cursor is on, row or ghost. */
  readonly selected: (state: ViewerState, screen: S) => FunctionIndex | undefined;
  readonly sortMenu: (screen: S, state: ViewerState) => SortMenu;
  /** The screen in a word or two, for the trail that led to the one in front. */
  readonly crumb: (screen: S, table: ProfileTable) => string;
};
