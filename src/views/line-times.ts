import type { LineTimings } from '../profile/line-timings.ts';
import type { Seconds } from '../profile/profile-table.ts';

/** A measured line; `share`: of the time of its function. */
type HotLine = {
  readonly file: string;
  readonly line: number;
  /** Its function. */
  readonly name: string;
  readonly hits: number;
  readonly time: Seconds;
  readonly share: number;
};

export type HotLines = {
  readonly lines: readonly HotLine[];
  readonly hidden: { readonly lines: number; readonly time: Seconds };
};

/** The lines that took longest. A function that was called by another measured one counts in both, as it took time in both. */
export function hottestLines(timings: readonly LineTimings[], top: number): HotLines {
  const all = timings
    .flatMap(({ functions }) => functions)
    .flatMap(({ file, name, lines, time: whole }) =>
      lines.map((line) => ({ ...line, file, name, share: whole > 0 ? line.time / whole : 0 })),
    )
    .sort((a, b) => b.time - a.time);
  const rest = all.slice(top);
  return {
    lines: all.slice(0, top),
    hidden: { lines: rest.length, time: rest.reduce((sum, { time }) => sum + time, 0) },
  };
}
