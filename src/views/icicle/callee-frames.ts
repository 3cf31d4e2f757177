import type { ProfileTable } from '../../profile/profile-table.ts';
import { type PathNode, type PathStart, type PathTree, pathStart } from '../call-paths/path-tree.ts';
import { ratio } from '../call-tree/split.ts';
import { type Hiding, isHiddenBy } from '../hiding.ts';
import { frameTree, type IcicleFrame, type IcicleTree } from './icicle-tree.ts';

/** Frames of estimated paths, and which frame each node of a path is in; -1: it is in none that is shown. */
export type CalleeFrames = { readonly tree: IcicleTree; readonly paths: PathTree; readonly frameOf: Int32Array };

/**
 * The frames of paths: what a hidden function took is its nearest shown caller's, and paths that hidden functions alone
 * tell apart are one.
 */
export function calleeFrames(paths: PathTree, hiding: Hiding | null): CalleeFrames {
  const { frameOf, parent, row } = findFrameOfNodes(paths, hiding);
  const { length } = row;
  const self = new Float64Array(length);
  const knownSelf = new Float64Array(length);
  const rest = new Float64Array(length);
  const calls = new Float64Array(length);
  const areCallsKnown = new Uint8Array(length).fill(1);
  const isKnown = new Uint8Array(length).fill(1);
  for (let node = 0; node < paths.length; node++) {
    const frame = frameOf[node]!;
    if (frame < 0) continue;
    self[frame]! += paths.self[node]!;
    rest[frame]! += paths.rest[node]!;
    if (paths.isKnown[node] === 1) knownSelf[frame]! += paths.self[node]!;
    if (isHiddenBy(hiding, paths.row[node]!)) continue;
    isKnown[frame]! &= paths.isKnown[node]!;
    const made = callsOn(paths, node);
    calls[frame]! += made.count;
    areCallsKnown[frame]! &= made.isKnown ? 1 : 0;
  }
  const { table, total: whole } = paths;
  const columns = { parent: Int32Array.from(parent), row: Int32Array.from(row), self, knownSelf, rest, calls };
  const tree = frameTree({ table, direction: 'callees', ...columns, areCallsKnown, isKnown, whole });
  return { tree, paths, frameOf };
}

type FrameOfNodes = {
  readonly frameOf: Int32Array;
  readonly parent: readonly number[];
  readonly row: readonly number[];
};

/** Nodes stand behind their parents, so one pass is enough. */
function findFrameOfNodes(paths: PathTree, hiding: Hiding | null): FrameOfNodes {
  const frameOf = new Int32Array(paths.length).fill(-1);
  const frames = new Map<number, IcicleFrame>();
  const parent: number[] = [];
  const row: number[] = [];
  for (let node = 0; node < paths.length; node++) {
    const above = paths.parent[node]! < 0 ? -1 : frameOf[paths.parent[node]!]!;
    const of = paths.row[node]!;
    if (isHiddenBy(hiding, of)) {
      frameOf[node] = above;
      continue;
    }
    const key = (above + 1) * paths.table.length + of;
    const frame = frames.get(key) ?? row.length;
    if (frame === row.length) {
      frames.set(key, frame);
      parent.push(above);
      row.push(of);
    }
    frameOf[node] = frame;
  }
  return { frameOf, parent, row };
}

/** How often a function was called on a path: where it is called on others too, by the share of the time. */
function callsOn(paths: PathTree, node: PathNode): { readonly count: number; readonly isKnown: boolean } {
  const { table, holdsAllCalls, inclusive } = paths;
  const [row, edge] = [paths.row[node]!, paths.edge[node]!];
  if (holdsAllCalls[node] === 1) return { count: table.ncalls.values[row]!, isKnown: true };
  if (edge < 0) {
    return { count: table.ncalls.values[row]! * ratio(inclusive[node]!, table.cumtime[row]!), isKnown: false };
  }
  const { ncalls } = table.edges();
  if (paths.isKnown[node] === 1) return { count: ncalls.values[edge]!, isKnown: true };
  return { count: ncalls.values[edge]! * ratio(inclusive[node]!, timeOfEdge(table, row, edge)), isKnown: false };
}

/** Where the dump has only counts, of the time of the function the part that the edge has of the calls. */
function timeOfEdge(table: ProfileTable, row: number, edge: number): number {
  const { cumtime, ncalls, countsOnly } = table.edges();
  if (countsOnly?.[edge] !== 1) return cumtime[edge]!;
  return table.cumtime[row]! * ratio(ncalls.values[edge]!, table.ncalls.values[row]!);
}

/** Where to begin paths that show more of what is in a frame. */
export function startsOf({ tree, paths, frameOf }: CalleeFrames, frame: IcicleFrame): readonly PathStart[] {
  const starts: PathStart[] = [];
  for (let node = 0; node < paths.length; node++) {
    if (frameOf[node] === frame && paths.row[node] === tree.row[frame]) starts.push(pathStart(paths, node));
  }
  return starts;
}
