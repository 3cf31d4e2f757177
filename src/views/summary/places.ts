import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';
import { isExecutedText, ORIGINS, type Origin } from '../../select/function-origin.ts';
import { libraryModuleOf } from '../../select/library-roots.ts';
import { originSteps } from '../../select/whose-code.ts';

/** Whose own time: the user's, one library's, the standard library's, that of built-ins, of what importing does. */
export type TimePlace = {
  /** `generated`: methods of dataclasses and the like, whose text stands in no file. */
  readonly origin: Origin | 'generated';
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
  const places = new Map<
    string,
    { origin: TimePlace['origin']; library: string; seconds: Seconds; row: FunctionIndex }
  >();
  const libraries = new Map<number, string>();
  const libraryOf = (file: number): string => {
    const library = libraries.get(file) ?? libraryName(strings.text(file));
    libraries.set(file, library);
    return library;
  };
  const executed = new Map<number, boolean>();
  const isExecuted = (file: number): boolean => {
    const is = executed.get(file) ?? isExecutedText(strings.text(file));
    executed.set(file, is);
    return is;
  };
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const file = functions.file[row]!;
      const known = ORIGINS[codes[row]!]!;
      const origin = known === 'stdlib' && isExecuted(file) ? 'generated' : known;
      const library = origin === 'packages' ? libraryOf(file) : '';
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
