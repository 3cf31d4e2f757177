import { calleeEdges, calleeSteps } from '../profile/callees.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { isBuiltinPlace } from '../profile/function-name.ts';
import { callerEdges, type EdgeIndex, edgeHasTimes, type ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type MadeOnce, madeOnce, type Steps } from '../profile/steps.ts';

/** What CPython, PyPy and pure-Python `profile` call `exec`. */
const EXEC = ['<built-in method builtins.exec>', '<built-in function exec>', 'exec'];

/** runpy's function that runs the module of `python -m`. */
const RUN_CODE = '_run_code';

export const MODULE_NAME = '<module>';

const known = new WeakMap<ProfileTable, MadeOnce<FunctionIndex | null>>();

/**
 * The `<module>` row of the program: what `exec` was called with, by runpy (`python -m`) or by nobody (a script). An
 * imported module is executed as well, but inside the program, so for less time. Null where the program itself switched
 * the profiler on.
 */
export function* mainModule(table: ProfileTable): Steps<FunctionIndex | null> {
  const made = known.get(table) ?? madeOnce(() => mainSteps(table));
  known.set(table, made);
  return yield* made.steps();
}

function* mainSteps(table: ProfileTable): Steps<FunctionIndex | null> {
  const edges = yield* table.edges.steps();
  const exec = (yield* rowsNamed(table, EXEC)).find((row) => isBuiltin(table, row));
  const modules = (yield* rowsNamed(table, [MODULE_NAME])).filter((row) => isFile(table, row));
  if (exec === undefined)
    return longest(
      table,
      modules.filter((row) => callersOf(table, row).length === 0),
    );
  const byRunpy = callersOf(table, exec).find((edge) => nameOf(table, edges.caller[edge]!) === RUN_CODE);
  const most = byRunpy === undefined ? Number.POSITIVE_INFINITY : edges.cumtime[byRunpy]!;
  const executed = modules.filter((row) =>
    callersOf(table, row).some((edge) => edges.caller[edge] === exec && isWithin(table, row, edge, most)),
  );
  return longest(table, executed);
}

/** The clock is read between the two, so the inner call takes less, except for rounding. */
function isWithin(table: ProfileTable, row: FunctionIndex, edge: EdgeIndex, most: number): boolean {
  const edges = table.edges();
  const seconds = edgeHasTimes(edges, edge) ? edges.cumtime[edge]! : table.cumtime[row]!;
  return seconds <= most * (1 + 1e-9);
}

/** The functions that the program's `<module>` calls, the one that takes longest first. */
export function* calledByMain(table: ProfileTable, main: FunctionIndex): Steps<readonly FunctionIndex[]> {
  const index = yield* calleeSteps(table);
  const { cumtime } = table.edges();
  return [...calleeEdges(index, main)].sort((a, b) => cumtime[b]! - cumtime[a]!).map((edge) => index.callee[edge]!);
}

function* rowsNamed({ functions, strings, length }: ProfileTable, names: readonly string[]): Steps<FunctionIndex[]> {
  const ids = names.map((name) => strings.find(name));
  const rows: FunctionIndex[] = [];
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) if (ids.includes(functions.name[row]!)) rows.push(row);
  });
  return rows;
}

function isBuiltin({ functions, strings }: ProfileTable, row: FunctionIndex): boolean {
  return isBuiltinPlace(strings.text(functions.file[row]!), functions.line[row]!);
}

function isFile({ functions, strings }: ProfileTable, row: FunctionIndex): boolean {
  return !/^(?:<.*>|)$/.test(strings.text(functions.file[row]!));
}

function nameOf({ functions, strings, length }: ProfileTable, index: FunctionIndex): string {
  return index < length ? strings.text(functions.name[index]!) : '';
}

function callersOf(table: ProfileTable, row: FunctionIndex): EdgeIndex[] {
  const { start, end } = callerEdges(table.edges(), row);
  return Array.from({ length: end - start }, (_, at) => start + at);
}

function longest({ cumtime }: ProfileTable, rows: readonly FunctionIndex[]): FunctionIndex | null {
  return rows.reduce<FunctionIndex | null>(
    (most, row) => (most === null || cumtime[row]! > cumtime[most]! ? row : most),
    null,
  );
}
