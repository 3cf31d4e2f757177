import type { OwnPlaces } from './own-places.ts';
import type { ProfileTable } from './profile-table.ts';

/** One of the profiles that were merged, as it was. */
export type ProfilePart = {
  readonly name: string;
  readonly table: ProfileTable;
  /** Its row -> the row of the merged profile. */
  readonly rowMap: Int32Array;
};

const known = new WeakMap<ProfileTable, readonly ProfilePart[]>();

/** The profiles that a table was merged from, in the order in which they were given; none for a single one. */
export function partsOf(table: ProfileTable): readonly ProfilePart[] {
  return known.get(table) ?? [];
}

/** A profile that was itself merged counts as the parts that it was merged from. */
export function setParts(table: ProfileTable, parts: readonly ProfilePart[]): void {
  known.set(table, parts.flatMap(withInner));
}

function withInner(part: ProfilePart): readonly ProfilePart[] {
  const inner = partsOf(part.table);
  if (inner.length === 0) return [part];
  return inner.map(({ name, table, rowMap }) => ({ name, table, rowMap: rowMap.map((row) => part.rowMap[row]!) }));
}

/** The profile, and each part that it was merged of, with these places. */
export function withPlaces(table: ProfileTable, ownPlaces: OwnPlaces): ProfileTable {
  const placed = { ...table, ownPlaces };
  const parts = partsOf(table).map((part) => ({ ...part, table: { ...part.table, ownPlaces } }));
  if (parts.length > 0) setParts(placed, parts);
  return placed;
}
