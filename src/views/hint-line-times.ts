import type { LineTimes } from '../hints/evidence/line-times.ts';
import type { LineTimings } from '../profile/line-timings.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { measuredLines } from './measured-lines.ts';

/** What line_profiler measured, by line of each file of the profile. */
export function hintLineTimes(table: ProfileTable, timings: readonly LineTimings[]): (path: string) => LineTimes {
  const { timesOfLines } = measuredLines(table, null, timings);
  return (path) => {
    const times = timesOfLines(table.strings.find(path));
    return { at: (line) => times.get(line) ?? null };
  };
}
