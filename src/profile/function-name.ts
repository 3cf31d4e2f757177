import type { FunctionIndex, FunctionKeys } from './function-keys.ts';
import type { ProfileTable } from './profile-table.ts';
import type { StringId } from './string-pool.ts';

/** What cProfile writes as the file of a built-in function. */
export const BUILTIN_FILE = '~';

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
  const key = functionKey(table, index);
  const file = table.strings.text(key.file);
  const name = table.strings.text(key.name);
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
