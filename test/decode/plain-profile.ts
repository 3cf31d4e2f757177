import { type CountColumn, countAt, countText } from '../../src/profile/count-column.ts';
import { functionKey } from '../../src/profile/function-name.ts';
import type { EdgeTable, ProfileTable } from '../../src/profile/profile-table.ts';

/** A table written out as values, the form in which two ways of making it can be compared. */
type PlainEdge = readonly [file: string, line: number, name: string, ...numbers: readonly unknown[]];
export type PlainRow = readonly [
  file: string,
  line: number,
  name: string,
  cc: unknown,
  nc: unknown,
  tt: number,
  ct: number,
  callers: readonly PlainEdge[],
];

export function plainProfile(table: ProfileTable): readonly PlainRow[] {
  const edges = table.edges();
  return Array.from({ length: table.length }, (_, row): PlainRow => {
    const numbers = [
      exact(table.primitiveCalls, row),
      exact(table.ncalls, row),
      table.tottime[row]!,
      table.cumtime[row]!,
    ] as const;
    const callers = Array.from({ length: edges.start[row + 1]! - edges.start[row]! }, (_, at) =>
      plainEdge(table, edges, edges.start[row]! + at),
    );
    return [...plainKey(table, row), ...numbers, callers];
  });
}

function plainEdge(table: ProfileTable, edges: EdgeTable, edge: number): PlainEdge {
  const key = plainKey(table, edges.caller[edge]!);
  if (edges.countsOnly?.[edge] === 1) return [...key, exact(edges.ncalls, edge)];
  return [
    ...key,
    exact(edges.ncalls, edge),
    exact(edges.primitiveCalls, edge),
    edges.tottime[edge],
    edges.cumtime[edge],
  ];
}

function plainKey(table: ProfileTable, index: number): readonly [string, number, string] {
  const { file, line, name } = functionKey(table, index);
  return [table.strings.text(file), line, table.strings.text(name)];
}

/** A count as JSON would have it, or its text where a double does not hold it. */
function exact(column: CountColumn, row: number): number | string {
  const count = countAt(column, row);
  return typeof count === 'number' ? count : countText(column, row);
}
