import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { FileError, UsageError } from '../../errors.ts';
import { errnoCode, errnoText } from '../input/errno.ts';
import { endOfLinks } from '../input/prepared-file.ts';
import { statsAt } from '../input/stats-at.ts';
import { refuseDocumentName } from '../output/output-file.ts';
import { refuseToOverwrite } from '../output/overwrite.ts';
import { makeTemporaryFolder } from '../output/temporary-folder.ts';

/** What the profile of a program is called where `-o` names none. */
export function profileName(target: string): string {
  return `${basename(target).replace(/\.py$/, '') || 'out'}.prof`;
}

/**
 * Does what writes a profile, in a folder of its own where `-o` names no file. What is written there stays, because the
 * viewer may be closed too soon; where nothing was, the folder goes.
 */
export async function withPlace<T>(
  output: string | undefined,
  target: string,
  work: (profile: string) => Promise<T>,
): Promise<T> {
  if (output !== undefined) return work(output);
  const folder = makeTemporaryFolder('profile');
  try {
    return await work(join(folder, profileName(target)));
  } finally {
    const isThere = existsSync(folder); // the program may have emptied the temporary folder
    if (isThere && readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** Several runs are numbered before the ending, with as many digits each, so that a glob finds them in their order. */
export function numberedPaths(path: string, count: number): readonly string[] {
  if (count === 1) return [path];
  const ending = extname(path);
  const stem = path.slice(0, path.length - ending.length);
  return Array.from(
    { length: count },
    (_, at) => `${stem}.${String(at + 1).padStart(String(count).length, '0')}${ending}`,
  );
}

/** `out.tracemalloc` for `out.prof`: what else is measured lies beside the profile, under its name. */
export function besideProfile(profile: string, ending: string): string {
  return join(dirname(profile), `${basename(profile, '.prof')}${ending}`);
}

/**
 * The program may take an hour: that its profile can be written is asked before.
 *
 * @throws UsageError, FileError
 */
export function refuseUnwritable(output: string, inputs: readonly string[]): void {
  if (output === '' || output === '-') throw new UsageError('usage', '-o needs a file name');
  refuseDocumentName(output);
  refuseToOverwrite(output, inputs);
  refuseDevice(output);
  let folder = dirname(output);
  try {
    const isReplaceable = isProfileOrNew(output);
    folder = folderBehind(output);
    accessSync(folder, constants.W_OK);
    if (isReplaceable) return;
  } catch (error) {
    const isMissing = errnoCode(error) === 'ENOENT';
    const reason = isMissing ? `there is no folder ${folder}` : `cannot be written: ${errnoText(error)}`;
    throw new FileError('not-writable', output, reason);
  }
  // `run -o app.py tests.py` is one slip away, and would take a program away
  throw new UsageError('usage', `-o ${output} would replace a file that is not a profile`);
}

/** Where the profile is really written: a link leads where it led, and that may be nowhere. */
function folderBehind(output: string): string {
  const target = existsSync(output) ? realpathSync(output) : endOfLinks(Buffer.from(output)).toString();
  return dirname(target);
}

/** The profile takes the place of what is there, which would be the device or the pipe itself. */
function refuseDevice(output: string): void {
  const stats = statsAt(output);
  if (stats === null || stats.isFile() || stats.isDirectory()) return;
  throw new FileError(
    'not-writable',
    output,
    'cannot be written: it is not a regular file, and the profile is read back',
  );
}

/** Profiles begin with a dict of marshal, with or without a reference to it, or are gzipped. */
const FIRST_BYTES: readonly (number | undefined)[] = [0x7b, 0xfb, 0x1f];

/**
 * By its first byte: nothing there, an empty file, or what may be a profile.
 *
 * @throws the system's error for a folder, and for a file that cannot be looked at
 */
export function isProfileOrNew(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return true;
  const file = openSync(path, 'r');
  try {
    const first = Buffer.alloc(1);
    return readSync(file, first, 0, 1, 0) === 0 || FIRST_BYTES.includes(first[0]);
  } finally {
    closeSync(file);
  }
}
