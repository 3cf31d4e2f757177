import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { CallDirection } from '../../../views/call-list.ts';
import { frameAlong, type IcicleFrame, type IcicleTree, pathOf } from '../../../views/icicle/icicle-tree.ts';
import { type PlacedFrames, placeFrames } from '../../../views/icicle/place-frames.ts';
import { type IcicleRequest, zoomedIcicle } from '../../../views/icicle/zoomed-icicle.ts';
import { recentResults } from '../../../views/recent-results.ts';
import { hidingOf } from '../../hiding.ts';
import { isSmall, type ViewerState } from '../../viewer.ts';
import { bodyHeight } from '../../window.ts';
import type { Sought } from './sought.ts';

declare module '../../viewer.ts' {
  interface ScreensByKind {
    readonly icicle: IcicleScreen;
  }
}

/** A picture of where the time goes: a frame for each function on each path, as wide as its time. */
export type IcicleScreen = {
  readonly kind: 'icicle';
  readonly direction: CallDirection;
  /** null: the whole program. */
  readonly start: FunctionIndex | null;
  /** The functions from the top to the chosen frame, those above the zoom among them. */
  readonly path: readonly FunctionIndex[];
  /** How many functions of the path lead to each frame that one zoomed into, the last one last. */
  readonly zooms: readonly number[];
  /** The first line of the window. */
  readonly top: number;
  /** What `/` looks for. */
  readonly sought: Sought | null;
};

/** What is seen of an icicle. */
export type SeenIcicle = {
  readonly tree: IcicleTree;
  readonly placed: PlacedFrames;
  /** -1 where there is none. */
  readonly chosen: IcicleFrame | -1;
};

/** Narrower windows show a list. */
const FEWEST_COLUMNS = 60;

export function isPicture({ size }: ViewerState): boolean {
  return size.columns >= FEWEST_COLUMNS;
}

/** Before the frames stands the mark of the line that the cursor is in. */
export const GUTTER = 1;

/** What stands around the frames: a sentence above a list; below a rule and the numbers of the chosen one. */
const AROUND = { picture: { above: 0, below: 2 }, list: { above: 1, below: 3 } };

export function linesAround(state: ViewerState): { readonly above: number; readonly below: number } {
  return AROUND[isPicture(state) ? 'picture' : 'list'];
}

/** The lines for frames. */
export function framesHeight(state: ViewerState): number {
  const { above, below } = linesAround(state);
  return Math.max(1, bodyHeight(state.size) - above - below);
}

export function icicleRequest(state: ViewerState, { direction, start, path, zooms }: IcicleScreen): IcicleRequest {
  return {
    table: state.table,
    hiding: hidingOf(state),
    direction,
    start,
    zooms: zooms.map((length) => path.slice(0, length)),
    width: state.size.columns - GUTTER,
  };
}

/** Whether the paths can be worked out in the time of a key: of a large profile what they need is made first (see work.ts). */
export function hasPaths({ table, pathsReadyOf }: ViewerState): boolean {
  return isSmall(table) || pathsReadyOf === table;
}

const recentPlaces = recentResults<PlacedFrames>(3);

export function seenIcicle(state: ViewerState, screen: IcicleScreen): SeenIcicle {
  const request = icicleRequest(state, screen);
  const tree = zoomedIcicle(request);
  const { width } = request;
  const placed = recentPlaces(tree, String(width), () => placeFrames(tree, width));
  return { tree, placed, chosen: chosenIn(tree, placed, insidePath(screen)) };
}

/** The functions from the top of what is shown to the chosen frame. */
function insidePath({ path, zooms }: IcicleScreen): readonly FunctionIndex[] {
  return path.slice(aboveZoom(zooms));
}

/** How many functions of the path are above what is shown: the zoomed frame is the first one there. */
function aboveZoom(zooms: readonly number[]): number {
  return Math.max(0, (zooms.at(-1) ?? 0) - 1);
}

/** A frame that is too narrow in this window is stood for by the one that it is in. */
function chosenIn(tree: IcicleTree, placed: PlacedFrames, path: readonly FunctionIndex[]): IcicleFrame | -1 {
  const shown = new Set(placed.flatMap((line) => line.map(({ frame }) => frame)));
  let frame = frameAlong(tree, path);
  while (frame >= 0 && !shown.has(frame)) frame = tree.parent[frame]!;
  return frame >= 0 ? frame : (placed[0]?.[0]?.frame ?? -1);
}

/** The screen with another frame chosen. */
export function withFrame(screen: IcicleScreen, tree: IcicleTree, frame: IcicleFrame): IcicleScreen {
  return { ...screen, path: [...screen.path.slice(0, aboveZoom(screen.zooms)), ...pathOf(tree, frame)] };
}
