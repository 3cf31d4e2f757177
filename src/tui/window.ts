/** How many cells a window has. */
export type Size = { readonly columns: number; readonly rows: number };

/** A cell of the window, or of a part of it; both count from 0. */
export type Cell = { readonly x: number; readonly y: number };

/** Below this the viewer shows one line that says so. */
export const SMALLEST: Size = { columns: 40, rows: 10 };

/** Fewer rows than this, and the lines that only explain are left out. */
const FEWEST_FOR_SUMMARY = 16;

/** Fewer rows than this, and the way to what is looked at has no line of its own. */
const FEWEST_FOR_TRAIL = 20;

export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < SMALLEST.columns || rows < SMALLEST.rows;
}

export function hasSummary({ rows }: Size): boolean {
  return rows >= FEWEST_FOR_SUMMARY;
}

export function hasTrail({ rows }: Size): boolean {
  return rows >= FEWEST_FOR_TRAIL;
}

/** Tabs, trail and summary above, status and keys below. */
export function bodyHeight(size: Size): number {
  return Math.max(1, size.rows - bodyTop(size) - 2);
}

/** The lines of a list: all of the body but the headings of its columns, or the title of a menu. */
export function listHeight(size: Size): number {
  return Math.max(1, bodyHeight(size) - 1);
}

/** The first line of the body. */
export function bodyTop(size: Size): number {
  return 1 + (hasTrail(size) ? 1 : 0) + (hasSummary(size) ? 1 : 0);
}
