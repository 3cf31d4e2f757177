import {
  chooseFrame,
  type IcicleState,
  type SeenIcicle,
  WHOLE_ICICLE,
  zoomOut,
} from '../../../views/icicle/icicle-state.ts';
import { type FrameMove, frameBeside } from '../../../views/icicle/place-frames.ts';

/** Out of the last zoom; without one out of the picture of one function. */
export function goOut(state: IcicleState): IcicleState {
  const { zooms, start, direction } = state;
  if (zooms.length > 0) return zoomOut(state);
  return start === null ? state : { ...WHOLE_ICICLE, direction };
}

/** By the name that browsers have for a key, where it moves. */
export const MOVES: Readonly<Record<string, FrameMove>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

/** The state after a move; the same where there is nothing that way. */
export function moveTo(state: IcicleState, { tree, placed, chosen }: SeenIcicle, move: FrameMove): IcicleState {
  const next = frameBeside(placed, tree, chosen, move);
  return next === null ? state : chooseFrame(state, tree, next);
}
