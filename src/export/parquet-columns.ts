import { UsageError } from '../errors.ts';
import { type Count, countAt, countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { type FunctionKey, functionKey, lineText } from '../profile/function-name.ts';
import { type EdgeIndex, edgeHasTimes, type NumberColumns, type ProfileTable } from '../profile/profile-table.ts';
import { ORIGINS } from '../select/function-origin.ts';
import { originCodes } from '../select/whose-code.ts';
import type { Run } from './export-format.ts';

export type ParquetValue = string | number | bigint | Date | null;

/** A column of a table. `of` looks at a run once; what it returns is asked for each row. */
export type ParquetColumn = {
  readonly name: string;
  readonly type: 'text' | 'time' | 'line' | 'count' | 'seconds' | 'optional seconds';
  readonly of: (source: RunSource) => (row: number) => ParquetValue;
};

/** A run, and what several columns ask of it: a text by its id, the function that an edge leads to. */
export type RunSource = Run & { readonly text: (id: number) => string; readonly callee: Int32Array };

/** What every row of every table has. */
export const PARQUET_RUN: readonly ParquetColumn[] = [
  { name: 'run', type: 'text', of: ({ name }) => constant(wellFormed(name)) },
  { name: 'time', type: 'time', of: ({ time }) => constant(time) },
  { name: 'kind', type: 'text', of: ({ table }) => constant(table.kind) },
];

/** One row for each function. */
export const PARQUET_FUNCTIONS: readonly ParquetColumn[] = [
  ...keyColumns('', () => (row) => row),
  { name: 'origin', type: 'text', of: originOf },
  ...numberColumns((table) => table, 'seconds'),
];

/** One row for each edge. The two columns of times are empty where the dump has only a count. */
export const PARQUET_CALLS: readonly ParquetColumn[] = [
  ...keyColumns('caller_', ({ table }) => placesIn(table.edges().caller)),
  ...keyColumns('', ({ callee }) => placesIn(callee)),
  ...numberColumns((table) => table.edges(), 'optional seconds'),
];

/**
 * A column for each label, not one map: a file keeps the least and greatest value of each column, by which readers skip
 * row groups.
 */
export function labelColumn(name: string, label: string): ParquetColumn {
  return { name, type: 'text', of: () => constant(wellFormed(label)) };
}

export function runSource(run: Run): RunSource {
  const { strings } = run.table;
  const texts: (string | undefined)[] = [];
  const text = (id: number): string => {
    const known = texts[id] ?? wellFormed(strings.text(id));
    texts[id] = known;
    return known;
  };
  return { ...run, text, callee: calleesOf(run.table) };
}

function calleesOf(table: ProfileTable): Int32Array {
  const { start, length } = table.edges();
  const callee = new Int32Array(length);
  for (let row = 0; row < table.length; row++) callee.fill(row, start[row]!, start[row + 1]!);
  return callee;
}

function placesIn(functions: Int32Array): (edge: EdgeIndex) => FunctionIndex {
  return (edge) => functions[edge]!;
}

function constant<T>(value: T): () => T {
  return () => value;
}

/** Parquet's texts are UTF-8, which has no lone surrogates: they become what Python's `backslashreplace` makes of them. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}

function keyColumns(
  prefix: 'caller_' | '',
  indexOf: (source: RunSource) => (row: number) => FunctionIndex,
): readonly ParquetColumn[] {
  const keyed =
    (read: (key: FunctionKey, source: RunSource) => ParquetValue): ParquetColumn['of'] =>
    (source) => {
      const index = indexOf(source);
      return (row) => read(functionKey(source.table, index(row)), source);
    };
  return [
    { name: `${prefix}file`, type: 'text', of: keyed(({ file }, { text }) => text(file)) },
    { name: `${prefix}line`, type: 'line', of: keyed(wholeLine) },
    { name: `${prefix}function`, type: 'text', of: keyed(({ name }, { text }) => text(name)) },
  ];
}

const MOST_LINE = 2 ** 31 - 1;

function wholeLine({ line, name }: FunctionKey, { text }: RunSource): number {
  const whole = Math.trunc(line);
  if (Math.abs(whole) <= MOST_LINE) return whole;
  throw new UsageError('usage', `${text(name)} is at line ${lineText(line)}, and a line has 32 bits in Parquet`);
}

function originOf({ table }: RunSource): (row: FunctionIndex) => string {
  const codes = originCodes(table);
  return (row) => ORIGINS[codes[row]!]!;
}

function numberColumns(
  columnsOf: (table: ProfileTable) => NumberColumns & { readonly countsOnly?: Uint8Array | null },
  seconds: 'seconds' | 'optional seconds',
): readonly ParquetColumn[] {
  const count = (key: 'ncalls' | 'primitiveCalls'): ParquetColumn['of'] => {
    return ({ table }) => {
      const column = columnsOf(table)[key];
      return (row) => int64(countAt(column, row), () => countText(column, row));
    };
  };
  const time = (key: 'tottime' | 'cumtime'): ParquetColumn['of'] => {
    return ({ table }) => {
      const { [key]: values, countsOnly = null } = columnsOf(table);
      return (row) => (edgeHasTimes({ countsOnly }, row) ? values[row]! : null);
    };
  };
  return [
    { name: 'ncalls', type: 'count', of: count('ncalls') },
    { name: 'primitive_calls', type: 'count', of: count('primitiveCalls') },
    { name: 'tottime', type: seconds, of: time('tottime') },
    { name: 'cumtime', type: seconds, of: time('cumtime') },
  ];
}

/** @throws UsageError for what only hand-made dumps have: 2**63 and more, and fractions */
function int64(count: Count, text: () => string): bigint {
  const whole = typeof count === 'number' && !Number.isInteger(count) ? null : BigInt(count);
  if (whole !== null && BigInt.asIntN(64, whole) === whole) return whole;
  throw new UsageError('usage', `it counts ${text()} calls of a function, and a count has 64 bits in Parquet`);
}
