import type { MemorySortName } from '../../views/memory-order.ts';
import { type MemoryGrouping, type MemoryView, memoryView, type ProfileMemory } from '../../views/memory-view.ts';
import { LIST_START, type ListBounds, type ListState } from './list-state.ts';
import type { ViewerState } from './viewer-state.ts';
import { functionsHeight } from './window-heights.ts';

/** Live memory, added up by function, file, line or traceback. */
export type MemoryScreen = {
  readonly kind: 'memory';
  readonly source: ProfileMemory;
  readonly grouping: MemoryGrouping;
  readonly sort: MemorySortName;
  readonly isReversed: boolean;
  readonly list: ListState;
};

/** With two snapshots it opens on what grew. */
export function memoryScreen(source: ProfileMemory): MemoryScreen {
  const sort = source.memory.before === null ? 'size' : 'growth';
  return { kind: 'memory', source, grouping: 'function', sort, isReversed: false, list: LIST_START };
}

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
