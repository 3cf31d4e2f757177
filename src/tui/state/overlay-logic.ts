import type { FrontAction } from './action.ts';
import type { Overlay } from './overlay.ts';
import type { ViewerState } from './viewer-state.ts';

/** What a kind of overlay does; all pure. `overlay` is always the one in `state`. */
export type OverlayLogic<O extends Overlay> = {
  /** The overlay as it opens over the screen in front. */
  readonly opened: (state: ViewerState) => O;
  readonly reduce: (state: ViewerState, overlay: O, action: FrontAction) => ViewerState;
  /** The overlay in a window of another size. */
  readonly refitted: (state: ViewerState, overlay: O) => O;
};
