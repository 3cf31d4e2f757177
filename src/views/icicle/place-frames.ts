import { framesIn, type IcicleFrame, type IcicleTree } from './icicle-tree.ts';

/** A frame in a line of a picture: it has the cells from `from` to before `to`. */
export type PlacedFrame = { readonly frame: IcicleFrame; readonly from: number; readonly to: number };

/** The lines of a picture from the top down; in each the frames from left to right. */
export type PlacedFrames = readonly (readonly PlacedFrame[])[];

type Place = PlacedFrame & { readonly start: number };

/**
 * The frames that are as wide as a cell or more, each below the one that it is in, the largest at the left. What is
 * smaller has no place: its time is the empty end of the frame around it, with what that one took itself.
 */
export function placeFrames(tree: IcicleTree, width: number): PlacedFrames {
  const lines: Place[][] = [];
  let line = placeIn(tree, -1, 0, width);
  while (line.length > 0) {
    lines.push(line);
    line = line.flatMap(({ frame, start }) => placeIn(tree, frame, start, width));
  }
  return lines;
}

/** So much of a cell may get lost when times are added up. */
const ROUNDING = 1e-9;

function placeIn(tree: IcicleTree, parent: IcicleFrame | -1, start: number, width: number): Place[] {
  const places: Place[] = [];
  const scale = tree.whole > 0 ? width / tree.whole : 0;
  let at = start;
  for (const frame of framesIn(tree, parent)) {
    const cells = tree.total[frame]! * scale + ROUNDING;
    if (cells < 1) break; // and so are all that follow
    const to = Math.min(width, Math.floor(at + cells));
    const from = Math.min(Math.floor(at + ROUNDING), to - 1);
    places.push({ frame, from, to, start: at });
    at += cells - ROUNDING;
  }
  return places;
}

export type FrameMove = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/**
 * The frame next to one: above the one that it is in, below the largest in it, beside it the next one in its line,
 * whatever that is in. `first` and `last`: of its line. null where there is none. So every frame is reached: the one that
 * it is in first, then down and to the right.
 */
export function frameBeside(
  lines: PlacedFrames,
  { parent }: IcicleTree,
  frame: IcicleFrame,
  move: FrameMove,
): IcicleFrame | null {
  const depth = lines.findIndex((line) => line.some((place) => place.frame === frame));
  const line = lines[depth];
  if (line === undefined) return lines[0]?.[0]?.frame ?? null;
  if (move === 'up') return parent[frame]! < 0 ? null : parent[frame]!;
  if (move === 'down') return lines[depth + 1]?.find((place) => parent[place.frame] === frame)?.frame ?? null;
  if (move === 'first' || move === 'last') return line.at(move === 'first' ? 0 : -1)?.frame ?? null;
  const at = line.findIndex((place) => place.frame === frame);
  return line[at + (move === 'right' ? 1 : -1)]?.frame ?? null;
}

/** The frame in a cell; null where there is none. */
export function frameInCell(lines: PlacedFrames, line: number, x: number): IcicleFrame | null {
  return lines[line]?.find(({ from, to }) => x >= from && x < to)?.frame ?? null;
}

/** All frames that have a place, depth first: as one reads them in a list. */
export function listedFrames(tree: IcicleTree, lines: PlacedFrames): readonly { frame: IcicleFrame; depth: number }[] {
  const isPlaced = new Set(lines.flatMap((line) => line.map(({ frame }) => frame)));
  const open = [...framesIn(tree, -1)].reverse().map((frame) => ({ frame, depth: 0 }));
  const listed: { frame: IcicleFrame; depth: number }[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isPlaced.has(next.frame)) continue;
    listed.push(next);
    for (const frame of [...framesIn(tree, next.frame)].reverse()) open.push({ frame, depth: next.depth + 1 });
  }
  return listed;
}
