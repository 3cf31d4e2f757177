import { type Comparison, compareSteps } from '../profile/compare.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { mergeSteps } from '../profile/merge.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { comparisonSince } from '../views/changes-since.ts';
import { stripKeepingOwn, toggleOwn, withChosen } from '../views/choose-own.ts';
import { ownCodeSteps } from '../views/own-code.ts';
import type { Move } from './screen.ts';
import type { ViewerState } from './viewer.ts';

/**
 * What comes in the place of a profile, and which of its functions are which of that. Of a million functions it takes
 * seconds, so it is made in slices; it is right as long as nothing else has come in the place of `of`.
 */
export type Replacement = Pick<Move, 'rowOf'> & {
  readonly of: ProfileTable;
  readonly table: ProfileTable;
  /** What changes are told against from then on. */
  readonly baseline: ProfileTable | null;
};

/** The same rows in other words. */
const SAME_ROW: Move['rowOf'] = (row) => row;

/** The profile without directories. */
export function* strippedProfile({ table: of }: ViewerState): Steps<Replacement> {
  const { table, rowMap } = yield* stripKeepingOwn(of);
  return { of, table, baseline: null, rowOf: mappedBy(rowMap) };
}

/** Another profile that the user named, alone or added to the one that is looked at. */
export function* loadedProfile(
  { table: of, title }: ViewerState,
  read: ProfileTable,
  path: string,
  how: 'add' | 'read',
): Steps<Replacement> {
  if (how === 'read')
    return { of, table: read, baseline: null, rowOf: yield* rowsSince(yield* compareSteps(of, read)) };
  return { of, table: yield* mergeSteps([of, read], [title, path]), baseline: null, rowOf: SAME_ROW };
}

/** The profile of the watched files, which have changed: what was done to the one from before is done to it too. */
export function* profileReadAgain(state: ViewerState, read: ProfileTable): Steps<Replacement> {
  const { table: of, isStripped } = state;
  const table = keepChosen(of, isStripped ? (yield* stripKeepingOwn(read)).table : read);
  const baseline = state.baseline ?? of;
  const since = yield* comparisonSince(baseline, table).steps();
  const compared = since.before === of ? since : yield* compareSteps(of, table);
  return { of, table, baseline, rowOf: yield* rowsSince(compared) };
}

/** The profile with these files as the user's own code, or not any more. */
export function* profileWithOwn({ table: of, baseline }: ViewerState, files: readonly string[]): Steps<Replacement> {
  const table = yield* toggleOwn(of, files);
  yield* ownCodeSteps(table);
  if (baseline !== null) yield* comparisonSince(baseline, table).steps();
  return { of, table, baseline, rowOf: SAME_ROW };
}

/** What somebody took for their own code in the viewer is their own in the file that is read anew. */
function keepChosen({ ownPlaces }: ProfileTable, read: ProfileTable): ProfileTable {
  const chosen = ownPlaces?.chosen;
  return chosen === undefined ? read : withChosen(read, chosen);
}

function* rowsSince({ before, beforeOf }: Comparison): Steps<Move['rowOf']> {
  const rows = new Int32Array(before.length).fill(-1);
  yield* inSlices(beforeOf.length, (from, to) => {
    for (let row = from; row < to; row++) if (beforeOf[row]! >= 0) rows[beforeOf[row]!] = row;
  });
  return mappedBy(rows);
}

function mappedBy(rows: Int32Array): (old: FunctionIndex) => FunctionIndex {
  return (old) => rows[old] ?? -1;
}
