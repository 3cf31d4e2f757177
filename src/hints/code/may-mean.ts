import type { PythonSource } from '../../source/python-source.ts';
import { oncePer } from '../../text/lazily.ts';
import type { FrameCode } from './module-code.ts';

/**
 * Whether the code of a function may mean something by its name in a profile, told by its text alone: its lines have the name, or
 * the file gives it another one (`load = json.loads`, `from json import loads as load`).
 */
export function mayMean(name: string, frame: FrameCode): boolean {
  return !PLAIN.test(name) || hasWord(textOf(frame), name) || renamedIn(frame.module.source).has(name);
}

/** `get` is no word of `widget`. Letters beyond ASCII may or may not be a part of the word. */
function hasWord(text: string, name: string): boolean {
  let at = text.indexOf(name);
  while (at !== -1 && (isPartOfWord(text.charCodeAt(at - 1)) || isPartOfWord(text.charCodeAt(at + name.length))))
    at = text.indexOf(name, at + 1);
  return at !== -1;
}

/** Digits, letters and `_`; nothing where there is no character. */
function isPartOfWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

const PLAIN = /^[a-z_]\w*$/i;

const textOf = oncePer(({ module: { source }, scope: { firstLine, lastLine } }: FrameCode) =>
  source.lines.slice(firstLine - 1, lastLine).join('\n'),
);

/** Attributes that are not called where they are named, and what is imported `as` something else. */
const renamedIn = oncePer(({ lines }: PythonSource): ReadonlySet<string> => {
  const names = new Set<string>();
  const note = (pattern: RegExp, line: string): void => {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(line); found !== null; found = pattern.exec(line)) names.add(found[1] ?? '');
  };
  let isBelowDot = true;
  for (const line of lines) {
    if (line.includes('.')) note(ATTRIBUTE, line);
    if (MAY_BE_RENAMED.test(line)) note(RENAMED, line);
    if (isBelowDot) note(AT_START, line);
    isBelowDot = MAY_END_IN_DOT.test(line);
  }
  return names;
});

const ATTRIBUTE = /\.[\s\\]*([a-z_]\w*)\b(?!\s*\()/gi;

const RENAMED = /\b([a-z_]\w*)(?:\s+as\b|\s*\\)/gi;

/** Of many lines hardly any: words are not gone through one by one. */
const MAY_BE_RENAMED = /\sas\b|\\/i;

const AT_START = /^\s*([a-z_]\w*)\b(?!\s*\()/gi;

/** The dot may stand on the line before, and blank lines and comments between. */
const MAY_END_IN_DOT = /^\s*$|[.\\]\s*$|#/;
