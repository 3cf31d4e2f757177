import type { ProfileTable } from '../../profile/profile-table.ts';
import { isOwn } from '../../select/whose-code.ts';
import type { FindSource } from '../../tui/host.ts';

/** The files of the user's own code that a profile names, as far as they are here. */
export function ownSources(table: ProfileTable, findSource: FindSource): readonly string[] {
  const files = new Set([...table.functions.file].filter((_, row) => isOwn(table, row)));
  return [...files].flatMap((file) => findSource(table.strings.text(file)) ?? []);
}
