import { CountAdder } from '../profile/count-adder.ts';
import { countText } from '../profile/count-column.ts';
import { distinctStrings } from '../profile/distinct-strings.ts';
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
  const files = distinctStrings(functions.file, strings);
  const moduleOf = new Int32Array(strings.count);
  for (const [at, file] of files.entries()) moduleOf[file] = at;
  const sums = new Float64Array(files.length);
  const counts = new Int32Array(files.length);
  const calls = new CountAdder(files.length);
  for (let row = 0; row < length; row++) {
    const at = moduleOf[functions.file[row]!]!;
    sums[at]! += tottime[row]!;
    counts[at]! += 1;
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
