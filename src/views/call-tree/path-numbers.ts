import { type EdgeIndex, type EdgeTable, edgeHasTimes, type Seconds } from '../../profile/profile-table.ts';

/** The numbers of a path. `null`: the dump has no times for it. */
export type PathNumbers = {
  readonly ncalls: number;
  readonly primitiveCalls: number;
  readonly tottime: Seconds | null;
  readonly cumtime: Seconds | null;
};

/** The numbers of an edge as the dump has them. */
export function edgeNumbers(edges: EdgeTable, edge: EdgeIndex): PathNumbers {
  const hasTimes = edgeHasTimes(edges, edge);
  return {
    ncalls: edges.ncalls.values[edge]!,
    primitiveCalls: edges.primitiveCalls.values[edge]!,
    tottime: hasTimes ? edges.tottime[edge]! : null,
    cumtime: hasTimes ? edges.cumtime[edge]! : null,
  };
}

/** A part of the numbers of a function, from 0 to 1: of its calls as of its time. */
export function partOf({ ncalls, primitiveCalls, tottime, cumtime }: PathNumbers, part: number): PathNumbers {
  return {
    ncalls: ncalls * part,
    primitiveCalls: primitiveCalls * part,
    tottime: tottime === null ? null : tottime * part,
    cumtime: cumtime === null ? null : cumtime * part,
  };
}
