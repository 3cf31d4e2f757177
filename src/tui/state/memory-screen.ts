import type { MemorySortName } from '../../views/memory-order.ts';
import type { MemoryGrouping, ProfileMemory } from '../../views/memory-view.ts';
import { LIST_START, type ListState } from './list-state.ts';

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
