import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { finish, type Steps } from '../../profile/steps.ts';
import type { CallDirection } from '../call-list.ts';
import { usableTime } from '../call-paths/edge-times.ts';
import { pathSteps } from '../call-paths/estimate-paths.ts';
import { startAt } from '../call-paths/path-graph.ts';
import type { PathStart } from '../call-paths/path-tree.ts';
import { splicedCallsOf } from '../call-tree/spliced-calls.ts';
import type { Hiding } from '../hiding.ts';
import { recentSteps } from '../recent-steps.ts';
import { type CalleeFrames, calleeFrames, startsOf } from './callee-frames.ts';
import { callerFrames } from './caller-frames.ts';
import { frameAlong, type IcicleTree, pathOf } from './icicle-tree.ts';

/** What is looked at. */
export type IcicleRequest = {
  readonly table: ProfileTable;
  readonly hiding: Hiding | null;
  readonly direction: CallDirection;
  /** null: the whole program. */
  readonly start: FunctionIndex | null;
  /** The paths to the frames that one zoomed into, each in the one before. Of the last one all is shown. */
  readonly zooms: readonly (readonly FunctionIndex[])[];
  /** So many cells are shared out: upwards there are no frames that are smaller than one. */
  readonly width: number;
};

/**
 * A frame takes at least a cell to be drawn, and no terminal has so many. Of smaller ones the estimate still gains: at 1e-3
 * it has up to 14 points less of the time on the true path than at 1e-5, at 1e-4 up to 3.3.
 */
const CUTOFF = 1e-4;

/** What a key has the time for: see `bench/RESULTS.md` for how fast the machine is. */
const MOST_FRAMES = 10_000;

const MOST_LOOKS = 200_000;

/** Upwards frames cost more, and nothing is gained by those that are too small to be drawn. */
const CALLERS = { mostFrames: 5000, mostLooks: 20_000 };

const recentPaths = recentSteps<CalleeFrames>(16);
const recentTrees = recentSteps<IcicleTree>(4);

/**
 * The frames below the one that was zoomed into last, which is the first of them; without a zoom all. Each zoom is
 * estimated anew from the numbers that the frame had, in as much detail as the whole: no threshold hides what one looks at.
 */
export function zoomedIcicle(request: IcicleRequest): IcicleTree {
  return finish(icicleSteps(request));
}

/** {@link zoomedIcicle} in slices. */
export function* icicleSteps(request: IcicleRequest): Steps<IcicleTree> {
  if (request.direction === 'callees') return (yield* framesOfPaths(request)).tree;
  const { table, hiding, start, zooms, width } = request;
  const path = zooms.at(-1) ?? [];
  const cutoff = 2 ** -Math.ceil(Math.log2(width)); // windows of about one size have the same frames
  return yield* recentTrees(hiding ?? table, `${cutoff} ${start} ${path.join()}`, function* () {
    yield;
    const shown = hiding === null ? null : splicedCallsOf(table, hiding);
    return callerFrames({ table, direction: 'callers', start, shown }, { ...CALLERS, cutoff, path });
  });
}

function framesOfPaths(request: IcicleRequest): Steps<CalleeFrames> {
  const { table, hiding, start, zooms } = request;
  return recentPaths(hiding ?? table, `${start} ${zooms.map((path) => path.join()).join('/')}`, function* () {
    const starts = yield* startsFor(request);
    const limits = { cutoff: CUTOFF, mostNodes: MOST_FRAMES, mostLooks: MOST_LOOKS };
    const paths = yield* pathSteps(table, starts === null ? limits : { ...limits, starts });
    return calleeFrames(paths, hiding);
  });
}

/** Where the paths begin; null for the whole program. */
function* startsFor(request: IcicleRequest): Steps<readonly PathStart[] | null> {
  const { table, start, zooms } = request;
  const path = zooms.at(-1);
  if (path === undefined) return start === null ? null : [startAt(start, usableTime(table.cumtime[start]!), true)];
  const above = zooms.slice(0, -1);
  const around = yield* framesOfPaths({ ...request, zooms: above });
  const inside = path.slice(Math.max(0, (above.at(-1)?.length ?? 0) - 1));
  const frame = frameAlong(around.tree, inside);
  const isThere = frame >= 0 && pathOf(around.tree, frame).length === inside.length;
  return isThere ? startsOf(around, frame) : [];
}
