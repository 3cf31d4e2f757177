import { NO_FILTER, type TypedFilter } from '../../views/functions-view.ts';
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
  /** Which rows are shown; the total stays that of the snapshot. */
  readonly filter: TypedFilter;
  readonly list: ListState;
};

/** With two snapshots it opens on what grew. */
export function memoryScreen(source: ProfileMemory): MemoryScreen {
  const sort = source.memory.before === null ? 'size' : 'growth';
  return { kind: 'memory', source, grouping: 'function', sort, isReversed: false, filter: NO_FILTER, list: LIST_START };
}
