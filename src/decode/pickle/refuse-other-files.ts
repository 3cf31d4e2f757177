import { DecodeError, type DecodeErrorCode } from '../../errors.ts';
import type { ForeignFormat } from '../foreign-formats.ts';
import { CODE, FLAG_REF } from '../marshal-codes.ts';
import { ForeignFileError, sniffForeignFormat } from '../sniff.ts';
import { MOST_PICKLE_BYTES } from './limits.ts';

type Wanted = 'tracemalloc-snapshot' | 'line-profiler';

const NOT_WANTED: Readonly<Record<Wanted, DecodeErrorCode>> = {
  'tracemalloc-snapshot': 'not-a-snapshot',
  'line-profiler': 'not-line-timings',
};

/** Files that another option reads: the advice is to use that one. */
const OURS: Partial<Readonly<Record<ForeignFormat, DecodeErrorCode>>> = {
  'tracemalloc-snapshot': 'is-snapshot',
  'line-profiler': 'is-line-timings',
};

/** Throws for a file that is not a pickle, or that is known to hold something other than `wanted`. */
export function refuseOtherFiles(bytes: Uint8Array, wanted: Wanted): void {
  if (bytes.length === 0) throw new DecodeError('empty-file', 0, 'the file is empty');
  const format = sniffForeignFormat(bytes);
  if (format === null || format === 'pyc') throw notPickle(bytes, wanted);
  if (format !== wanted && format !== 'pickle') throw new ForeignFileError(OURS[format] ?? NOT_WANTED[wanted], format);
  if (bytes.length > MOST_PICKLE_BYTES)
    throw new DecodeError(
      'pickle-too-large',
      0,
      `the file has ${bytes.length} bytes, and ${MOST_PICKLE_BYTES} is the most that is read`,
    );
}

/** A marshalled dict is most likely a profile. */
function notPickle(bytes: Uint8Array, wanted: Wanted): DecodeError {
  const isDict = ((bytes[0] ?? 0) & ~FLAG_REF) === CODE.dict;
  if (isDict) return new DecodeError('is-profile', 0, 'the file is a profile (a dump of cProfile)');
  return new DecodeError(NOT_WANTED[wanted], 0, 'the file is not a pickle');
}
