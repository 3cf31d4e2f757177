import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { CallDirection } from '../../../views/call-list.ts';
import { frameAlong, type IcicleFrame, type IcicleTree, pathOf } from '../../../views/icicle/icicle-tree.ts';
import { type FrameMove, frameBeside, type PlacedFrames, placeFrames } from '../../../views/icicle/place-frames.ts';
import { zoomedIcicle } from '../../../views/icicle/zoomed-icicle.ts';
import type { PageProfile } from './read-profile.ts';

/** What is looked at in the picture. */
export type IcicleState = {
  readonly direction: CallDirection;
  /** Of one function alone; null: of the whole program. */
  readonly start: FunctionIndex | null;
  /** The functions from the top to the chosen frame. */
  readonly path: readonly FunctionIndex[];
  /** How many functions of the path lead to each frame that one zoomed into. */
  readonly zooms: readonly number[];
};

/** What is seen of it. `chosen`: -1 where there is no frame at all. */
export type SeenFrames = { readonly tree: IcicleTree; readonly lines: PlacedFrames; readonly chosen: IcicleFrame | -1 };

export const WHOLE_ICICLE: IcicleState = { direction: 'callees', start: null, path: [], zooms: [] };

/** The frames that are a pixel wide or more: what the viewer shows in as many cells. */
export function seeIcicle({ table }: PageProfile, state: IcicleState, width: number): SeenFrames {
  const { direction, start, path, zooms } = state;
  const zoomPaths = zooms.map((length) => path.slice(0, length));
  const tree = zoomedIcicle({ table, hiding: null, direction, start, zooms: zoomPaths, width });
  const lines = placeFrames(tree, width);
  const isPlaced = new Set(lines.flatMap((line) => line.map(({ frame }) => frame)));
  let chosen = frameAlong(tree, path.slice(aboveZoom(state)));
  while (chosen >= 0 && !isPlaced.has(chosen)) chosen = tree.parent[chosen]!;
  return { tree, lines, chosen: chosen >= 0 ? chosen : (lines[0]?.[0]?.frame ?? -1) };
}

/** How many functions of the path are above what is shown: the frame that one zoomed into is the first one there. */
function aboveZoom({ zooms }: IcicleState): number {
  return Math.max(0, (zooms.at(-1) ?? 0) - 1);
}

export function chooseFrame(state: IcicleState, { tree }: SeenFrames, frame: IcicleFrame): IcicleState {
  return { ...state, path: [...state.path.slice(0, aboveZoom(state)), ...pathOf(tree, frame)] };
}

/** The chosen frame as wide as the picture; nothing changes where it is that already. */
export function zoomIn(state: IcicleState, seen: SeenFrames): IcicleState {
  const { tree, chosen } = seen;
  if (chosen < 0) return state;
  const isWhole = tree.parent[chosen]! < 0 && tree.total[chosen]! >= tree.whole;
  if (isWhole || (tree.parent[chosen]! < 0 && state.zooms.length > 0)) return state;
  const { path } = chooseFrame(state, seen, chosen);
  return { ...state, path, zooms: [...state.zooms, path.length] };
}

/** Out of the last zoom; without one out of the picture of one function. */
export function zoomOut(state: IcicleState): IcicleState {
  const { zooms, start, direction } = state;
  if (zooms.length > 0) return { ...state, zooms: zooms.slice(0, -1) };
  return start === null ? state : { ...WHOLE_ICICLE, direction };
}

/** Callers instead of callees, or the other way round, with the same function chosen where it has a frame. */
export function invert(profile: PageProfile, state: IcicleState, seen: SeenFrames, width: number): IcicleState {
  const { start, direction } = state;
  const turned: IcicleState = { ...WHOLE_ICICLE, start, direction: direction === 'callees' ? 'callers' : 'callees' };
  if (seen.chosen < 0) return turned;
  const other = seeIcicle(profile, turned, width);
  const row = seen.tree.row[seen.chosen]!;
  const same = other.lines.flat().find(({ frame }) => other.tree.row[frame] === row);
  return same === undefined ? turned : chooseFrame(turned, other, same.frame);
}

/** The function whose time is as wide as the picture; null: it is that of the whole program. */
export function wholeOf({ path, zooms, start }: IcicleState): FunctionIndex | null {
  return zooms.length === 0 ? start : path[zooms.at(-1)! - 1]!;
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
export function moveTo(state: IcicleState, seen: SeenFrames, move: FrameMove): IcicleState {
  const next = frameBeside(seen.lines, seen.tree, seen.chosen, move);
  return next === null ? state : chooseFrame(state, seen, next);
}
