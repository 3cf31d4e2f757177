import { DecodeError } from '../errors.ts';
import { countAt } from '../profile/count-column.ts';
import type { ProfileNote } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { finish, type Steps } from '../profile/steps.ts';
import { allBytes, type Dump } from './dump-source.ts';
import { decodeMarshal } from './marshal.ts';
import { CODE, FLAG_REF } from './marshal-codes.ts';
import { profileFromValue } from './profile-values.ts';
import { looksLikePython2 } from './python2.ts';
import { type OnProgress, usualShapeSteps } from './usual-shape.ts';

/**
 * A dump as a table. Its bytes must be kept unchanged while the table is in use, in memory or in the file: its edges and,
 * of a small one in memory, its names are read later. `nameForeignFile` (decode-file.ts) says what a file is that is not a dump.
 *
 * @throws DecodeError that says what is wrong and where
 */
export function decodeProfile(dump: Dump, onProgress?: OnProgress): ProfileTable {
  return finish(decodeSteps(dump, onProgress));
}

/** The same in slices; what is read the plain way is one of them. */
export function* decodeSteps(dump: Dump, onProgress?: OnProgress): Steps<ProfileTable> {
  const table = (yield* usualShapeSteps(dump, onProgress)) ?? readAnyShape(allBytes(dump));
  const swapped = swappedCountsNote(table);
  return swapped === null ? table : { ...table, notes: [...table.notes, swapped] };
}

/**
 * The plain way: all values first, then the table. Reads every dump that the quick way reads, and the odd ones.
 *
 * @internal exported for the tests that hold the two ways together
 */
export function readAnyShape(bytes: Uint8Array): ProfileTable {
  refuseOtherValues(bytes);
  return profileFromValue(decodeMarshal(bytes, { python2: looksLikePython2(bytes) }), bytes.length);
}

const OTHER_VALUES: ReadonlyMap<number, string> = new Map([
  [CODE.tuple, 'tuple'],
  [CODE.smallTuple, 'tuple'],
  [CODE.list, 'list'],
  [CODE.set, 'set'],
  [CODE.frozenset, 'frozenset'],
  [CODE.code, 'code object'],
  [CODE.unicode, 'str'],
  [CODE.ascii, 'str'],
  [CODE.asciiInterned, 'str'],
]);

/** A profile is a dict. A file that begins as anything else is refused without being read to its end. */
function refuseOtherValues(bytes: Uint8Array): void {
  const name = OTHER_VALUES.get((bytes[0] ?? 0) & ~FLAG_REF);
  if (name !== undefined)
    throw new DecodeError('not-a-profile', 0, `the file holds one marshalled ${name}, not a profile`);
}

/**
 * cProfile always has ncalls >= primitive calls. yappi's `save(type='pstat')` writes the two the other way round, and
 * pstats prints them so; we print what pstats prints, and say so.
 */
function swappedCountsNote(table: ProfileTable): ProfileNote | null {
  if (table.kind === 'sampled') return null;
  let isSwapped = false;
  for (let row = 0; row < table.length; row++) {
    const total = countAt(table.ncalls, row);
    const primitive = countAt(table.primitiveCalls, row);
    if (total > primitive) return null;
    isSwapped ||= total < primitive;
  }
  if (!isSwapped) return null;
  const text = 'the two call counts seem to be swapped, as in dumps of yappi: read "a/b" as "b/a"';
  return { code: 'swapped-counts', text };
}
