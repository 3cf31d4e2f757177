import { callCount } from '../../views/function-view.ts';
import type { FunctionScreen } from './function-screen.ts';
import type { Size } from './size.ts';
import type { ViewerState } from './viewer-state.ts';

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

/** The lines of functions: all but the headings of the columns. */
export function functionsHeight(size: Size): number {
  return Math.max(1, bodyHeight(size) - 1);
}

/** An overlay has one line of title. */
export function overlayHeight(size: Size): number {
  return Math.max(1, bodyHeight(size) - 1);
}

export type PaneHeights = { readonly callers: number; readonly callees: number };

/**
 * How many callers and callees are shown, of so many lines less than the body. Each gets what it needs, if the other leaves that much; where both need more
 * than half, each gets half. Column headings, the two pane titles and the function itself take four or five lines.
 */
export function paneHeights({ table, size }: ViewerState, screen: FunctionScreen, taken: number): PaneHeights {
  const lines = Math.max(2, bodyHeight(size) - taken - (hasSummary(size) ? 5 : 4));
  const callers = Math.max(1, callCount(table, screen.function, 'callers'));
  const callees = Math.max(1, callCount(table, screen.function, 'callees'));
  const half = Math.floor(lines / 2);
  const top = Math.min(callers, Math.max(half, lines - callees));
  return { callers: top, callees: lines - top };
}
