import { DecodeError, type DecodeErrorCode } from '../errors.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { decodeProfile } from './decode-profile.ts';
import type { ForeignFormat } from './foreign-formats.ts';
import { ForeignFileError, sniffForeignFormat } from './sniff.ts';
import type { OnProgress } from './usual-shape.ts';

/**
 * A cProfile dump (or one of its dialects: PyPy, pure-Python `profile`, Python 2, 3.15's sampled dumps, yappi) as a
 * table. `bytes`, which are not gzipped, must stay unchanged while the table is in use: callers are read later.
 *
 * @throws DecodeError that says what the file is where that is recognised, else what is wrong and where
 */
export function decodeFile(bytes: Uint8Array, onProgress?: OnProgress): ProfileTable {
  try {
    return decodeProfile(bytes, onProgress);
  } catch (error) {
    throw error instanceof DecodeError ? nameForeignFile(error, bytes) : error;
  }
}

/** The error to show: what the file is, where that is recognised, else the one that decoding failed with. */
export function nameForeignFile(error: DecodeError, bytes: Uint8Array): DecodeError {
  if (error.code === 'empty-file' || error.code === 'no-functions') return error;
  const format = sniffForeignFormat(bytes);
  if (format === null) return error;
  return new ForeignFileError(OTHER_INPUTS[format] ?? 'not-a-profile', format, { cause: error });
}

/** Files that other options read, given in place of a profile. */
const OTHER_INPUTS: Partial<Readonly<Record<ForeignFormat, DecodeErrorCode>>> = {
  'tracemalloc-snapshot': 'is-snapshot',
  'line-profiler': 'is-line-timings',
};
