import type { HintQuestion } from '../hints/find-hints.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import { ownTest } from '../select/whose-code.ts';
import { fileMatcher } from './file-matcher.ts';

type MeasuredFunction = { readonly file: string; readonly name: string };

type Measured = {
  /** What was alive in a file of the profile. */
  readonly allocationsOf?: HintQuestion['allocationsOf'];
  readonly timings: readonly { readonly functions: readonly MeasuredFunction[] }[];
  readonly counted?: readonly MeasuredFunction[] | null;
};

/** What was measured of another program changes nothing: it is said, where otherwise nobody would know. */
export function measuredNotes(
  table: ProfileTable,
  { allocationsOf = null, timings, counted = null }: Measured,
): readonly string[] {
  const given = [
    ['--lines', timings.flatMap(({ functions }) => functions)],
    ['--arguments', counted ?? []],
  ] as const;
  const memory =
    allocationsOf === null || hasBytes(table, allocationsOf)
      ? []
      : ['--memory changes nothing: the snapshot has no line of your files in this profile'];
  const others = given.flatMap(([option, functions]) =>
    functions.length === 0 || hasAny(table, functions)
      ? []
      : [`${option} changes nothing: none of its ${plural(functions.length, 'function')} is in this profile`],
  );
  return [...memory, ...others];
}

/** What the libraries of both programs hold says nothing. */
function hasBytes(table: ProfileTable, allocationsOf: NonNullable<Measured['allocationsOf']>): boolean {
  const isOwn = ownTest(table);
  const { file } = table.functions;
  const own = new Set(file.filter((_, row) => isOwn(row)));
  return [...own].some((id) => allocationsOf(table.strings.text(id)).bytes > 0);
}

/** Lines may differ by a decorator, and line_profiler writes `Page.fill` where the profile has `fill`. */
function hasAny(table: ProfileTable, measured: readonly MeasuredFunction[]): boolean {
  const { functions, strings } = table;
  const match = fileMatcher(table);
  const names = new Map<StringId, Set<string>>();
  for (const { file, name } of measured) {
    const id = match(file);
    if (id === null) continue;
    names.set(id, (names.get(id) ?? new Set()).add(bareName(name)));
  }
  return functions.file.some((file, row) => names.get(file)?.has(strings.text(functions.name[row]!)) === true);
}

function bareName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
