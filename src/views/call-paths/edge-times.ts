import { callerEdges, edgeHasTimes, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';

/** How long the calls of each edge took. */
export type EdgeTimes = { readonly edgeTottime: Float64Array; readonly edgeCumtime: Float64Array };

/**
 * The times of all edges. Where the dump has a count and no time (pure-Python `profile`, sampled profiles) the callee's time is
 * shared out by the counts: an estimate.
 */
export function edgeTimes(table: ProfileTable): EdgeTimes {
  return finish(edgeTimeSteps(table));
}

/** {@link edgeTimes} in slices. */
export function* edgeTimeSteps(table: ProfileTable): Steps<EdgeTimes> {
  const edges = table.edges();
  const edgeTottime = new Float64Array(edges.length);
  const edgeCumtime = new Float64Array(edges.length);
  yield* inSlices(edges.length, (from, to) => {
    for (let edge = from; edge < to; edge++) {
      edgeTottime[edge] = usableTime(edges.tottime[edge]!);
      edgeCumtime[edge] = usableTime(edges.cumtime[edge]!);
    }
  });
  if (edges.countsOnly === null) return { edgeTottime, edgeCumtime };
  for (let row = 0; row < table.length; row++) {
    const { start, end } = callerEdges(edges, row);
    const calls = edges.ncalls.values.subarray(start, end).reduce((sum, count) => sum + usableCount(count), 0);
    for (let edge = start; edge < end; edge++) {
      if (edgeHasTimes(edges, edge)) continue;
      const share = calls > 0 ? usableCount(edges.ncalls.values[edge]!) / calls : 0;
      edgeTottime[edge] = usableTime(table.tottime[row]!) * share;
      edgeCumtime[edge] = usableTime(table.cumtime[row]!) * share;
    }
  }
  return { edgeTottime, edgeCumtime };
}

/** Some 3,000 years, and in nanoseconds still fewer digits than JavaScript writes as an exponent. */
const LONGEST = 1e11;

/**
 * 0 for what can be no part of a whole: a time below zero (`profile` takes its own cost off), and what only hand-made dumps have:
 * nan, inf, or more than any program can have run.
 */
export function usableTime(seconds: Seconds): Seconds {
  return seconds > 0 && seconds < LONGEST ? seconds : 0;
}

function usableCount(count: number): number {
  return count > 0 && Number.isFinite(count) ? count : 0;
}
