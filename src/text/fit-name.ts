import { cutEnd, cutStart, displayWidth } from './display.ts';

/** The three parts of `file:line(name)`, safe to show; a built-in has only a name. */
export type NameParts =
  | { readonly file: string; readonly line: string; readonly name: string }
  | { readonly builtin: string };

/** A file keeps this many cells (or all, if it has fewer) before the function's name is cut too. */
const FEWEST_FILE_CELLS = 9;

/**
 * A function's name in at most `width` cells. The directories go first, from the left, then the end of the function's
 * name: `…/db/models/query.py:1234(get_or_create)`, `…query.py:1234(update_or_cre…)`.
 */
export function fitFunctionName(parts: NameParts, width: number, ellipsis: string): string {
  if ('builtin' in parts) return fitBuiltin(parts.builtin, width, ellipsis);
  const { file, line, name } = parts;
  const whole = `${file}:${line}(${name})`;
  if (displayWidth(whole) <= width) return whole;
  const rest = `:${line}(${name})`;
  const fewest = Math.min(displayWidth(file), FEWEST_FILE_CELLS);
  const left = width - displayWidth(rest);
  if (left >= fewest) return cutStart(file, left, ellipsis) + rest;
  return cutBoth(parts, width, fewest, ellipsis);
}

/** `{built-in method builtins.len}` differs at its end, `{method 'append' of 'list' objects}` at its beginning. */
function fitBuiltin(text: string, width: number, ellipsis: string): string {
  const isNamedAtEnd = text.startsWith('{built-in ') && displayWidth(text) > width && width > 1;
  return isNamedAtEnd ? `{${cutStart(text.slice(1), width - 1, ellipsis)}` : cutEnd(text, width, ellipsis);
}

/**
 * For when both the file and the function's name are too long. Without room for either, only the end of the whole is
 * cut.
 */
function cutBoth(
  parts: { file: string; line: string; name: string },
  width: number,
  fileCells: number,
  ellipsis: string,
): string {
  const shortFile = cutStart(parts.file, fileCells, ellipsis);
  const before = `${shortFile}:${parts.line}(`;
  const nameCells = width - displayWidth(before) - 1;
  if (nameCells <= displayWidth(ellipsis)) return cutEnd(`${parts.name} ${shortFile}`, width, ellipsis);
  return `${before}${cutEnd(parts.name, nameCells, ellipsis)})`;
}
