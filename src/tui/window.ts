/** How many cells a window has. */
export type Size = { readonly columns: number; readonly rows: number };

/** A cell of the window, or of a part of it; both count from 0. */
export type Cell = { readonly x: number; readonly y: number };

/** Below this the viewer shows one line that says so. */
export const SMALLEST: Size = { columns: 40, rows: 10 };

/** Fewer rows than this, and the lines that only explain are left out. */
const FEWEST_FOR_SUMMARY = 16;

export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

export function hasSummary({ rows }: Size): boolean {
  return rows >= FEWEST_FOR_SUMMARY;
}

/** Title and summary above, status and keys below. */
export function bodyHeight(size: Size): number {
  return Math.max(1, size.rows - (hasSummary(size) ? 4 : 3));
}

/** The lines of a list: all of the body but the headings of its columns, or the title of a menu. */
export function listHeight(size: Size): number {
  return Math.max(1, bodyHeight(size) - 1);
}

/** The first line of the body. */
export function bodyTop(size: Size): number {
  return hasSummary(size) ? 2 : 1;
}
