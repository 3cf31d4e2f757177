import type { FunctionIndex, FunctionKeys } from './function-keys.ts';
import type { FunctionTable, ProfileTable } from './profile-table.ts';
import type { StringId, StringPool } from './string-pool.ts';

/** What cProfile writes as the file of a built-in function. */
export const BUILTIN_FILE = '~';

/** What pure-Python `profile` writes there: `:0(len)`. */
const PROFILE_BUILTIN_FILE = '';

/** Tests whether a key is that of a built-in, from whichever profiler. The files are looked up once. */
export function builtinTest(strings: StringPool): (file: StringId, line: number) => boolean {
  const files = [strings.find(BUILTIN_FILE), strings.find(PROFILE_BUILTIN_FILE)];
  return (file, line) => line === 0 && files.includes(file);
}

/** The same by text. */
export function isBuiltinPlace(file: string, line: number): boolean {
  return line === 0 && (file === BUILTIN_FILE || file === PROFILE_BUILTIN_FILE);
}

export type FunctionKey = { readonly file: StringId; readonly line: number; readonly name: StringId };

/** Who a function is, row or ghost. */
export function functionKey(table: ProfileTable, index: FunctionIndex): FunctionKey {
  const isRow = index < table.length;
  const keys: FunctionKeys = isRow ? table.functions : table.edges().ghosts;
  const at = isRow ? index : index - table.length;
  return { file: keys.file[at]!, line: keys.line[at]!, name: keys.name[at]! };
}

/** `pstats.func_std_string`: `file:line(name)`, or `{name}` for a built-in. */
export function standardName(table: ProfileTable, index: FunctionIndex): string {
  return standardNameOf(table.strings, functionKey(table, index));
}

/** The same for a row, in a table without edges. */
export function rowStandardName({ functions, strings }: FunctionTable, row: FunctionIndex): string {
  return standardNameOf(strings, {
    file: functions.file[row]!,
    line: functions.line[row]!,
    name: functions.name[row]!,
  });
}

/** The same for a key. */
export function standardNameOf(strings: StringPool, key: FunctionKey): string {
  const file = strings.text(key.file);
  const name = strings.text(key.name);
  if (file === BUILTIN_FILE && key.line === 0) return builtinName(name);
  return `${file}:${lineText(key.line)}(${name})`;
}

/** `<built-in method len>` is printed as `{built-in method len}`; a name without the brackets stays as it is. */
function builtinName(name: string): string {
  const isBracketed = name.startsWith('<') && name.endsWith('>');
  return isBracketed ? `{${name.slice(1, -1)}}` : name;
}

/** `'%d' % line`: a float line loses its fraction. */
export function lineText(line: number): string {
  const whole = Math.trunc(line);
  return Math.abs(whole) < 1e21 ? String(whole) : String(BigInt(whole)); // from there on JavaScript writes exponents
}
