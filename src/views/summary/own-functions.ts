import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import type { FunctionIndex } from '../../profile/function-keys.ts';
import { edgeHasTimes, type ProfileTable, type Seconds } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';
import { FOREIGN_ORIGINS } from '../../select/function-origin.ts';
import { hasNaN } from '../../select/sort-columns.ts';
import { topRows } from '../../select/top-rows.ts';
import { ownTest } from '../../select/whose-code.ts';
import { hideFunctions } from '../hiding.ts';

/** One of the user's functions with the time that it is to answer for: its own, and that of the libraries it calls. */
export type OwnFunction = {
  readonly row: FunctionIndex;
  readonly seconds: Seconds;
  /** Not measured as a whole: some of a library's time was divided among its callers by estimate. */
  readonly isEstimated: boolean;
  /** Where most of that passes: in the function itself, or in one call; null where it is spread. */
  readonly mostIn: 'itself' | FunctionIndex | null;
  /** A generator or a coroutine, as far as its name or its source tells: its counted calls are mostly resumptions. */
  readonly isResumed: boolean;
};

/** Whether the source of a function says that it is left in the middle and entered again. */
export type IsResumed = (row: FunctionIndex) => boolean;

const GENERATOR_EXPRESSION = '<genexpr>';

/** More than this part of a time that is an estimate makes it one. */
const MUCH_ESTIMATED = 0.05;

const MOST = 0.5;

/** So many of them a report for programs names; the sentences name fewer. */
const MOST_NAMED = 20;

/**
 * Those functions of the user's own code with the most time, the first of them first. The times of all add up.
 *
 * @internal exported for its tests
 */
export function ownFunctions(table: ProfileTable, isResumedInSource: IsResumed, most: number): readonly OwnFunction[] {
  return finish(ownFunctionSteps(table, isResumedInSource, most));
}

/** {@link ownFunctions} in slices. */
export function* ownFunctionSteps(
  table: ProfileTable,
  isResumedInSource: IsResumed,
  most: number = MOST_NAMED,
): Steps<readonly OwnFunction[]> {
  const foreign = FOREIGN_ORIGINS.map(({ origin }) => origin);
  const { table: charged, estimated } = yield* hideFunctions(table, foreign);
  const isOwn = ownTest(table);
  const generator = table.strings.find(GENERATOR_EXPRESSION);
  const isResumed: IsResumed = (row) => table.functions.name[row] === generator || isResumedInSource(row);
  const found: FunctionIndex[] = [];
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) if (isOwn(row)) found.push(row);
  });
  return mostSeconds(found, charged.tottime, most).map((row) => {
    const seconds = charged.tottime[row]!;
    const isEstimated = estimated[row]! > MUCH_ESTIMATED * seconds;
    return { row, seconds, isEstimated, mostIn: mostIn(table, isOwn, row, seconds), isResumed: isResumed(row) };
  });
}

/** The first rows by their time. A time that is no number, which only a hand-made dump has, is compared in one go. */
function mostSeconds(rows: readonly FunctionIndex[], seconds: Float64Array, most: number): readonly FunctionIndex[] {
  const compare = (a: FunctionIndex, b: FunctionIndex): number => seconds[b]! - seconds[a]! || a - b;
  const values = Float64Array.from(rows, (row) => seconds[row]!);
  if (hasNaN(values)) return rows.toSorted(compare).slice(0, most);
  const first = topRows(rows.length, most, (a, b) => compare(rows[a]!, rows[b]!), { values, sign: -1 });
  return Array.from(first, (at) => rows[at]!);
}

function mostIn(
  table: ProfileTable,
  isOwn: (row: FunctionIndex) => boolean,
  row: FunctionIndex,
  seconds: Seconds,
): OwnFunction['mostIn'] {
  if (table.tottime[row]! > MOST * seconds) return 'itself';
  const index = calleeIndex(table);
  const edges = table.edges();
  let longest = -1;
  for (const edge of calleeEdges(index, row)) {
    if (!edgeHasTimes(edges, edge) || isOwn(index.callee[edge]!)) continue;
    if (longest < 0 || edges.cumtime[edge]! > edges.cumtime[longest]!) longest = edge;
  }
  const isMost = longest >= 0 && edges.cumtime[longest]! > MOST * seconds && edges.cumtime[longest]! <= seconds * 1.001;
  return isMost ? index.callee[longest]! : null;
}
