import type { Seconds } from './profile-table.ts';

/** What line_profiler measured of one line: how often it ran and how long that took in all. */
export type LineTime = { readonly line: number; readonly hits: number; readonly time: Seconds };

/** A function that line_profiler timed; `line` is that of its definition (the first decorator's). */
export type TimedFunction = {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** In the order of their lines. A line that never ran is not there. */
  readonly lines: readonly LineTime[];
  readonly time: Seconds;
};

/** An `.lprof` file: measured times of lines, where cProfile has only those of functions. */
export type LineTimings = {
  /** The clock's unit, in seconds. */
  readonly unit: Seconds;
  readonly functions: readonly TimedFunction[];
};
