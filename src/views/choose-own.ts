import { BUILTIN_FILE } from '../profile/function-name.ts';
import type { OwnPlaces } from '../profile/own-places.ts';
import { withPlaces } from '../profile/parts.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, type Steps } from '../profile/steps.ts';
import { type StrippedProfile, stripSteps } from '../profile/strip-dirs.ts';
import { canBeOwn, keepOrigins, originSteps, ownTest } from '../select/whose-code.ts';

/** The profile with some of its files taken for the user's own, or, where all of them are that already, taken back. */
export function* toggleOwn(table: ProfileTable, files: readonly string[]): Steps<ProfileTable> {
  const able = files.filter(isChoosable);
  const own = yield* ownFiles(table);
  const chosen = new Set(own);
  if (able.every((file) => own.has(file))) for (const file of able) chosen.delete(file);
  else for (const file of able) chosen.add(file);
  if (table.ownPlaces?.chosen === undefined) return withChosen(table, chosen);
  const unchosen = withChosen(table, undefined);
  return isSame(yield* ownFiles(unchosen), chosen) ? unchosen : withChosen(table, chosen);
}

/** The profile with these files as the user's own; undefined: as it was before anything was chosen. */
export function withChosen(table: ProfileTable, chosen: ReadonlySet<string> | undefined): ProfileTable {
  const { chosen: _, ...said } = table.ownPlaces ?? NOTHING_SAID;
  return withPlaces(table, chosen === undefined ? said : { ...said, chosen });
}

/** The profile without directories. Whose code is which stays as it was; files that were chosen are those of its own names. */
export function* stripKeepingOwn(table: ProfileTable): Steps<StrippedProfile> {
  const stripped = yield* stripSteps(table);
  const { rowMap } = stripped;
  keepOrigins(table, stripped.table, rowMap);
  if (table.ownPlaces?.chosen === undefined) return stripped;
  const chosen = withChosen(stripped.table, yield* ownFiles(stripped.table));
  keepOrigins(table, chosen, rowMap);
  return { table: chosen, rowMap };
}

const NOTHING_SAID: OwnPlaces = { said: [], folders: [], installedWith: () => [] };

/** Built-ins, `<string>` and frozen modules are nobody's. */
export function isChoosable(file: string): boolean {
  return file !== BUILTIN_FILE && file !== '' && canBeOwn(file);
}

function* ownFiles(table: ProfileTable): Steps<ReadonlySet<string>> {
  const { functions, strings, length } = table;
  yield* originSteps(table);
  const files = new Set<number>();
  const isOwn = ownTest(table);
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) if (isOwn(row)) files.add(functions.file[row]!);
  });
  return new Set(Array.from(files, (file) => strings.text(file)));
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((file) => other.has(file));
}
