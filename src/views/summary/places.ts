import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';
import { ORIGINS, type Origin } from '../../select/function-origin.ts';
import { libraryModuleOf } from '../../select/library-roots.ts';
import { originSteps } from '../../select/whose-code.ts';

/** Whose own time: the user's, one library's, the standard library's, that of built-ins, of what importing does. */
export type TimePlace = {
  readonly origin: Origin;
  /** The library, of an installed package; '' of all else. */
  readonly library: string;
  readonly seconds: Seconds;
  /** The function with the most of it. */
  readonly row: FunctionIndex;
};

/**
 * In whose code the time passes, the most first. It adds up to the total.
 *
 * @internal exported for its tests
 */
export function timePlaces(table: ProfileTable): readonly TimePlace[] {
  return finish(placeSteps(table));
}

/** {@link timePlaces} in slices. Each file is looked at once. */
export function* placeSteps(table: ProfileTable): Steps<readonly TimePlace[]> {
  const { functions, strings, tottime, length } = table;
  const codes = yield* originSteps(table);
  const places = new Map<string, { origin: Origin; library: string; seconds: Seconds; row: FunctionIndex }>();
  const libraries = new Map<number, string>();
  const libraryOf = (file: number): string => {
    const library = libraries.get(file) ?? libraryName(strings.text(file));
    libraries.set(file, library);
    return library;
  };
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const origin = ORIGINS[codes[row]!]!;
      const library = origin === 'packages' ? libraryOf(functions.file[row]!) : '';
      const place = places.get(`${origin} ${library}`) ?? { origin, library, seconds: 0, row };
      if (tottime[row]! > tottime[place.row]!) place.row = row;
      place.seconds += tottime[row]!;
      places.set(`${origin} ${library}`, place);
    }
  });
  return [...places.values()].sort((a, b) => b.seconds - a.seconds || a.row - b.row);
}

function libraryName(file: string): string {
  return libraryModuleOf(file)?.name ?? '';
}
