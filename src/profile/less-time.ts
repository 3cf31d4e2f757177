import type { FunctionIndex } from './function-keys.ts';
import { callerEdges, type EdgeTable, edgeHasTimes, type ProfileTable, type Seconds } from './profile-table.ts';
import { alreadyMade, type Steps } from './steps.ts';

/**
 * A profile less some of the own time of some functions: they, the calls of them and all that lies above them take so much
 * less. Which caller's calls took how much of it is told by what the calls took, so it is an estimate where there are
 * several. `taken` is in seconds, by row.
 */
export function* lessTime(table: ProfileTable, taken: ReadonlyMap<FunctionIndex, Seconds>): Steps<ProfileTable> {
  const before = yield* table.edges.steps();
  const columns = {
    tottime: table.tottime.slice(),
    cumtime: table.cumtime.slice(),
    edges: { ...before, tottime: before.tottime.slice(), cumtime: before.cumtime.slice() },
  };
  for (const [row, seconds] of taken) {
    columns.tottime[row]! -= seconds;
    takeFromCallers(row, seconds, table, columns);
    yield;
  }
  const sum = [...taken.values()].reduce((all, seconds) => all + seconds, 0);
  return {
    ...table,
    tottime: columns.tottime,
    cumtime: columns.cumtime,
    totals: { ...table.totals, tottime: table.totals.tottime - sum },
    edges: alreadyMade(columns.edges),
  };
}

type Columns = Pick<ProfileTable, 'tottime' | 'cumtime'> & { readonly edges: EdgeTable };

/** Less of the time than this is not worth another step. */
const LEAST_PART = 1e-6;

/** In a cycle of calls each function hands on what it lost itself, and none loses more than there is to lose. */
function takeFromCallers(first: FunctionIndex, seconds: Seconds, table: ProfileTable, less: Columns): void {
  const lost = new Map<FunctionIndex, Seconds>();
  const waiting: [FunctionIndex, Seconds][] = [[first, seconds]];
  for (const [row, asked] of waiting) {
    const before = lost.get(row) ?? 0;
    const part = Math.min(asked, seconds - before);
    if (!(part > seconds * LEAST_PART)) continue;
    lost.set(row, before + part);
    less.cumtime[row] = Math.max(less.tottime[row]!, less.cumtime[row]! - part);
    for (const found of callsOf(row, part, table)) {
      takeFromCalls(found, row === first, less.edges);
      waiting.push([found.caller, found.seconds]);
    }
  }
}

type CallsLess = { readonly edge: number; readonly caller: FunctionIndex; readonly seconds: Seconds };

/** The calls of a function from others, each with its part of some seconds. */
function callsOf(row: FunctionIndex, seconds: Seconds, table: ProfileTable): readonly CallsLess[] {
  const edges = table.edges();
  const { start, end } = callerEdges(edges, row);
  const from = Array.from({ length: end - start }, (_, at) => start + at).filter(
    (edge) => edges.caller[edge]! < table.length && edges.caller[edge] !== row,
  );
  const weightOf = (edge: number): number =>
    edgeHasTimes(edges, edge) ? edges.cumtime[edge]! : edges.ncalls.values[edge]!;
  const whole = from.reduce((sum, edge) => sum + weightOf(edge), 0);
  if (!(whole > 0)) return [];
  return from.map((edge) => ({ edge, caller: edges.caller[edge]!, seconds: (seconds * weightOf(edge)) / whole }));
}

function takeFromCalls({ edge, seconds }: CallsLess, isOwn: boolean, { tottime, cumtime }: EdgeTable): void {
  cumtime[edge] = Math.max(0, cumtime[edge]! - seconds);
  if (isOwn) tottime[edge] = Math.max(0, tottime[edge]! - seconds);
}
