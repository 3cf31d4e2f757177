import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';
import { isExecutedText, ORIGINS, type Origin } from '../../select/function-origin.ts';
import { libraryModuleOf } from '../../select/library-roots.ts';
import { originSteps } from '../../select/whose-code.ts';
import { recentSteps } from '../recent-steps.ts';

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

const recentPlaces = recentSteps<readonly TimePlace[]>(1);

/**
 * In whose code the time passes, the most first. It adds up to the total.
 *
 * @internal exported for its tests
 */
export function timePlaces(table: ProfileTable): readonly TimePlace[] {
  return finish(placeSteps(table));
}

/** {@link timePlaces} in slices. */
export function placeSteps(table: ProfileTable): Steps<readonly TimePlace[]> {
  return recentPlaces(table, 'places', () => addPlaces(table));
}

type Sum = { -readonly [key in keyof TimePlace]: TimePlace[key] };

/** The files are looked at with the rows. */
const ROWS_A_SLICE = 1 << 13;

function* addPlaces(table: ProfileTable): Steps<readonly TimePlace[]> {
  const { functions, strings, tottime, length } = table;
  const codes = yield* originSteps(table);
  const ids = new Map<string, number>();
  const places: Sum[] = [];
  const known = new Int32Array(strings.count * ORIGINS.length); // 1 + the place: a `Map` of files takes three times as long
  const addRows = (from: number, to: number): void => {
    for (let row = from; row < to; row++) {
      // functions of one file may be of several origins
      const key = functions.file[row]! * ORIGINS.length + codes[row]!;
      if (known[key] === 0) known[key] = 1 + placeOf(table, row, ORIGINS[codes[row]!]!, { ids, places });
      const place = places[known[key]! - 1]!;
      if (tottime[row]! > tottime[place.row]!) place.row = row;
      place.seconds += tottime[row]!;
    }
  };
  yield* inSlices(length, addRows, ROWS_A_SLICE);
  return places.sort((a, b) => b.seconds - a.seconds || a.row - b.row);
}

type Places = { readonly ids: Map<string, number>; readonly places: Sum[] };

/** Which place a row has, from then on among the places. */
function placeOf(
  { functions, strings }: ProfileTable,
  row: FunctionIndex,
  code: Origin,
  { ids, places }: Places,
): number {
  const file = strings.text(functions.file[row]!);
  const origin = code === 'stdlib' && isExecutedText(file) ? 'generated' : code;
  const library = origin === 'packages' ? libraryName(file) : '';
  const key = `${origin} ${library}`;
  const id = ids.get(key) ?? places.push({ origin, library, seconds: 0, row }) - 1;
  ids.set(key, id);
  return id;
}

function libraryName(file: string): string {
  return libraryModuleOf(file)?.name ?? '';
}
