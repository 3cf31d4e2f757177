import { displayWidth, padCellsStart } from '../text/display.ts';

/** A column is at least as wide as these cells: tables of one report then look alike. */
const LEAST_WIDTH = 9;

/** A table as lines of text: numbers to the right, and last the name to the left. The first row has the headings. */
export function numbersThenName(rows: readonly (readonly string[])[]): readonly string[] {
  const last = (rows[0]?.length ?? 1) - 1;
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? '')))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === last ? cell : padCellsStart(cell, Math.max(LEAST_WIDTH, widths[column] ?? 0))))
      .join('  '),
  );
}
