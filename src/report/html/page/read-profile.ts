import { type Count, type CountColumn, countColumn, type OddCount } from '../../../profile/count-column.ts';
import type { FunctionKeys } from '../../../profile/function-keys.ts';
import { BUILTIN_FILE } from '../../../profile/function-name.ts';
import type { EdgeTable, NumberColumns, ProfileTable } from '../../../profile/profile-table.ts';
import { alreadyMade } from '../../../profile/steps.ts';
import { StringPool } from '../../../profile/string-pool.ts';
import { decodeWtf8 } from '../../../text/wtf8.ts';
import { ByteSource } from '../byte-columns.ts';
import { EDGE_FORM, type OddText, type PageFacts } from '../profile-data.ts';

/** What callers that are not in the page are called. */
const LEFT_OUT = 'functions that are left out';

/** A profile as a page has it: the table that all views read, and what else is known. */
export type PageProfile = {
  readonly facts: PageFacts;
  readonly table: ProfileTable;
  /** By function, including callers without a row: the place of its group in `CODE_GROUPS`. */
  readonly groups: Uint8Array;
  /** What each row took before, in a comparison; else null. */
  readonly before: BeforeNumbers | null;
};

/**
 * By row; `isThere` is 0 where the function is new, and its numbers are 0. `directions`: the place of how it changed in
 * `CHANGES_OF_TIME`.
 */
type BeforeNumbers = Readonly<Record<'tottime' | 'cumtime', Float64Array>> & {
  readonly isThere: Uint8Array;
  readonly directions: Uint8Array;
};

/** Reads what `profile-data.ts` wrote. */
export function readPageProfile(bytes: Uint8Array): PageProfile {
  const source = new ByteSource(bytes);
  const facts: PageFacts = JSON.parse(readText(source, source.count()));
  const strings = readStrings(source, facts.strings);
  const functions = readKeys(source, facts.functions);
  const ghosts = withLeftOut(readKeys(source, facts.ghosts), facts, strings);
  const groups = source.raw(facts.functions + facts.ghosts);
  const numbers = readNumbers(source, facts.functions);
  const edges = readEdges(source, facts, numbers, ghosts);
  const { ncalls, primitiveCalls, tottime } = facts.totals;
  const table: ProfileTable = {
    kind: facts.kind,
    length: facts.functions,
    strings,
    functions,
    ...numbers,
    totals: { ncalls: countOf(ncalls), primitiveCalls: countOf(primitiveCalls), tottime: Number(tottime) },
    notes: [],
    edges: alreadyMade(edges),
  };
  return { facts, table, groups, before: facts.vanished === null ? null : readBefore(source, facts.functions) };
}

function readText(source: ByteSource, length: number): string {
  return decodeWtf8(source.raw(length)) ?? '';
}

/** No string occurs twice, so the pool numbers them as they come. */
function readStrings(source: ByteSource, count: number): StringPool {
  const pool = new StringPool();
  const lengths = Array.from({ length: count }, () => source.count());
  for (const length of lengths) pool.intern(readText(source, length));
  return pool;
}

function readKeys(source: ByteSource, length: number): FunctionKeys {
  const file = Int32Array.from(source.numbers(length));
  const line = source.numbers(length);
  return { length, file, line, name: Int32Array.from(source.numbers(length)) };
}

/** Adds, after the callers without a row, one that stands for all functions that are not in the page. */
function withLeftOut(ghosts: FunctionKeys, { left }: PageFacts, strings: StringPool): FunctionKeys {
  if (left === null) return ghosts;
  return {
    length: ghosts.length + 1,
    file: Int32Array.from([...ghosts.file, strings.intern(BUILTIN_FILE)]),
    line: Float64Array.from([...ghosts.line, 0]),
    name: Int32Array.from([...ghosts.name, strings.intern(LEFT_OUT)]),
  };
}

function readNumbers(source: ByteSource, length: number): NumberColumns {
  const ncalls = source.numbers(length);
  const primitiveCalls = ncalls.slice();
  const recursive = source.numbers(source.count());
  for (const [at, count] of source.numbers(recursive.length).entries()) primitiveCalls[recursive[at]!] = count;
  return {
    ncalls: countColumn(ncalls, readOdd(source, ncalls)),
    primitiveCalls: countColumn(primitiveCalls, readOdd(source, primitiveCalls)),
    tottime: source.numbers(length),
    cumtime: source.numbers(length),
  };
}

function readOdd(source: ByteSource, values: Float64Array): ReadonlyMap<number, OddCount> {
  const texts: readonly OddText[] = JSON.parse(readText(source, source.count()));
  return new Map(
    texts.map(([row, text]): [number, OddCount] => {
      const value = countOf(text);
      return [row, { value: Number.isNaN(value) ? values[row]! : value, text }]; // `True` is 1
    }),
  );
}

/** Whole numbers are exact; anything else in a hand-made dump is a double. */
function countOf(text: string): Count {
  const isWhole = /^-?\d+$/.test(text);
  return isWhole && !Number.isSafeInteger(Number(text)) ? BigInt(text) : Number(text);
}

function readEdges(source: ByteSource, facts: PageFacts, functions: NumberColumns, ghosts: FunctionKeys): EdgeTable {
  const { edges: length } = facts;
  const degree = source.numbers(facts.functions);
  const caller = Int32Array.from(source.numbers(length));
  const form = source.raw(length);
  const written = readNumbers(
    source,
    form.reduce((sum, each) => sum + (each === EDGE_FORM.asFunction ? 0 : 1), 0),
  );
  const start = new Uint32Array(facts.functions + 1);
  for (let row = 0; row < degree.length; row++) start[row + 1] = start[row]! + degree[row]!;
  const numbers = spread(written, functions, start, form);
  const countsOnly = form.map((each) => (each === EDGE_FORM.noTimes ? 1 : 0));
  return {
    length,
    start,
    caller,
    ...numbers,
    countsOnly: countsOnly.includes(1) ? countsOnly : null,
    ghosts,
    notes: [],
  };
}

function readBefore(source: ByteSource, length: number): BeforeNumbers {
  const isThere = source.raw(length);
  const rows = Array.from({ length }, (_, row) => row).filter((row) => isThere[row] === 1);
  const { tottime, cumtime } = readNumbers(source, rows.length);
  const byRow = (values: Float64Array): Float64Array => {
    const spread = new Float64Array(length);
    for (const [at, row] of rows.entries()) spread[row] = values[at]!;
    return spread;
  };
  return { isThere, tottime: byRow(tottime), cumtime: byRow(cumtime), directions: source.raw(length) };
}

/** The numbers of all edges: those that were written, and for the others those of their functions. */
function spread(written: NumberColumns, functions: NumberColumns, start: Uint32Array, form: Uint8Array): NumberColumns {
  const place = new Int32Array(form.length);
  let next = 0;
  for (let row = 0; row + 1 < start.length; row++) {
    for (let edge = start[row]!; edge < start[row + 1]!; edge++) {
      place[edge] = form[edge] === EDGE_FORM.asFunction ? -1 - row : next++;
    }
  }
  const times = (of: Float64Array, own: Float64Array): Float64Array =>
    Float64Array.from(place, (at) => (at < 0 ? own[-1 - at]! : of[at]!));
  const counts = (of: CountColumn, own: CountColumn): CountColumn => {
    const odd = new Map<number, OddCount>();
    if (of.odd.size > 0) {
      for (const [edge, at] of place.entries()) {
        const each = of.odd.get(at);
        if (each !== undefined) odd.set(edge, each);
      }
    }
    return countColumn(times(of.values, own.values), odd);
  };
  return {
    ncalls: counts(written.ncalls, functions.ncalls),
    primitiveCalls: counts(written.primitiveCalls, functions.primitiveCalls),
    tottime: times(written.tottime, functions.tottime),
    cumtime: times(written.cumtime, functions.cumtime),
  };
}
