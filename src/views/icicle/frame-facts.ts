import type { FunctionIndex } from '../../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, lineText } from '../../profile/function-name.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { ORIGINS, type Origin, originOfFile } from '../../select/function-origin.ts';
import { originCodes } from '../../select/whose-code.ts';
import { usableTime } from '../call-paths/edge-times.ts';
import { shortPath } from '../short-paths.ts';
import type { IcicleFrame, IcicleTree } from './icicle-tree.ts';

/** Whose code a frame is, as pictures tell it apart. */
export const CODE_GROUPS = ['own', 'library', 'builtin'] as const;
export type CodeGroup = (typeof CODE_GROUPS)[number];

/** Of a caller that has no row in the profile the file alone says it. */
export function codeGroupOf(table: ProfileTable, row: FunctionIndex): CodeGroup {
  const origin = row < table.length ? ORIGINS[originCodes(table)[row]!] : originOfCaller(table, row);
  return origin === 'own' || origin === 'builtin' ? origin : 'library';
}

function originOfCaller(table: ProfileTable, row: FunctionIndex): Origin {
  const { file, line } = functionKey(table, row);
  return isBuiltin(table.strings.text(file), line) ? 'builtin' : originOfFile(table.strings.text(file));
}

function isBuiltin(file: string, line: number): boolean {
  return file === BUILTIN_FILE && line === 0;
}

const BUILT_IN = /^<built-in (?:method|function) (.*)>$/;
const METHOD = /^<method '([^']*)' of '([^']*)' objects>$/;

/** `main` and `app.py:36`; of a built-in only a name: `{builtins.sorted}`, `{list.append}`. Any text may be in them. */
export function frameNameParts(
  table: ProfileTable,
  row: FunctionIndex,
): { readonly name: string; readonly place: string } {
  const { file, line, name } = functionKey(table, row);
  const text = table.strings.text(name);
  if (!isBuiltin(table.strings.text(file), line)) {
    return { name: text, place: `${shortPath(table, file)}:${lineText(line)}` };
  }
  const short = text
    .replace(BUILT_IN, '{$1}')
    .replace(METHOD, '{$2.$1}')
    .replace(/^<(.*)>$/, '{$1}');
  return { name: short, place: '' };
}

/** Within so much of the whole a sum of estimates is what the dump has. */
const SAME = 1e-6;

/** Whether the dump has what a function took itself on this path. However little an estimate is, it is one. */
export function isSelfKnown({ table, row, isKnown, self, knownSelf, whole }: IcicleTree, frame: IcicleFrame): boolean {
  if (isKnown[frame] === 0 && table.tottime[row[frame]!] !== 0) return false;
  return self[frame]! - knownSelf[frame]! <= SAME * whole;
}

/** What a frame has in all is a sum of what is below, some of it estimated: it is known where the dump has the same. */
export function isTotalKnown(
  { table, direction, row, total, isKnown, whole }: IcicleTree,
  frame: IcicleFrame,
): boolean {
  if (isKnown[frame] === 0) return false;
  if (direction === 'callers') return true;
  return Math.abs(total[frame]! - table.cumtime[row[frame]!]!) <= SAME * whole;
}

/** Of the whole; less is not worth another number. */
const WORTH_SAYING = 5e-4;

/**
 * The cumtime of a function that has all its calls in this frame, where the picture has another time for it; else null. A path
 * ends where it would come back to a function: what the second `exec` of it runs stands below the first, so of a program
 * that imports much the script itself may have 22 ms of its 726.
 */
export function otherCumtime(tree: IcicleTree, frame: IcicleFrame): Seconds | null {
  const { table, row, isKnown, calls, areCallsKnown, total, whole } = tree;
  const of = row[frame]!;
  const hasAllCalls = isKnown[frame] === 1 && areCallsKnown[frame] === 1 && calls[frame] === table.ncalls.values[of];
  if (!hasAllCalls || of >= table.length) return null;
  const cumtime = usableTime(table.cumtime[of]!);
  return Math.abs(total[frame]! - cumtime) >= WORTH_SAYING * whole ? cumtime : null;
}
