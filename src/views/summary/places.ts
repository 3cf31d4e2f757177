import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { isExecutedText, ORIGINS, type Origin } from '../../select/function-origin.ts';
import { libraryModuleOf } from '../../select/library-roots.ts';
import { originCodes } from '../../select/whose-code.ts';

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

/** In whose code the time passes, the most first. It adds up to the total. */
export function timePlaces(table: ProfileTable): readonly TimePlace[] {
  const { functions, strings, tottime } = table;
  const places = new Map<
    string,
    { origin: TimePlace['origin']; library: string; seconds: Seconds; row: FunctionIndex }
  >();
  for (const [row, code] of originCodes(table).entries()) {
    const file = strings.text(functions.file[row]!);
    const origin = ORIGINS[code] === 'stdlib' && isExecutedText(file) ? 'generated' : ORIGINS[code]!;
    const library = origin === 'packages' ? libraryName(file) : '';
    const place = places.get(`${origin} ${library}`) ?? { origin, library, seconds: 0, row };
    if (tottime[row]! > tottime[place.row]!) place.row = row;
    place.seconds += tottime[row]!;
    places.set(`${origin} ${library}`, place);
  }
  return [...places.values()].sort((a, b) => b.seconds - a.seconds || a.row - b.row);
}

function libraryName(file: string): string {
  return libraryModuleOf(file)?.name ?? '';
}
