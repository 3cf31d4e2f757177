import { oncePer } from '../text/lazily.ts';
import type { FunctionTable } from './profile-table.ts';
import { inSlices, type MadeOnce, madeOnce, type Steps } from './steps.ts';

export type PythonVersion = { readonly major: number; readonly minor: number };

/** `/usr/lib/python3.11/json/decoder.py`; `t` is a free-threaded build. */
const UNIX_LIBRARY = /[\\/]lib(?:64|32)?[\\/]python(\d)\.(\d+)(t?)[\\/]/;

/** `C:\Python311\Lib\json\decoder.py` */
const WINDOWS_LIBRARY = /[\\/]python(\d)(\d+)((?:-32)?)[\\/]lib[\\/]/i;

/**
 * The Python that ran a program, by the paths of its library: null where none tells it, where they disagree, and for
 * builds that use memory differently (free-threaded, 32 bits).
 */
export function pythonVersionOf(paths: Iterable<string>): PythonVersion | null {
  let found: PythonVersion | null = null;
  for (const path of paths) {
    const match = UNIX_LIBRARY.exec(path) ?? WINDOWS_LIBRARY.exec(path);
    if (match === null) continue;
    const [, major, minor, build] = match;
    const version = { major: Number(major), minor: Number(minor) };
    if (build !== '' || (found !== null && (found.major !== version.major || found.minor !== version.minor)))
      return null;
    found = version;
  }
  return found;
}

const ofTable: (table: FunctionTable) => MadeOnce<PythonVersion | null> = oncePer((table) =>
  madeOnce(() => versionSteps(table)),
);

/** The Python that the files of a profile tell; looked for once, since each path is matched against two patterns. */
export function pythonOf(table: FunctionTable): PythonVersion | null {
  return ofTable(table)();
}

/** {@link pythonOf} in slices. */
export function pythonSteps(table: FunctionTable): Steps<PythonVersion | null> {
  return ofTable(table).steps();
}

function* versionSteps({ functions, strings, length }: FunctionTable): Steps<PythonVersion | null> {
  const isSeen = new Uint8Array(strings.count);
  const paths: string[] = [];
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const file = functions.file[row]!;
      if (isSeen[file] === 0) paths.push(strings.text(file));
      isSeen[file] = 1;
    }
  });
  return pythonVersionOf(paths);
}

/** `3.11` or `3.11.7`; null for anything else. */
export function parsePythonVersion(text: string): PythonVersion | null {
  const match = /^(\d)\.(\d{1,2})(?:\.\d+)?$/.exec(text);
  return match === null ? null : { major: Number(match[1]), minor: Number(match[2]) };
}
