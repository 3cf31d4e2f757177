import { type MemoryGrouping, type MemoryView, memoryView } from '../../views/memory-view.ts';
import type { ListBounds } from './list-state.ts';
import type { MemoryScreen } from './memory-screen.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

export function memoryViewOf({ source, grouping, sort, isReversed }: MemoryScreen): MemoryView {
  return memoryView(source, grouping, sort, isReversed);
}

export function memoryBounds({ size }: ViewerState, screen: MemoryScreen): ListBounds {
  const height = functionsHeight(size) - detailHeight(size.rows, screen.grouping);
  return { length: memoryViewOf(screen).groups.length, height };
}

/** Lines below the list about the selected row, with their title; none in a low window. A traceback takes more. */
export function detailHeight(rows: number, grouping: MemoryGrouping): number {
  if (rows < 20) return 0;
  const most = grouping === 'traceback' ? 12 : 5;
  return Math.min(most, Math.floor(rows / 4));
}
