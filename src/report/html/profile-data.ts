import { type CountColumn, countColumn, countText, formatCount } from '../../profile/count-column.ts';
import type { FunctionIndex, FunctionKeys } from '../../profile/function-keys.ts';
import type { EdgeTable, NumberColumns, ProfileKind, ProfileTable } from '../../profile/profile-table.ts';
import type { StringId } from '../../profile/string-pool.ts';
import { resolveSortOrder } from '../../select/sort-keys.ts';
import { encodeWtf8 } from '../../text/wtf8.ts';
import { directionOf } from '../../views/change-direction.ts';
import { changeOfRow } from '../../views/function-change.ts';
import { CODE_GROUPS, codeGroupOf } from '../../views/icicle/frame-facts.ts';
import { rankRows } from '../../views/report-view.ts';
import type { Baseline, Report } from '../report.ts';
import type { TimeUnit } from '../time-unit.ts';
import { ByteSink } from './byte-columns.ts';

/**
 * What a page knows beside the columns. Numbers are texts: JSON has no inf, and its readers no exact whole numbers
 * above 2**53.
 */
export type PageFacts = {
  readonly names: readonly string[];
  readonly kind: ProfileKind;
  readonly unit: TimeUnit;
  readonly fullPaths: boolean;
  readonly totals: Readonly<Record<'ncalls' | 'primitiveCalls' | 'tottime', string>>;
  readonly functions: number;
  readonly edges: number;
  readonly ghosts: number;
  readonly strings: number;
  /** What is not in the page; null where all is. */
  readonly left: LeftOut | null;
  /** In a comparison, how many functions are gone and so not in the columns; null without a comparison. */
  readonly vanished: number | null;
};

type LeftOut = { readonly functions: number; readonly tottime: string };

/** What a page is made of: a profile, and in a comparison what it was before. */
export type PageInput = Pick<Report, 'table' | 'names' | 'unit' | 'fullPaths'> & Partial<Pick<Report, 'baseline'>>;

/** With more, a page is slow to open: docs/html.md says how slow. */
export const MOST_FUNCTIONS = 100_000;

/** With more functions, times are rounded to ticks of a clock: exact ones would make the page half as long again. */
const MOST_EXACT = 5000;

/** A whole profile as bytes, for `page/read-profile.ts`: facts, strings, functions, numbers, edges. */
export function profileData(input: PageInput, most: number = MOST_FUNCTIONS): Uint8Array {
  const { table, names, unit, fullPaths, baseline = null } = input;
  const rows = keptRows(table, most);
  const edges = keptEdges(table, rows);
  const strings = new StringsOf(table);
  const mayRound = rows.length > MOST_EXACT;
  const sink = new ByteSink(mayRound);
  const columns = new ByteSink(mayRound);
  writeKeys(columns, strings, table.functions, rows);
  writeKeys(columns, strings, table.edges().ghosts, edges.ghosts);
  columns.raw(groupCodes(table, [...rows, ...edges.ghosts.map((at) => table.length + at)]));
  writeNumbers(columns, table, rows);
  writeEdges(columns, table, rows, edges);
  if (baseline !== null) writeBaseline(columns, baseline, rows);
  if (baseline !== null) columns.raw(directionCodes(baseline, rows));
  const facts: PageFacts = {
    names,
    kind: table.kind,
    unit,
    fullPaths,
    totals: {
      ncalls: formatCount(table.totals.ncalls),
      primitiveCalls: formatCount(table.totals.primitiveCalls),
      tottime: String(table.totals.tottime),
    },
    functions: rows.length,
    edges: edges.edge.length,
    ghosts: edges.ghosts.length,
    strings: strings.ids.length,
    left: leftOut(table, rows),
    vanished: baseline === null ? null : baseline.comparison.vanished.length,
  };
  writeText(sink, JSON.stringify(facts));
  strings.write(sink);
  sink.raw(columns.finish());
  return sink.finish();
}

/** Whose code each function is: a page does not know what `--mine` said. */
function groupCodes(table: ProfileTable, functions: readonly FunctionIndex[]): Uint8Array {
  return Uint8Array.from(functions, (index) => CODE_GROUPS.indexOf(codeGroupOf(table, index)));
}

function writeText(sink: ByteSink, text: string): void {
  const bytes = encodeWtf8(text);
  sink.count(bytes.length);
  sink.raw(bytes);
}

/** In dump order, on which ties in every sort depend; if there are too many, those with most cumtime. */
function keptRows(table: ProfileTable, most: number): Int32Array {
  if (table.length <= most) return Int32Array.from({ length: table.length }, (_, row) => row);
  return rankRows(table, { sort: resolveSortOrder(['cumulative']), reverse: false, top: most })
    .rows.slice()
    .sort();
}

function leftOut(table: ProfileTable, rows: Int32Array): LeftOut | null {
  if (rows.length === table.length) return null;
  const kept = rows.reduce((sum, row) => sum + table.tottime[row]!, 0);
  return { functions: table.length - rows.length, tottime: String(table.totals.tottime - kept) };
}

/** The strings that a page needs, in the order in which they are first asked for. */
class StringsOf {
  readonly ids: StringId[] = [];
  private readonly places = new Map<StringId, number>();
  private readonly table: ProfileTable;

  constructor(table: ProfileTable) {
    this.table = table;
  }

  placeOf(id: StringId): number {
    const known = this.places.get(id);
    if (known !== undefined) return known;
    this.places.set(id, this.ids.length);
    return this.ids.push(id) - 1;
  }

  write(sink: ByteSink): void {
    const { strings } = this.table;
    for (const id of this.ids) sink.count(strings.bytesIn(id));
    for (const id of this.ids) sink.raw(strings.bytesOf(id));
  }
}

function writeKeys(sink: ByteSink, strings: StringsOf, keys: FunctionKeys, at: Int32Array): void {
  sink.numbers(Float64Array.from(at, (row) => strings.placeOf(keys.file[row]!)));
  sink.numbers(Float64Array.from(at, (row) => keys.line[row]!));
  sink.numbers(Float64Array.from(at, (row) => strings.placeOf(keys.name[row]!)));
}

/** The text of the few counts that are not plain numbers is in the JSON. */
function writeNumbers(sink: ByteSink, columns: NumberColumns, at: Int32Array): void {
  const { ncalls, primitiveCalls, tottime, cumtime } = columns;
  sink.numbers(Float64Array.from(at, (row) => ncalls.values[row]!));
  const recursive = Array.from(at.keys()).filter((place) => {
    const row = at[place]!;
    return !Object.is(ncalls.values[row], primitiveCalls.values[row]);
  });
  sink.count(recursive.length); // few: all others have as many primitive calls as calls
  sink.numbers(recursive);
  sink.numbers(recursive.map((place) => primitiveCalls.values[at[place]!]!));
  for (const counts of [ncalls, primitiveCalls]) writeText(sink, JSON.stringify(oddCounts(counts, at)));
  for (const times of [tottime, cumtime]) sink.numbers(Float64Array.from(at, (row) => times[row]!));
}

/** `[place, text]` */
export type OddText = readonly [number, string];

function oddCounts(counts: CountColumn, at: Int32Array): readonly OddText[] {
  if (counts.odd.size === 0) return [];
  return Array.from(at).flatMap((row, place) =>
    counts.odd.has(row) ? [[place, countText(counts, row)] as const] : [],
  );
}

/** The edges between functions that are kept, by row, with the callers as the page counts them. */
type KeptEdges = {
  readonly edge: Int32Array;
  readonly caller: Int32Array;
  readonly degree: Int32Array;
  readonly ghosts: Int32Array;
  /** The edges of the dump, then, for each row that lost some, one with their sums. */
  readonly edges: EdgeTable;
};

/** A caller that is not in the page still counts: without it, a path that is left would look like the only one. */
function keptEdges(table: ProfileTable, rows: Int32Array): KeptEdges {
  const edges = table.edges();
  const sums = new CutEdges(edges);
  const placeOf = new Int32Array(table.length).fill(-1);
  for (const [place, row] of rows.entries()) placeOf[row] = place;
  const ghosts = Int32Array.from({ length: edges.ghosts.length }, (_, at) => at);
  const edge: number[] = [];
  const caller: number[] = [];
  const degree = Int32Array.from(rows, (row) => {
    const before = edge.length;
    for (let at = edges.start[row]!; at < edges.start[row + 1]!; at++) {
      const index = edges.caller[at]!;
      const place = index < table.length ? placeOf[index]! : index - table.length + rows.length;
      if (place < 0) {
        sums.add(at);
        continue;
      }
      edge.push(at);
      caller.push(place);
    }
    const sum = sums.finishRow();
    if (sum !== null) {
      edge.push(sum);
      caller.push(rows.length + ghosts.length);
    }
    return edge.length - before;
  });
  return { edge: Int32Array.from(edge), caller: Int32Array.from(caller), degree, ghosts, edges: sums.finish() };
}

/** Adds up the edges of a row whose callers are left out. */
class CutEdges {
  private readonly edges: EdgeTable;
  private readonly sums: EdgeSum[] = [];
  private row: EdgeSum | null = null;

  constructor(edges: EdgeTable) {
    this.edges = edges;
  }

  add(edge: number): void {
    this.row ??= { ncalls: 0, primitiveCalls: 0, tottime: 0, cumtime: 0, countsOnly: 0 };
    const { ncalls, primitiveCalls, tottime, cumtime, countsOnly } = this.edges;
    this.row.ncalls += ncalls.values[edge]!;
    this.row.primitiveCalls += primitiveCalls.values[edge]!;
    this.row.tottime += tottime[edge]!;
    this.row.cumtime += cumtime[edge]!;
    this.row.countsOnly ||= countsOnly?.[edge] ?? 0;
  }

  /** The index of the sum; null where the row has lost nothing. */
  finishRow(): number | null {
    if (this.row === null) return null;
    const index = this.edges.length + this.sums.push(this.row) - 1;
    this.row = null;
    return index;
  }

  finish(): EdgeTable {
    const { edges, sums } = this;
    if (sums.length === 0) return edges;
    const times = (name: 'tottime' | 'cumtime'): Float64Array =>
      Float64Array.from([...edges[name], ...sums.map((sum) => sum[name])]);
    const counts = (name: 'ncalls' | 'primitiveCalls'): CountColumn =>
      countColumn(Float64Array.from([...edges[name].values, ...sums.map((sum) => sum[name])]), edges[name].odd);
    const { countsOnly } = edges;
    return {
      ...edges,
      length: edges.length + sums.length,
      ncalls: counts('ncalls'),
      primitiveCalls: counts('primitiveCalls'),
      tottime: times('tottime'),
      cumtime: times('cumtime'),
      countsOnly: countsOnly === null ? null : Uint8Array.from([...countsOnly, ...sums.map((sum) => sum.countsOnly)]),
    };
  }
}

type EdgeSum = Record<keyof NumberColumns | 'countsOnly', number>;

/** What is written of an edge: nothing for the only call of a function, which has the function's numbers. */
export const EDGE_FORM = { numbers: 0, noTimes: 1, asFunction: 2 } as const;

function writeEdges(sink: ByteSink, table: ProfileTable, rows: Int32Array, kept: KeptEdges): void {
  const { edges } = kept;
  const form = new Uint8Array(kept.edge.length);
  let at = 0;
  for (const [place, row] of rows.entries()) {
    const count = kept.degree[place]!;
    for (let of = 0; of < count; of++, at++) form[at] = formOf(table, edges, row, kept.edge[at]!, count);
  }
  sink.numbers(kept.degree);
  sink.numbers(kept.caller);
  sink.raw(form);
  writeNumbers(
    sink,
    edges,
    kept.edge.filter((_, place) => form[place] !== EDGE_FORM.asFunction),
  );
}

/** For each row whether it was there before and, if so, what it took. */
function writeBaseline(sink: ByteSink, { comparison }: Baseline, rows: Int32Array): void {
  const before = rows.map((row) => comparison.beforeOf[row]!);
  sink.raw(Uint8Array.from(before, (row) => (row < 0 ? 0 : 1)));
  writeNumbers(
    sink,
    comparison.before,
    before.filter((row) => row >= 0),
  );
}

/** How a function's own time compares with before; a row holds the place in this list. */
export const CHANGES_OF_TIME = ['same', 'slower', 'faster'] as const;
export type ChangeOfTime = (typeof CHANGES_OF_TIME)[number];

/** As in the lists of a comparison: twice the calls at the same cost each is not slower. */
function directionCodes({ comparison, diff }: Baseline, rows: Int32Array): Uint8Array {
  const { tolerance } = diff.view.options;
  const limits = { tolerance, runs: null };
  return Uint8Array.from(rows, (row) => {
    const direction = directionOf(changeOfRow(comparison, row, limits), 'tottime', tolerance);
    return CHANGES_OF_TIME.indexOf(direction ?? 'same');
  });
}

function formOf(table: ProfileTable, edges: EdgeTable, row: FunctionIndex, edge: number, count: number): number {
  if (edges.countsOnly?.[edge] === 1) return EDGE_FORM.noTimes;
  return count === 1 && isSame(table, row, edges, edge) ? EDGE_FORM.asFunction : EDGE_FORM.numbers;
}

function isSame(table: ProfileTable, row: FunctionIndex, edges: EdgeTable, edge: number): boolean {
  const isPlain = [table, edges].every(({ ncalls, primitiveCalls }) => ncalls.odd.size + primitiveCalls.odd.size === 0);
  return (
    isPlain &&
    table.ncalls.values[row] === edges.ncalls.values[edge] &&
    table.primitiveCalls.values[row] === edges.primitiveCalls.values[edge] &&
    Object.is(table.tottime[row], edges.tottime[edge]) &&
    Object.is(table.cumtime[row], edges.cumtime[edge])
  );
}
