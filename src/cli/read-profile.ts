import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { decodeProfile } from '../decode/decode-profile.ts';
import { DecodeError, FileError, PyprofError } from '../errors.ts';
import { mergeProfiles, pstatsOrder } from '../profile/merge.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { formatCtime } from '../text/ctime.ts';
import { errnoCode, errnoText } from './errno.ts';

/** What a profile is called on the command line when it comes through standard input. */
const STDIN = '-';

/** Node 20 can hold 4 GiB in one buffer; a gzip bomb is stopped at half of that. */
const MOST_BYTES = 2 ** 31;

type ReadStdin = () => Promise<Uint8Array>;

export type LoadedProfile = {
  readonly table: ProfileTable;
  /** What pstats prints about each file: its time and its name as typed. In the order of reading. */
  readonly fileLines: readonly string[];
};

/** An error in one of several files: the CLI names the file before the sentence. */
export class InputError extends PyprofError {
  readonly path: string;

  constructor(path: string, cause: PyprofError) {
    super(cause.code, cause.message, { cause });
    this.path = path;
  }
}

export type LoadOptions = {
  readonly readStdin: ReadStdin;
  /** Told how many bytes have been read so far, before they are decoded. */
  readonly onBytes?: (bytes: number) => void;
};

/**
 * The profile in the files, merged as `pstats.Stats(a, b, c)` does.
 *
 * @throws InputError
 */
export async function loadProfiles(paths: readonly string[], options: LoadOptions): Promise<LoadedProfile> {
  const loaded: LoadedProfile[] = [];
  let total = 0;
  const onBytes = (bytes: number): void => options.onBytes?.((total += bytes));
  for (const path of pstatsOrder(paths)) loaded.push(await loadProfile(path, { ...options, onBytes }));
  const [first, ...others] = loaded.map(({ table }) => table);
  if (first === undefined) throw new RangeError('no profile to load');
  return { table: mergeProfiles([first, ...others]), fileLines: loaded.flatMap(({ fileLines }) => fileLines) };
}

async function loadProfile(path: string, { readStdin, onBytes }: LoadOptions): Promise<LoadedProfile> {
  try {
    const { bytes: raw, modified } = path === STDIN ? { bytes: await readStdin(), modified: null } : readFile(path);
    const bytes = isGzip(raw) ? await gunzip(raw) : raw;
    onBytes?.(bytes.length);
    const table = decodeProfile(bytes);
    return { table, fileLines: [modified === null ? path : `${formatCtime(modified)}    ${path}`] };
  } catch (error) {
    throw error instanceof PyprofError ? new InputError(path, error) : error;
  }
}

type RawFile = { readonly bytes: Uint8Array; readonly modified: Date | null };

function readFile(path: string): RawFile {
  try {
    const file = openSync(path, 'r');
    try {
      return { modified: fstatSync(file).mtime, bytes: readFileSync(file) };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError(path, error);
  }
}

function fileError(path: string, error: unknown): FileError {
  const code = errnoCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new FileError('not-found', path, errnoText(error), { cause: error });
  if (code === 'EISDIR') return new FileError('is-directory', path, errnoText(error), { cause: error });
  if (code === 'ERR_FS_FILE_TOO_LARGE')
    return new FileError('too-large', path, 'it is larger than 2 GiB', { cause: error });
  return new FileError('not-readable', path, errnoText(error), { cause: error });
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** zlib is loaded only here: few dumps are packed. */
async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const { gunzipSync } = await import('node:zlib');
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new DecodeError('bad-gzip', 0, gzipProblem(error), { cause: error });
  }
}

function gzipProblem(error: unknown): string {
  const code = errnoCode(error);
  if (code === 'Z_BUF_ERROR') return 'the gzip data is cut off';
  return code === 'ERR_BUFFER_TOO_LARGE' ? 'the gzip data unpacks to more than 2 GiB' : 'the gzip data is damaged';
}
