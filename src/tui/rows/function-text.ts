import type { FunctionIndex } from '../../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, lineText, standardName } from '../../profile/function-name.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { escapeControls } from '../../text/escape.ts';
import { fitFunctionName, type NameParts } from '../../text/fit-name.ts';

/** A name may be a megabyte long, and is looked at for every frame; no terminal shows more of it than this. */
const LONGEST_SHOWN = 2000;

/** `file:line(name)` in at most `width` cells, with every control character as a visible escape. */
export function functionText(table: ProfileTable, index: FunctionIndex, width: number, ellipsis: string): string {
  return fitFunctionName(nameParts(table, index), width, ellipsis);
}

function nameParts(table: ProfileTable, index: FunctionIndex): NameParts {
  const key = functionKey(table, index);
  const file = table.strings.text(key.file);
  if (file === BUILTIN_FILE && key.line === 0) return { builtin: shownText(standardName(table, index)) };
  return { file: shownText(file), line: lineText(key.line), name: shownText(table.strings.text(key.name)) };
}

/** A text of the profile, safe to show. Of a very long one the two ends are shown. */
export function shownText(text: string): string {
  const half = LONGEST_SHOWN / 2;
  return escapeControls(text.length <= LONGEST_SHOWN ? text : `${text.slice(0, half)}...${text.slice(-half)}`);
}
