import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { MODULE_NAME } from '../select/what-was-run.ts';
import type { PythonSource } from '../source/python-source.ts';
import type { ScopeIndex } from '../source/scope.ts';
import { groupByOne } from './code/module-code.ts';

/** Where the functions of a profile are in a source that was edited since. */
export type MovedFunctions = {
  /** The line at which each of them stands now, as far as that can be told. */
  readonly lines: ReadonlyMap<FunctionIndex, number>;
  /** Those that may have been edited themselves, or are gone. */
  readonly doubted: ReadonlySet<FunctionIndex>;
};

/** A row with the scope that it is now. */
type Placed = { readonly row: FunctionIndex; readonly line: number; readonly name: string; readonly by: number | null };

/**
 * An edit moves all that is below it by as many lines. So a function is taken to be as it was where the next one has moved
 * as far as it has: then what is between them has as many lines as before. An edit that leaves their number as it was is
 * seen by nobody.
 */
export function movedFunctions(
  table: ProfileTable,
  rows: readonly FunctionIndex[],
  source: PythonSource,
): MovedFunctions {
  const placed = placeRows(table, rows, source);
  const isMoved = placed.some(({ by }) => by !== null && by !== 0);
  const doubted = new Set<FunctionIndex>(rows.filter((row) => isMoved && nameOfRow(table, row) === MODULE_NAME));
  const byLine = groupByOne(placed, ({ line }) => line);
  const groups = [...byLine.values()];
  for (const [at, group] of groups.entries()) {
    for (const one of group) if (one.by === null || !isFollowed(one.by, groups.slice(at + 1))) doubted.add(one.row);
  }
  const lines = new Map(placed.flatMap(({ row, line, by }) => (by === null ? [] : [[row, line + by] as const])));
  return { lines, doubted: withAround(doubted, placed, source) };
}

/** Whether the next function that is found has moved as far, and what stood before it was no part of this one that is gone. */
function isFollowed(by: number, below: readonly (readonly Placed[])[]): boolean {
  const next = below.findIndex((group) => group.some((one) => one.by !== null));
  const between = (next < 0 ? below : below.slice(0, next)).flat();
  if (between.some(({ name }) => name.startsWith('<'))) return false;
  return next < 0 || below[next]?.some((one) => one.by === by) === true;
}

/** With the functions around those: an edit in one is an edit in the other. */
function withAround(
  doubted: ReadonlySet<FunctionIndex>,
  placed: readonly Placed[],
  { scopes }: PythonSource,
): ReadonlySet<FunctionIndex> {
  const around = placed.filter(({ row, line, by }) => {
    const own = by === null ? undefined : scopes.find(({ firstLine }) => firstLine === line + by);
    if (own === undefined || doubted.has(row)) return false;
    return placed.some(
      (one) => doubted.has(one.row) && one.by !== null && isInside(one.line + one.by, own.firstLine, own.lastLine),
    );
  });
  return new Set([...doubted, ...around.map(({ row }) => row)]);
}

function isInside(line: number, first: number, last: number): boolean {
  return line > first && line <= last;
}

/** What the source calls it. */
export function nameOfRow({ functions, strings }: ProfileTable, row: FunctionIndex): string {
  return strings.text(functions.name[row] ?? 0).normalize('NFKC');
}

/** In the order of their lines: by a name that only one has, or as far away from its old line as the nearest of those. */
function placeRows(table: ProfileTable, rows: readonly FunctionIndex[], source: PythonSource): readonly Placed[] {
  const named = rows
    .map((row) => ({ row, line: table.functions.line[row] ?? 0, name: nameOfRow(table, row) }))
    .filter(({ name }) => name !== MODULE_NAME)
    .toSorted((a, b) => a.line - b.line);
  const scopes = groupByOne([...source.scopes.keys()], (at) => source.scopes[at]?.name.normalize('NFKC') ?? '');
  const rowsNamed = groupByOne(named, ({ name }) => name);
  const anchors = named.map(({ line, name }): number | null => {
    const found = scopes.get(name) ?? [];
    const isAlone = found.length === 1 && rowsNamed.get(name)?.length === 1 && !name.startsWith('<');
    return isAlone ? lineOf(source, found[0]) - line : null;
  });
  return named.map((one, at) => {
    const lines = new Set((scopes.get(one.name) ?? []).map((scope) => lineOf(source, scope)));
    const fitting = [...waysAt(anchors, at)].filter((by) => lines.has(one.line + by));
    return { ...one, by: fitting.length === 1 ? (fitting[0] ?? null) : null };
  });
}

/** How far one may have moved: as far as the nearest ones of which that is known. */
function waysAt(anchors: readonly (number | null)[], at: number): ReadonlySet<number> {
  const own = anchors[at] ?? null;
  if (own !== null) return new Set([own]);
  const before = anchors.findLast((by, index) => index < at && by !== null);
  const behind = anchors.find((by, index) => index > at && by !== null);
  const near = [before, behind].flatMap((by) => by ?? []);
  return new Set(near.length === 0 ? [0] : near);
}

function lineOf({ scopes }: PythonSource, at: ScopeIndex | undefined): number {
  return scopes[at ?? 0]?.firstLine ?? 0;
}
