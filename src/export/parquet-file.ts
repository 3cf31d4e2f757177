import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ParquetColumn, ParquetValue, RunSource } from './parquet-columns.ts';

/**
 * This many rows are held before they are written as a group: DuckDB reads each group in one thread, and itself writes
 * groups of 122,880 rows.
 */
const GROUP_ROWS = 100_000;

/** What the library is told of a column's type. Texts that recur are written once in each group. */
const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
    repetition_type: 'REQUIRED',
  },
  line: { type: 'INT32', repetition_type: 'REQUIRED' },
  count: { type: 'INT64', repetition_type: 'REQUIRED' },
  seconds: { type: 'DOUBLE', repetition_type: 'REQUIRED' },
  'optional seconds': { type: 'DOUBLE', repetition_type: 'OPTIONAL' },
} as const;

/** A Parquet file in the making: rows go in run by run, bytes come out group by group. */
export class ParquetFile {
  private readonly columns: readonly ParquetColumn[];
  private readonly bytes = new TakenBytes();
  private readonly writer: ParquetWriter;
  private held: ParquetValue[][];
  private rows = 0;

  constructor(columns: readonly ParquetColumn[]) {
    const fields = columns.map(({ name, type }) => ({ name, ...TYPES[type] }));
    this.columns = columns;
    this.held = columns.map(() => []);
    this.writer = new ParquetWriter({
      writer: this.bytes,
      schema: [{ name: 'root', num_children: columns.length }, ...fields],
      createdBy: 'pyprof-view',
    });
  }

  /** The values of a run, column by column: all are made before any is added, since one may not fit. */
  valuesOf(source: RunSource, rows: number): ParquetValue[][] {
    return this.columns.map((column) => {
      const read = column.of(source);
      return Array.from({ length: rows }, (_, row) => read(row));
    });
  }

  add(values: readonly ParquetValue[][]): Uint8Array {
    for (const [at, column] of this.held.entries()) for (const value of values[at]!) column.push(value);
    this.rows += values[0]!.length;
    if (this.rows >= GROUP_ROWS) this.writeGroups();
    return this.bytes.take();
  }

  finish(): Uint8Array {
    this.writeGroups();
    this.writer.finish();
    return this.bytes.take();
  }

  private writeGroups(): void {
    if (this.rows === 0) return; // the library cannot write an empty group
    const columnData = this.columns.map(({ name }, at) => ({ name, data: this.held[at]! }));
    this.writer.write({ columnData, rowGroupSize: GROUP_ROWS });
    this.held = this.columns.map(() => []);
    this.rows = 0;
  }
}

/** The library counts all bytes and would keep them; this writer lets them be taken. */
class TakenBytes extends ByteWriter {
  take(): Uint8Array {
    const taken = this.getBytes().slice();
    this.index = 0;
    return taken;
  }
}
