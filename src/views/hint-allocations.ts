import type { Allocation, LineAllocations } from '../hints/evidence/allocations.ts';
import type { LiveMemory } from '../profile/live-memory.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import { fileMatcher } from './file-matcher.ts';
import { allocatingSite } from './memory-frames.ts';

const NOTHING: Allocation = { bytes: 0, blocks: 0 };

type FileLines = { readonly lines: Map<number, Allocation>; bytes: number };

/** What was alive in a snapshot, by line of each file of the profile: the line that allocated gets the blocks. */
export function hintAllocations(memory: LiveMemory, table: ProfileTable): (path: string) => LineAllocations {
  const files = linesByFile(memory, table);
  const total = memory.now.totalSize;
  return (path) => {
    const id = table.strings.find(path);
    const found = files.get(id);
    return { at: (line) => found?.lines.get(line) ?? NOTHING, bytes: found?.bytes ?? 0, total };
  };
}

function linesByFile({ snapshot, now }: LiveMemory, table: ProfileTable): ReadonlyMap<StringId, FileLines> {
  const match = fileMatcher(table);
  const idOfFile = snapshot.files.map((path) => match(path));
  const files = new Map<StringId, FileLines>();
  for (let traceback = 0; traceback < snapshot.tracebacks.length; traceback++) {
    const site = allocatingSite(snapshot, traceback);
    const id = idOfFile[snapshot.sites.file[site]!];
    if (id === null || id === undefined) continue;
    const file = files.get(id) ?? { lines: new Map<number, Allocation>(), bytes: 0 };
    const line = snapshot.sites.line[site]!;
    const { bytes, blocks } = file.lines.get(line) ?? NOTHING;
    file.lines.set(line, { bytes: bytes + now.size[traceback]!, blocks: blocks + now.blocks[traceback]! });
    file.bytes += now.size[traceback]!;
    files.set(id, file);
  }
  return files;
}
