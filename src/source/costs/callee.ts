import type { FunctionIndex } from '../../profile/function-keys.ts';
import { functionKey, isBuiltinPlace } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';

/** A function of a profile, as something that source code calls. */
export type Callee = {
  readonly row: FunctionIndex;
  /** `append`, `__init__`, `<lambda>`: the name after the last dot. */
  readonly name: string;
  readonly isBuiltin: boolean;
  /** `list`, for a method of a built-in type; null where the profile does not say. */
  readonly ofType: string | null;
  /** '' for a built-in. */
  readonly file: string;
  readonly line: number;
};

/** `<method 'append' of 'list' objects>` */
const METHOD = /^<method '(.*)' of '(.*)' objects>$/s;

/** `<built-in method builtins.len>`, PyPy's `<built-in function len>`, Python 2's `<len>`; an address may follow. */
const FUNCTION = /^<(?:built-in (?:method|function) )?([^\s>]+)(?: of type object at 0x[0-9a-fA-F]+)?>$/s;

export function calleeOf(table: ProfileTable, row: FunctionIndex): Callee {
  const key = functionKey(table, row);
  const name = table.strings.text(key.name);
  const file = table.strings.text(key.file);
  if (!isBuiltinPlace(file, key.line)) return { row, name, isBuiltin: false, ofType: null, file, line: key.line };
  const [, method, type] = METHOD.exec(name) ?? [];
  const plain = method ?? lastPart(FUNCTION.exec(name)?.[1] ?? name);
  return { row, name: plain, isBuiltin: true, ofType: type ?? null, file: '', line: 0 };
}

function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}
