import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { CallDirection } from '../call-list.ts';
import { recentResults } from '../recent-results.ts';
import { frameAlong, framesIn, framesThrough, type IcicleFrame, type IcicleTree, pathOf } from './icicle-tree.ts';
import { type PlacedFrames, placeFrames } from './place-frames.ts';
import { type IcicleRequest, zoomedIcicle } from './zoomed-icicle.ts';

/** What one looks at in a picture: in a terminal and in a page the same keys lead from one to the next. */
export type IcicleState = {
  readonly direction: CallDirection;
  /** null: the whole program. */
  readonly start: FunctionIndex | null;
  /** The functions from the top to the chosen frame, those above the zoom among them. */
  readonly path: readonly FunctionIndex[];
  /** How many functions of the path lead to each frame that one zoomed into, the last one last. */
  readonly zooms: readonly number[];
};

export const WHOLE_ICICLE: IcicleState = { direction: 'callees', start: null, path: [], zooms: [] };

/** The profile that is looked at, and how many cells wide. */
export type IcicleWindow = Pick<IcicleRequest, 'table' | 'hiding' | 'width'>;

/** What is seen. */
export type SeenIcicle = {
  readonly tree: IcicleTree;
  readonly placed: PlacedFrames;
  /** -1 where there is none. */
  readonly chosen: IcicleFrame | -1;
};

export function icicleRequest(window: IcicleWindow, { direction, start, path, zooms }: IcicleState): IcicleRequest {
  return { ...window, direction, start, zooms: zooms.map((length) => path.slice(0, length)) };
}

const recentPlaces = recentResults<PlacedFrames>(3);

export function seeIcicle(window: IcicleWindow, state: IcicleState): SeenIcicle {
  const { width } = window;
  const tree = zoomedIcicle(icicleRequest(window, state));
  const placed = recentPlaces(tree, String(width), () => placeFrames(tree, width));
  return { tree, placed, chosen: chosenIn(tree, placed, state.path.slice(aboveZoom(state))) };
}

/** How many functions of the path are above what is shown: the zoomed frame is the first one there. */
function aboveZoom({ zooms }: IcicleState): number {
  return Math.max(0, (zooms.at(-1) ?? 0) - 1);
}

/** A frame that is too narrow in this window is stood for by the one that it is in. */
function chosenIn(tree: IcicleTree, placed: PlacedFrames, path: readonly FunctionIndex[]): IcicleFrame | -1 {
  const shown = new Set(placed.flatMap((line) => line.map(({ frame }) => frame)));
  let frame = frameAlong(tree, path);
  while (frame >= 0 && !shown.has(frame)) frame = tree.parent[frame]!;
  return frame >= 0 ? frame : (placed[0]?.[0]?.frame ?? -1);
}

/** The state with another frame chosen. */
export function chooseFrame<State extends IcicleState>(state: State, tree: IcicleTree, frame: IcicleFrame): State {
  return { ...state, path: [...state.path.slice(0, aboveZoom(state)), ...pathOf(tree, frame)] };
}

/** Whether the chosen frame has the whole width, so that there is nothing to zoom into. */
export function hasWholeWidth({ zooms }: IcicleState, { tree, chosen }: SeenIcicle): boolean {
  if (chosen < 0) return true;
  if (tree.parent[chosen]! >= 0) return false;
  return zooms.length > 0 || (framesIn(tree, -1).length === 1 && tree.total[chosen]! >= tree.whole);
}

/** The chosen frame as wide as the picture; nothing changes where it is that already. */
export function zoomIn<State extends IcicleState>(state: State, seen: SeenIcicle): State {
  if (hasWholeWidth(state, seen)) return state;
  const { path, zooms } = chooseFrame(state, seen.tree, seen.chosen);
  return { ...state, path, zooms: [...zooms, path.length] };
}

/** Out of the last zoom. */
export function zoomOut<State extends IcicleState>(state: State): State {
  return { ...state, zooms: state.zooms.slice(0, -1) };
}

/** Callers in place of callees, or the other way round. Whoever has chosen a function is on it again, where it has a frame. */
export function turnRound<State extends IcicleState>(
  window: IcicleWindow,
  state: State,
  row: FunctionIndex | -1,
): State {
  const direction: CallDirection = state.direction === 'callees' ? 'callers' : 'callees';
  const turned = { ...state, direction, path: [], zooms: [] };
  if (state.path.length === 0) return turned;
  const { tree, placed } = seeIcicle(window, turned);
  const shown = placed.flat().find(({ frame }) => tree.row[frame] === row);
  const frame = shown?.frame ?? framesThrough(tree, [row])[0];
  return frame === undefined ? turned : chooseFrame(turned, tree, frame);
}

/** The function whose time is as wide as the picture; null: it is that of the whole program. */
export function wholeOf({ path, zooms, start }: IcicleState): FunctionIndex | null {
  return path[(zooms.at(-1) ?? 0) - 1] ?? start;
}

/** Of a picture of callers the function whose time a frame has, and whether the frame is that function itself. */
export function timeOwner(
  { path, zooms }: IcicleState,
  tree: IcicleTree,
  frame: IcicleFrame,
): { readonly row: FunctionIndex; readonly isItself: boolean } {
  const row = zooms.length > 0 ? path[0]! : pathOf(tree, frame)[0]!;
  return { row, isItself: tree.parent[frame]! < 0 && (zooms.at(-1) ?? 1) === 1 };
}
