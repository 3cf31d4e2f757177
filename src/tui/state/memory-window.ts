import { matchingRows } from '../../views/memory-filter.ts';
import { type MemoryGrouping, type MemoryView, memoryView } from '../../views/memory-view.ts';
import { recentResults } from '../../views/recent-results.ts';
import type { ListBounds } from './list-state.ts';
import type { MemoryScreen } from './memory-screen.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

const recentViews = recentResults<MemoryView>(1);

export function memoryViewOf(screen: MemoryScreen): MemoryView {
  return recentViews(screen, '', () => {
    const { source, grouping, sort, isReversed, filter } = screen;
    const view = memoryView(source, grouping, sort, isReversed);
    if (filter.terms.length === 0) return view;
    return { ...view, sorted: matchingRows(source, grouping, view.sorted, filter.terms) };
  });
}

export function memoryBounds({ size }: ViewerState, screen: MemoryScreen): ListBounds {
  const height = functionsHeight(size) - detailHeight(size.rows, screen.grouping);
  return { length: memoryViewOf(screen).sorted.length, height };
}

/** Lines below the list about the selected row, with their title; none in a low window. A traceback takes more. */
export function detailHeight(rows: number, grouping: MemoryGrouping): number {
  if (rows < 20) return 0;
  const most = grouping === 'traceback' ? 12 : 5;
  return Math.min(most, Math.floor(rows / 4));
}
