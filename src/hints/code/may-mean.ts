import type { PythonSource } from '../../source/python-source.ts';
import { oncePer } from '../../text/lazily.ts';
import type { FrameCode } from './module-code.ts';

/**
 * Whether the code of a function may mean something by its name in a profile, told by its text alone: its lines have the name, or
 * the file gives it another one (`load = json.loads`, `from json import loads as load`).
 */
export function mayMean(name: string, frame: FrameCode): boolean {
  return !PLAIN.test(name) || textOf(frame).includes(name) || renamedIn(frame.module.source).has(name);
}

const PLAIN = /^[a-z_]\w*$/i;

const textOf = oncePer(({ module: { source }, scope: { firstLine, lastLine } }: FrameCode) =>
  source.lines.slice(firstLine - 1, lastLine).join('\n'),
);

/** Attributes that are not called where they are named, and what is imported `as` something else. */
const renamedIn = oncePer(({ lines }: PythonSource): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const [at, line] of lines.entries()) {
    for (const [, attribute, imported] of line.matchAll(RENAMED)) names.add(attribute ?? imported ?? '');
    const [, first] = MAY_END_IN_DOT.test(lines[at - 1] ?? '') ? (AT_START.exec(line) ?? []) : [];
    if (first !== undefined) names.add(first);
  }
  return names;
});

const RENAMED = /\.[\s\\]*([a-z_]\w*)\b(?!\s*\()|\b([a-z_]\w*)(?:\s+as\b|\s*\\)/gi;

const AT_START = /^\s*([a-z_]\w*)\b(?!\s*\()/i;

/** The dot may stand on the line before, and blank lines and comments between. */
const MAY_END_IN_DOT = /^\s*$|[.\\]\s*$|#/;
