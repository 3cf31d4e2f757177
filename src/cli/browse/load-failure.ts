import { statSync } from 'node:fs';
import { type ErrorCode, PyprofError } from '../../errors.ts';
import { formatCtime } from '../../text/ctime.ts';
import { pythonStringRepr } from '../../text/python-repr.ts';
import { errnoCode } from '../input/errno.ts';

/** C's `strerror`, which Python shows; Node's texts are others. */
const SYSTEM_ERRORS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'No such file or directory'],
  ['ENOTDIR', 'Not a directory'],
  ['EACCES', 'Permission denied'],
  ['EPERM', 'Operation not permitted'],
  ['EMFILE', 'Too many open files'],
  ['ENAMETOOLONG', 'File name too long'],
  ['ELOOP', 'Too many levels of symbolic links'],
  ['ENXIO', 'No such device or address'],
]);

/** What Python raises for the reasons that it shares with us. For a file that is cut off it has two texts. */
const PYTHON_ERRORS: Partial<Readonly<Record<ErrorCode, string>>> = {
  'empty-file': 'EOFError: EOF read where object expected',
  'unknown-type-code': 'ValueError: bad marshal data (unknown type code)',
  'bad-reference': 'ValueError: bad marshal data (invalid reference)',
};

/** What the browser says of a file that could not be read: `line` as CPython prints it, null where it has other words. */
type ReadFailure = { readonly line: string | null; readonly isExplained: boolean };

/** As `read` of CPython says it. Only the system's errors need no further words. */
export function readFailure(error: unknown, path: string): ReadFailure {
  const system = systemErrorOf(error);
  if (system !== null) return { line: system.text, isExplained: true };
  const codes = causesOf(error).flatMap((cause) => (cause instanceof PyprofError ? [cause.code] : []));
  const first = codes.at(-1);
  if (first === 'no-functions') return { line: noFunctionsLine(path), isExplained: false };
  return { line: (first === undefined ? undefined : PYTHON_ERRORS[first]) ?? null, isExplained: false };
}

/** As `add` of CPython says it; null for what ends CPython's browser. */
export function addFailure(error: unknown, path: string): string | null {
  const system = systemErrorOf(error);
  if (system === null) return null;
  return `Failed to load statistics for ${path}: [Errno ${system.number}] ${system.text}: ${pythonStringRepr(path)}`;
}

function noFunctionsLine(path: string): string {
  const header = `${formatCtime(statSync(path).mtime)}    ${path}`;
  return `TypeError: Cannot create or construct a <class '__main__.Stats'> object from ${pythonStringRepr(header)}`;
}

type SystemError = { readonly number: number; readonly text: string };

/** The system has this number on all of them; what we say of a folder comes from looking into it. */
const FOLDER: SystemError = { number: 21, text: 'Is a directory' };

/** The system's own error behind ours. Node has its number with the sign turned. */
function systemErrorOf(error: unknown): SystemError | null {
  if (error instanceof PyprofError && error.code === 'is-directory') return FOLDER;
  for (const cause of causesOf(error)) {
    const text = SYSTEM_ERRORS.get(errnoCode(cause));
    if (text !== undefined && 'errno' in cause && typeof cause.errno === 'number')
      return { number: -cause.errno, text };
  }
  return null;
}

function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
