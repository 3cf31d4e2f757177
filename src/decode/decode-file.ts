import { DecodeError, type DecodeErrorCode } from '../errors.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { decodeProfile } from './decode-profile.ts';
import type { ForeignFormat } from './foreign-formats.ts';
import { ForeignFileError, sniffForeignFormat } from './sniff.ts';
import type { OnProgress } from './usual-shape.ts';

/**
 * A cProfile dump (or one of its dialects: PyPy, pure-Python `profile`, Python 2, 3.15's sampled dumps, yappi) as a
 * table. `bytes`, which are not gzipped, must stay unchanged while the table is in use: names and callers are read later.
 *
 * @throws DecodeError, which says what the file is where it is known to be something else; else what is wrong, and where
 */
export function decodeFile(bytes: Uint8Array, onProgress?: OnProgress): ProfileTable {
  try {
    return decodeProfile(bytes, onProgress);
  } catch (error) {
    throw error instanceof DecodeError ? nameForeignFile(error, bytes) : error;
  }
}

/** What decoding failed with, or what the file is instead. */
export function nameForeignFile(error: DecodeError, bytes: Uint8Array): DecodeError {
  if (error.code === 'empty-file' || error.code === 'no-functions') return error;
  const format = sniffForeignFormat(bytes);
  if (format === null) return error;
  return new ForeignFileError(OTHER_INPUTS[format] ?? 'not-a-profile', format, { cause: error });
}

/** What we read as well, given in the place of a profile. */
const OTHER_INPUTS: Partial<Readonly<Record<ForeignFormat, DecodeErrorCode>>> = {
  'tracemalloc-snapshot': 'is-snapshot',
  'line-profiler': 'is-line-timings',
};
