import { callTimes } from '../profile/call-times.ts';
import { calleeEdges, calleeIndex } from '../profile/callees.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { EdgeIndex, ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import type { StringId } from '../profile/string-pool.ts';
import { ORIGINS } from '../select/function-origin.ts';
import { originSteps } from '../select/whose-code.ts';
import type { ScopeIndex } from '../source/scope.ts';
import type { SourceFit } from '../source/source-fit.ts';
import { canonicalName } from './evidence/callee-names.ts';

/** A file of the program's own code, and whether anything in it may be worth a hint. */
export type OwnFile = {
  readonly path: string;
  readonly rows: readonly FunctionIndex[];
  readonly isHot: boolean;
};

const OWN = ORIGINS.indexOf('own');

/** Below that share of the whole time nothing in a function can be worth a hint. */
const HOT_SHARE = 0.01;

/**
 * The own files with all their rows. Something may be found in those of which a function takes time itself, or in calls of
 * `callees`, by full name: they are hot. `alsoHot` names files that matter for another reason. Each of them costs its
 * parsing.
 */
export function* ownFiles(
  table: ProfileTable,
  callees: ReadonlySet<string>,
  alsoHot: (path: string) => boolean,
): Steps<readonly OwnFile[]> {
  const codes = yield* originSteps(table);
  const files: { readonly file: StringId; readonly rows: FunctionIndex[]; isHot: boolean }[] = [];
  const known = new Int32Array(table.strings.count); // 1 + the place: a `Map` is asked by each row
  const wanted = new Map<FunctionIndex, boolean>();
  const isWanted = (callee: FunctionIndex): boolean => {
    const is = wanted.get(callee) ?? callees.has(canonicalName(table, callee).full);
    wanted.set(callee, is);
    return is;
  };
  yield* inSlices(table.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (codes[row] !== OWN) continue;
      const file = table.functions.file[row]!;
      if (known[file] === 0) known[file] = files.push({ file, rows: [], isHot: false });
      const own = files[known[file]! - 1]!;
      own.rows.push(row);
      if (!own.isHot && isHot(table, row)) own.isHot = isBusy(table, row) || callsAny(table, row, isWanted);
    }
  });
  return files.map((own) => {
    const path = table.strings.text(own.file);
    return { path, rows: own.rows, isHot: own.isHot || alsoHot(path) };
  });
}

function isBusy(table: ProfileTable, row: FunctionIndex): boolean {
  return table.tottime[row]! >= HOT_SHARE * table.totals.tottime;
}

/** So few calls are no habit, but of those whose single call may be a long one, and where they take what a hint is told of. */
const HABIT = 10;
const LONG_SHARE = 0.03;
const ONCE: ReadonlySet<string> = new Set(
  `sorted list.sort sum functools.reduce min max any all io._IOBase.readlines io.TextIOWrapper.read
  io.BufferedReader.read pathlib.read_text str.split str.splitlines json.dump yaml.load yaml.safe_load yaml.full_load
  yaml.unsafe_load yaml.load_all yaml.dump yaml.safe_dump yaml.dump_all`.split(/\s+/),
);

function callsAny(table: ProfileTable, row: FunctionIndex, isWanted: (callee: FunctionIndex) => boolean): boolean {
  const index = calleeIndex(table);
  const { ncalls } = table.edges();
  const secondsOf = (edge: EdgeIndex): number => callTimes(table, edge, index.callee[edge]!)?.cumtime ?? 0;
  const isHabit = (edge: EdgeIndex): boolean =>
    ncalls.values[edge]! >= HABIT ||
    secondsOf(edge) >= LONG_SHARE * table.totals.tottime ||
    ONCE.has(canonicalName(table, index.callee[edge]!).full);
  const seconds = calleeEdges(index, row).reduce(
    (sum, edge) => sum + (isWanted(index.callee[edge]!) && isHabit(edge) ? secondsOf(edge) : 0),
    0,
  );
  return seconds >= (HOT_SHARE / 2) * table.totals.tottime;
}

export function isHot(table: ProfileTable, row: FunctionIndex): boolean {
  return (table.cumtime[row] ?? 0) >= HOT_SHARE * table.totals.tottime;
}

/** The row of each scope of a source; of lambdas that share a line all have the same one. */
export function rowsByScope({ scopes }: SourceFit): (scope: ScopeIndex) => FunctionIndex | undefined {
  const rows = new Map<ScopeIndex, FunctionIndex>();
  for (const [row, found] of scopes) for (const scope of found) rows.set(scope, row);
  return (scope) => rows.get(scope);
}
