import type { LineTime } from '../../profile/line-timings.ts';
import type { Seconds } from '../../profile/profile-table.ts';
import { lastLineOf, lineOf } from '../../source/syntax.ts';
import type { CodeNode } from '../code/module-code.ts';

/** What line_profiler measured of one file, in a run of its own; null for a line that did not run. */
export type LineTimes = { readonly at: (line: number) => LineTime | null };

/** What was measured of the lines of a place. */
export type MeasuredLine = {
  readonly line: number;
  readonly hits: number;
  readonly seconds: Seconds;
  /** Of all lines of its function together. */
  readonly whole: Seconds;
};

/** The lines of a node; null where its function was not measured. */
export function measuredLine({ node, frame }: CodeNode, lineTimes: LineTimes | null): MeasuredLine | null {
  if (lineTimes === null) return null;
  const { firstLine, lastLine } = frame.scope;
  const whole = sumOf(lineTimes, firstLine, lastLine).seconds;
  if (!(whole > 0)) return null;
  return { line: lineOf(node), ...sumOf(lineTimes, lineOf(node), lastLineOf(node)), whole };
}

function sumOf({ at }: LineTimes, from: number, to: number): { readonly seconds: Seconds; readonly hits: number } {
  let seconds = 0;
  let hits = 0;
  for (let line = from; line <= to; line++) {
    const found = at(line);
    seconds += found?.time ?? 0;
    hits = Math.max(hits, found?.hits ?? 0);
  }
  return { seconds, hits };
}
