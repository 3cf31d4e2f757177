import { frontScreen } from './screens.ts';
import { withScreen } from './trail.ts';
import type { Screen, ViewerState } from './viewer-state.ts';

/** The state without the line that was being typed, and with the screen that was there before it. */
export function backToBefore(state: ViewerState, before: Screen | null): ViewerState {
  const closed = { ...state, overlay: null };
  if (before === null) return closed;
  const restored = withScreen(closed, before);
  return withScreen(restored, frontScreen(restored).refitted()); // the window may have another size by now
}
