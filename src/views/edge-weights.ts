import type { FunctionIndex } from '../profile/function-keys.ts';
import {
  callerEdges,
  type EdgeIndex,
  type EdgeTable,
  edgeHasTimes,
  type ProfileTable,
} from '../profile/profile-table.ts';
import { asWeight, type IsInside } from './charge-weights.ts';

/** How what some functions do is divided among the calls into them. */
export type EdgeWeights = {
  readonly of: (edge: EdgeIndex) => number;
  /** The sum of all weights, with that of the calls from outside of the profile. */
  readonly whole: number;
  /** Whether all calls are of one caller: then nothing has to be assumed. */
  readonly isOfOne: boolean;
};

/** Smaller parts than this are roundings: the times of a dump are sums of floats. */
const ROUNDING = 1e-6;

/**
 * By the time below the functions in these calls, `cumtime - tottime`; where there is none, by the calls, and where a
 * hand-made dump has none of these either, each alike. Calls from inside, of the functions among each other, count for
 * nothing. Callers whose calls took no time count among those who call: these may have called something as well.
 */
export function edgeWeights(table: ProfileTable, rows: Int32Array, isInside: IsInside): EdgeWeights {
  const edges = table.edges();
  const sums = { below: 0, calls: 0, each: 0 };
  let isOfOne = true;
  let only = -1;
  for (const row of rows) {
    const { start, end } = callerEdges(edges, row);
    const left = numbersOf(table, edges, row);
    const rounding = { below: left.below * ROUNDING, calls: left.calls * ROUNDING };
    for (let edge = start; edge < end; edge++) {
      const caller = edges.caller[edge]!;
      const [below, calls] = [timeBelow(edges, edge), callsBy(edges, edge)];
      left.below -= below;
      left.calls -= calls;
      if (isInside(caller)) continue;
      isOfOne &&= only < 0 || only === caller;
      only = caller;
      sums.below += below;
      sums.calls += calls;
      sums.each += 1;
    }
    // what no edge accounts for came from outside of the profile
    isOfOne &&= left.below <= rounding.below && left.calls <= rounding.calls;
    if (left.below > rounding.below) sums.below += left.below;
    if (left.calls > rounding.calls) sums.calls += left.calls;
  }
  return { ...dividedBy(edges, sums), isOfOne: isOfOne && only >= 0 };
}

function dividedBy(
  edges: EdgeTable,
  { below, calls, each }: { readonly below: number; readonly calls: number; readonly each: number },
): Pick<EdgeWeights, 'of' | 'whole'> {
  if (below > 0) return { of: (edge) => timeBelow(edges, edge), whole: below };
  if (calls > 0) return { of: (edge) => callsBy(edges, edge), whole: calls };
  return { of: () => 1, whole: each };
}

function timeBelow(edges: EdgeTable, edge: EdgeIndex): number {
  return edgeHasTimes(edges, edge) ? asWeight(edges.cumtime[edge]! - edges.tottime[edge]!) : 0;
}

function callsBy({ ncalls }: EdgeTable, edge: EdgeIndex): number {
  return asWeight(ncalls.values[edge]!);
}

/** Where not all calls have times, and of samples, the callers' numbers do not add up to those of the row. */
function numbersOf(table: ProfileTable, edges: EdgeTable, row: FunctionIndex): { below: number; calls: number } {
  const { start, end } = callerEdges(edges, row);
  let hasTimes = true;
  for (let edge = start; edge < end; edge++) hasTimes &&= edgeHasTimes(edges, edge);
  return {
    below: hasTimes ? asWeight(table.cumtime[row]! - table.tottime[row]!) : 0,
    calls: table.kind === 'sampled' ? 0 : asWeight(table.ncalls.values[row]!),
  };
}
