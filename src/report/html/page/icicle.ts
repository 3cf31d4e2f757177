import {
  chooseFrame,
  type IcicleState,
  type SeenIcicle,
  WHOLE_ICICLE,
  zoomOut,
} from '../../../views/icicle/icicle-state.ts';
import { type FrameMove, frameBeside } from '../../../views/icicle/place-frames.ts';

/** Leaves the last zoom; without one, the picture of one function. */
export function goOut(state: IcicleState): IcicleState {
  const { zooms, start, direction } = state;
  if (zooms.length > 0) return zoomOut(state);
  return start === null ? state : { ...WHOLE_ICICLE, direction };
}

/** Where a key moves, by the browser's name for it. */
export const MOVES: Readonly<Record<string, FrameMove>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

/** The state after a move; the same state if there is nothing that way. */
export function moveTo(state: IcicleState, { tree, placed, chosen }: SeenIcicle, move: FrameMove): IcicleState {
  const next = frameBeside(placed, tree, chosen, move);
  return next === null ? state : chooseFrame(state, tree, next);
}
