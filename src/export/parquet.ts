import { UsageError } from '../errors.ts';
import type { Run, RunBytes, RunLabel, RunTables } from './export-format.ts';
import { labelColumn, PARQUET_CALLS, PARQUET_FUNCTIONS, PARQUET_RUN, runSource } from './parquet-columns.ts';
import { ParquetFile } from './parquet-file.ts';

/**
 * Two tables of many runs: one with a row for each function, one with a row for each edge. A label is a column of both.
 */
export function openParquet(labels: readonly RunLabel[]): RunTables {
  refuseNames(labels);
  const first = [...PARQUET_RUN, ...labels.map(({ key, value }) => labelColumn(key, value))];
  const functions = new ParquetFile([...first, ...PARQUET_FUNCTIONS]);
  const calls = new ParquetFile([...first, ...PARQUET_CALLS]);
  return {
    add: (run: Run): RunBytes => {
      const source = runSource(run);
      const functionValues = functions.valuesOf(source, run.table.length);
      const callValues = calls.valuesOf(source, run.table.edges().length);
      return { functions: functions.add(functionValues), calls: calls.add(callValues) };
    },
    finish: (): RunBytes => ({ functions: functions.finish(), calls: calls.finish() }),
  };
}

/**
 * @throws UsageError for two columns of the same name, in which SQL ignores case
 */
function refuseNames(labels: readonly RunLabel[]): void {
  const names = new Set([...PARQUET_RUN, ...PARQUET_FUNCTIONS, ...PARQUET_CALLS].map(({ name }) => name));
  const seen = new Set<string>();
  for (const { key } of labels) {
    const name = key.toLowerCase();
    if (names.has(name)) throw new UsageError('usage', `--label ${key}: the tables have a column ${name} already`);
    if (seen.has(name)) throw new UsageError('usage', `--label ${key} is given twice, and a run has one value of it`);
    seen.add(name);
  }
}
