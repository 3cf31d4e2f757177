import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey, lineText } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { type LineNumbers, lineNumbers } from '../views/line-numbers.ts';

/** A function by its names, with the directories that the dump has. */
export type NamedJson = { readonly file: string; readonly line: number; readonly name: string };

/** A caller may be no row of the profile: the profiler was switched on inside of it. */
export function namedJson(table: ProfileTable, index: FunctionIndex): NamedJson {
  const { file, line, name } = functionKey(table, index);
  return { file: table.strings.text(file), line: Number(lineText(line)), name: table.strings.text(name) };
}

export type NumbersJson = {
  readonly calls: number | string;
  readonly primitiveCalls: number | string;
  readonly tottime: number | null;
  readonly tottimePerCall: number | null;
  readonly cumtime: number | null;
  readonly cumtimePerCall: number | null;
};

export type FunctionJson = NamedJson & NumbersJson;

/** A function with its numbers; `functionsJson` writes many. */
export function functionJson(table: ProfileTable, row: FunctionIndex): FunctionJson {
  return { ...namedJson(table, row), ...numbersJson(lineNumbers(table, row, true)) };
}

/** The numbers of a function or a call, with all their digits. */
export function numbersJson(numbers: LineNumbers): NumbersJson {
  const { ncalls, primitiveCalls, tottime, tottimePerCall, cumtime, cumtimePerCall } = numbers;
  const calls = countJson(ncalls);
  return {
    calls,
    primitiveCalls: primitiveCalls === null ? calls : countJson(primitiveCalls),
    tottime,
    tottimePerCall,
    cumtime,
    cumtimePerCall,
  };
}

/** A count from its text: a number where a double holds it, else its digits. In a hand-made dump it may be a bool or nan. */
export function countJson(text: string): number | string {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  if (text === 'True' || text === 'False') return text === 'True' ? 1 : 0;
  return /^-?\d+$/.test(text) ? text : value;
}
