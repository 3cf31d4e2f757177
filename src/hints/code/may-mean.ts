import type { PythonSource } from '../../source/python-source.ts';
import { oncePer, oncePerName } from '../../text/lazily.ts';
import type { FrameCode } from './module-code.ts';

/**
 * Whether the code of a function may mean something by its name in a profile, told by its text alone: its lines have the name, or
 * the file gives it another one (`load = json.loads`, `from json import loads as load`).
 */
export function mayMean(name: string, frame: FrameCode): boolean {
  return !PLAIN.test(name) || textOf(frame).includes(name) || isRenamed(name, frame.module.source);
}

const PLAIN = /^[a-z_]\w*$/i;

const textOf = oncePer(({ module: { source }, scope: { firstLine, lastLine } }: FrameCode) =>
  source.lines.slice(firstLine - 1, lastLine).join('\n'),
);

/** An attribute that is not called where it is named, or an import `as` something else. */
const isRenamed = oncePerName((name: string, { lines }: PythonSource): boolean => {
  const other = new RegExp(`\\.[\\s\\\\]*${name}\\b(?!\\s*\\()|\\b${name}(?:\\s+as\\b|\\s*\\\\)`);
  const atStart = new RegExp(`^\\s*${name}\\b(?!\\s*\\()`);
  return lines.some(
    (line, at) =>
      line.includes(name) && (other.test(line) || (atStart.test(line) && MAY_END_IN_DOT.test(lines[at - 1] ?? ''))),
  );
});

/** The dot may stand on the line before, and blank lines and comments between. */
const MAY_END_IN_DOT = /^\s*$|[.\\]\s*$|#/;
