import type { Fix } from '../rule.ts';
import { namesCrowdedLine } from './crowded-lines.ts';
import type { FrameCode } from './module-code.ts';
import { resolve } from './names.ts';

/** Built-ins and modules that snippets name. */
const NAMED =
  /(?<![\w.])(?:(min|max|sum|any|all|len|set|list|dict|tuple|sorted|range|iter|next|zip|enumerate|map|filter|reversed|bytes|bytearray|isinstance)\(|(bisect|collections|functools|heapq|io|itertools|json|math|operator|re)\.)/g;

/**
 * Without its snippets, where the program calls something else by a name that they need (`min = prices[0]`), or where the
 * line that they name has more than one statement: `def total(rows): return sum(rows)`, or the Python of the profile is too old.
 */
export function pasteable({ since = 0, ...fix }: Fix, frame: FrameCode, python: number | null = null): Fix {
  const { text, before, after } = fix;
  if (after === undefined) return fix;
  if (python !== null && python < since) return { text };
  const named = [...after.matchAll(NAMED)].map(([, called = '', module = '']) => ({ name: called || module, module }));
  const isOther = named.some(
    ({ name, module }) => !new RegExp(`\\b${name}\\b`).test(before ?? '') && isTaken(name, module, frame),
  );
  return isOther || namesCrowdedLine(after, frame) ? { text } : fix;
}

function isTaken(name: string, module: string, frame: FrameCode): boolean {
  return resolve(name, frame).some(({ binding: { imported } }) => module === '' || imported?.split('.')[0] !== module);
}
