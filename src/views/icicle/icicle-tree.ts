import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import type { CallDirection } from '../call-list.ts';

/** Index of a frame in an {@link IcicleTree}. */
export type IcicleFrame = number;

/**
 * The frames of a picture, as columns. A frame is a function at the end of a path of shown functions; it stands behind
 * the frame that it is in, and no two frames in one are of the same function.
 *
 *     frame  parent  row   self   rest  total
 *     0        -1    main  0.1    0     1.0          main
 *     1         0    load  0.2    0.1   0.9            load
 *     2         1    scan  0.6    0     0.6              scan         and 0.1 s in frames that are too small
 *
 * total = self + rest + what the frames in it have: those never have more than there is.
 */
export type IcicleTree = {
  readonly table: ProfileTable;
  /** 'callers': below a function stand those that call it, and all times are of the function at the top. */
  readonly direction: CallDirection;
  readonly length: number;
  /** -1 at the top. */
  readonly parent: Int32Array;
  readonly row: Int32Array;
  /** Time that is in nothing below. */
  readonly self: Float64Array;
  /** The part of `self` that is no estimate. */
  readonly knownSelf: Float64Array;
  /** Time in frames that were not made because they are too small. */
  readonly rest: Float64Array;
  readonly total: Float64Array;
  readonly calls: Float64Array;
  /** 1 where the dump has the number of calls, 0 where it is estimated. */
  readonly areCallsKnown: Uint8Array;
  /** 1 where the dump has the path. */
  readonly isKnown: Uint8Array;
  /** What the whole width stands for. */
  readonly whole: Seconds;
};

/** The columns that are filled first; the other times are made of them. */
export type GivenFrames = Omit<IcicleTree, 'total' | 'length'>;

/** Adds up what is in each frame. */
export function frameTree(given: GivenFrames): IcicleTree {
  const { parent, self, rest } = given;
  const total = self.map((seconds, frame) => seconds + rest[frame]!);
  for (let frame = total.length - 1; frame >= 0; frame--) {
    if (parent[frame]! >= 0) total[parent[frame]!]! += total[frame]!;
  }
  return { ...given, total, length: total.length };
}

/** In CSR form: the frames in frame `f` are `frame[start[f + 1]]` to `frame[start[f + 2] - 1]`; those at the top are in -1. */
type FramesIn = { readonly start: Uint32Array; readonly frame: Int32Array };

const known = new WeakMap<IcicleTree, FramesIn>();

/** The frames in a frame, or at the top (-1): those with most time first, of equals the earlier row of the dump. */
export function framesIn(tree: IcicleTree, parent: IcicleFrame | -1): Int32Array {
  const { start, frame } = known.get(tree) ?? findFrames(tree);
  return frame.subarray(start[parent + 1], start[parent + 2]);
}

function findFrames(tree: IcicleTree): FramesIn {
  const { length, parent, total, row } = tree;
  const start = new Uint32Array(length + 2);
  for (let frame = 0; frame < length; frame++) start[parent[frame]! + 2]! += 1;
  for (let at = 1; at < start.length; at++) start[at]! += start[at - 1]!;
  const bySize = Int32Array.from({ length }, (_, at) => at).sort((a, b) => total[b]! - total[a]! || row[a]! - row[b]!);
  const next = start.slice();
  const frame = new Int32Array(length);
  for (const each of bySize) frame[next[parent[each]! + 1]!++] = each;
  const made = { start, frame };
  known.set(tree, made);
  return made;
}

/** The functions from the top to a frame. */
export function pathOf({ parent, row }: IcicleTree, frame: IcicleFrame | -1): readonly FunctionIndex[] {
  const path: FunctionIndex[] = [];
  for (let at = frame; at >= 0; at = parent[at]!) path.push(row[at]!);
  return path.reverse();
}

/** The frame that a path of functions leads to, or as far along it as there are frames; -1 where there is not even one. */
export function frameAlong(tree: IcicleTree, path: readonly FunctionIndex[]): IcicleFrame | -1 {
  let at: IcicleFrame | -1 = -1;
  for (const wanted of path) {
    const next = framesIn(tree, at).find((frame) => tree.row[frame] === wanted);
    if (next === undefined) break;
    at = next;
  }
  return at;
}

/**
 * The frames of functions that stand in each other, whatever stands between them: of each the first one below the one
 * before, as far as there are any.
 */
export function framesThrough(tree: IcicleTree, functions: readonly FunctionIndex[]): readonly IcicleFrame[] {
  const found: IcicleFrame[] = [];
  for (const wanted of functions) {
    const frame = firstBelow(tree, found.at(-1) ?? -1, wanted);
    if (frame === null) break;
    found.push(frame);
  }
  return found;
}

function firstBelow(tree: IcicleTree, parent: IcicleFrame | -1, wanted: FunctionIndex): IcicleFrame | null {
  const open = [...framesIn(tree, parent)];
  // what is added to an array is gone through too: level by level
  for (const frame of open) {
    if (tree.row[frame] === wanted) return frame;
    for (const below of framesIn(tree, frame)) open.push(below);
  }
  return null;
}

/** The part of the time whose path is known, from 0 to 1; 0 where there is no time. */
export function knownPart({ knownSelf, whole }: IcicleTree): number {
  const seconds = knownSelf.reduce((sum, each) => sum + each, 0);
  return whole > 0 ? Math.min(1, seconds / whole) : 0;
}
