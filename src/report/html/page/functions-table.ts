import type { FunctionIndex } from '../../../profile/function-keys.ts';
import type { ProfileKind, ProfileTable } from '../../../profile/profile-table.ts';
import { filterTest } from '../../../select/match-filter.ts';
import type { NameFilter } from '../../../select/name-filter.ts';
import { compareCodePoints } from '../../../text/code-points.ts';
import { CODE_WORDS } from '../../../views/icicle/frame-words.ts';
import { type LineNumbers, lineNumbers, shareOf } from '../../../views/line-numbers.ts';
import { code, type Phrase } from '../../phrase.ts';
import { shareCell } from '../../share-bar.ts';
import { callsText, signedTime, type TimeUnit, timeOrBlank, timePerCall } from '../../time-unit.ts';
import { deltaOf } from './changes.ts';
import { groupOf, shownName } from './page-model.ts';
import type { PageProfile } from './read-profile.ts';

/** The time that shares are of: the one by which the list is sorted, as in the viewer. */
export type ShareOf = 'tottime' | 'cumtime';

export type ListedFunction = {
  readonly row: FunctionIndex;
  readonly numbers: LineNumbers;
  readonly share: number | null;
};

/** A column of the list of all functions. A new column is a new row of the table below. */
export type ListColumn = {
  readonly id: string;
  readonly heading: (kind: ProfileKind, unit: TimeUnit, share: ShareOf) => string;
  readonly align: 'left' | 'right';
  /** What rows are sorted by, if not by numbers; `sizes`: by how much a time changed, up or down. */
  readonly sorts?: 'texts' | 'sizes';
  readonly cell: (profile: PageProfile, line: ListedFunction) => string | Phrase;
  /** Whether only a comparison has it. */
  readonly isOfChanges?: true;
  /** The values to sort by: numbers in descending order, texts in ascending order. */
  readonly key: (profile: PageProfile, share: ShareOf) => Float64Array | readonly string[];
};

const seconds =
  (column: 'tottime' | 'cumtime'): ListColumn['key'] =>
  ({ table }) =>
    table[column];

const perCall =
  (time: 'tottime' | 'cumtime', calls: 'ncalls' | 'primitiveCalls'): ListColumn['key'] =>
  ({ table }) =>
    table[time].map((each, row) => {
      const count = table[calls].values[row]!;
      return count === 0 ? Number.NEGATIVE_INFINITY : each / count; // as the viewer sorts functions without calls
    });

const absolute =
  (column: 'tottime' | 'cumtime'): ListColumn['key'] =>
  (profile) =>
    Float64Array.from(profile.table[column], (_, row) => Math.abs(deltaOf(profile, column, row) ?? 0));

/** `+0.012`: more or less of a time than before; `new` where there was nothing. */
const changeColumn = (column: 'tottime' | 'cumtime'): ListColumn => ({
  id: `${column}-change`,
  heading: (_, unit) => `change of ${column} (${unit})`,
  align: 'right',
  sorts: 'sizes',
  cell: (profile, { row }) => {
    if (profile.before?.isThere[row] === 0) return 'new';
    return signedTime(deltaOf(profile, column, row) ?? 0, profile.facts.unit);
  },
  key: absolute(column),
  isOfChanges: true,
});

/** All columns, from left to right; the name stays in place while the others scroll. */
const ALL_COLUMNS: readonly ListColumn[] = [
  {
    id: 'name',
    heading: () => 'function',
    align: 'left',
    sorts: 'texts',
    cell: (profile, { row }) => [code(shownName(profile, row))],
    key: (profile) => textsOf(profile, (row) => shownName(profile, row)),
  },
  {
    id: 'ncalls',
    heading: (kind) => (kind === 'traced' ? 'calls' : 'samples'),
    align: 'right',
    cell: (_, { numbers }) => callsText(numbers.ncalls, numbers.primitiveCalls),
    key: ({ table }) => table.ncalls.values,
  },
  {
    id: 'tottime',
    heading: (_, unit) => `tottime (${unit})`,
    align: 'right',
    cell: ({ facts }, { numbers }) => timeOrBlank(numbers.tottime, facts.unit),
    key: seconds('tottime'),
  },
  changeColumn('tottime'),
  {
    id: 'tottime-percall',
    heading: (kind) => `tottime per ${kind === 'traced' ? 'call' : 'sample'}`,
    align: 'right',
    cell: (_, { numbers }) => timePerCall(numbers.tottimePerCall),
    key: perCall('tottime', 'ncalls'),
  },
  {
    id: 'cumtime',
    heading: (_, unit) => `cumtime (${unit})`,
    align: 'right',
    cell: ({ facts }, { numbers }) => timeOrBlank(numbers.cumtime, facts.unit),
    key: seconds('cumtime'),
  },
  changeColumn('cumtime'),
  {
    id: 'cumtime-percall',
    heading: (kind) => `cumtime per ${kind === 'traced' ? 'call' : 'sample'}`,
    align: 'right',
    cell: (_, { numbers }) => timePerCall(numbers.cumtimePerCall),
    key: perCall('cumtime', 'primitiveCalls'),
  },
  {
    id: 'share',
    heading: (_kind, _unit, share) => `${share} of total`,
    align: 'left',
    cell: (_, { share }) => shareCell(share),
    key: ({ table }, share) => table[share],
  },
  {
    id: 'code',
    heading: () => 'code',
    align: 'left',
    sorts: 'texts',
    cell: (profile, { row }) => CODE_WORDS[groupOf(profile, row)],
    key: (profile) => textsOf(profile, (row) => CODE_WORDS[groupOf(profile, row)]),
  },
];

/** The columns that the list of this profile has. */
export function listColumns({ before }: PageProfile): readonly ListColumn[] {
  return ALL_COLUMNS.filter(({ isOfChanges }) => before !== null || isOfChanges === undefined);
}

function textsOf({ table }: PageProfile, textOf: (row: FunctionIndex) => string): readonly string[] {
  return Array.from({ length: table.length }, (_, row) => textOf(row));
}

/** What is listed, and in which order. */
export type ListRequest = {
  readonly column: string;
  /** Which time the shares are of. */
  readonly share: ShareOf;
  readonly isReversed: boolean;
  readonly filter: NameFilter;
  readonly onlyOwn: boolean;
};

/** Sorting by self time shows shares of it; sorting by the share keeps what it is of. */
export function shareBeside(column: string, share: ShareOf): ShareOf {
  if (column === 'share') return share;
  return column.startsWith('tottime') ? 'tottime' : 'cumtime';
}

/** The rows that were asked for. Ties stay in dump order. */
export function listedRows(profile: PageProfile, request: ListRequest): Int32Array {
  const { filter, onlyOwn, isReversed } = request;
  const matches = filterTest(profile.table, filter);
  const kept = orderOf(profile, request).filter((row) => (!onlyOwn || groupOf(profile, row) === 'own') && matches(row));
  return isReversed ? kept.reverse() : kept;
}

const known = new WeakMap<PageProfile, { readonly by: string; readonly rows: Int32Array }>();

/** Keeps the last order: typing a filter asks for it at every key, and sorting 100,000 rows takes up to a second. */
function orderOf(profile: PageProfile, { column, share }: ListRequest): Int32Array {
  const by = `${column} ${share}`;
  const last = known.get(profile);
  if (last?.by === by) return last.rows;
  const rows = sortedRows(profile, column, share);
  known.set(profile, { by, rows });
  return rows;
}

/**
 * Arrays are sorted as CPython sorts lists: ties stay, and NaN, which is equal to all, leads to the same order as in
 * the viewer.
 */
function sortedRows(profile: PageProfile, id: string, share: ShareOf): Int32Array {
  const column = ALL_COLUMNS.find((each) => each.id === id);
  const rows = Array.from({ length: profile.table.length }, (_, row) => row);
  const key = column?.key(profile, share) ?? [];
  if (key instanceof Float64Array) rows.sort((a, b) => largerFirst(key[a]!, key[b]!));
  else rows.sort((a, b) => compareCodePoints(key[a]!, key[b]!));
  return Int32Array.from(rows);
}

function largerFirst(a: number, b: number): number {
  return a > b ? -1 : a < b ? 1 : 0;
}

export function listedFunction(table: ProfileTable, row: FunctionIndex, share: ShareOf): ListedFunction {
  return { row, numbers: lineNumbers(table, row, true), share: shareOf(table[share][row]!, table.totals.tottime) };
}
