import type { MemoryColumns } from './memory-groups.ts';
import { groupsOf, type ProfileMemory } from './memory-view.ts';
import { recentResults } from './recent-results.ts';

const recentColumns = recentResults<MemoryColumns>(1);

/** Live bytes and blocks by row of the profile: 0 for a function that has none. */
export function memoryColumns(source: ProfileMemory): MemoryColumns {
  return recentColumns(source, '', () => {
    const { length } = source.table;
    const columns = { size: new Float64Array(length), blocks: new Float64Array(length) };
    const { key, size, blocks } = groupsOf(source, 'function');
    for (const [row, owner] of key.entries()) {
      if (owner >= length) continue; // in no function of the profile
      columns.size[owner] = size[row]!;
      columns.blocks[owner] = blocks[row]!;
    }
    return columns;
  });
}
