import { CountAdder } from '../profile/count-adder.ts';
import { countText } from '../profile/count-column.ts';
import type { FunctionTable, Seconds } from '../profile/profile-table.ts';

/** The functions of one file together. There is no cumtime: functions of a file call each other. */
export type ModuleSum = {
  readonly file: string;
  readonly functions: number;
  readonly tottime: Seconds;
  /** Exact, however large. */
  readonly ncalls: string;
};

/** Every file of the profile, that with the greatest tottime first; ties in the order of the dump. */
export function moduleSums({ functions, strings, tottime, ncalls, length }: FunctionTable): readonly ModuleSum[] {
  const moduleOf = new Int32Array(strings.count).fill(-1);
  const files: number[] = [];
  const sums: number[] = [];
  const counts: number[] = [];
  const calls = new CountAdder(Math.max(1, length));
  for (let row = 0; row < length; row++) {
    const file = functions.file[row]!;
    if (moduleOf[file]! < 0) moduleOf[file] = files.push(file) - 1;
    const at = moduleOf[file]!;
    sums[at] = (sums[at] ?? 0) + tottime[row]!;
    counts[at] = (counts[at] ?? 0) + 1;
    calls.add(at, ncalls, row);
  }
  const column = calls.finish(files.length);
  return files
    .map((file, at) => ({
      file: strings.text(file),
      functions: counts[at]!,
      tottime: sums[at]!,
      ncalls: countText(column, at),
    }))
    .sort((a, b) => b.tottime - a.tottime || 0);
}
