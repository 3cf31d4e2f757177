import { standardName } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { formatByteGrowth, formatByteSize } from '../text/byte-size.ts';
import { type BlockFigures, type PoolFigures, SMALL_REQUEST_THRESHOLD } from '../views/allocator.ts';
import type { MemorySite } from '../views/memory-frames.ts';
import type { MemoryNumbers } from '../views/memory-groups.ts';
import type { MemoryListing } from '../views/memory-listing.ts';
import type { MemoryGrouping, MemoryOwner, ProfileMemory } from '../views/memory-view.ts';
import { memoryOwner } from '../views/memory-view.ts';

/** `3924 KiB in 55997 blocks`, and where there is an earlier snapshot, how much that has grown. */
export function totalWords({ memory: { now, before } }: ProfileMemory): string {
  const total = `${formatByteSize(now.totalSize)} in ${blocksText(now.totalBlocks)}`;
  if (before === null) return total;
  const growth = formatByteGrowth(now.totalSize - before.totalSize);
  return `${total}; ${growth}, ${signed(now.totalBlocks - before.totalBlocks)} blocks since the first snapshot`;
}

/** How the snapshot was taken: `10 frames of each traceback kept, Python 3.11`. */
export function snapshotWords({ memory: { snapshot }, version }: ProfileMemory): string {
  const frames = snapshot.tracebackLimit === 1 ? '1 frame' : `${snapshot.tracebackLimit} frames`;
  const python = version === null ? '' : `, Python ${version.major}.${version.minor}`;
  return `${frames} of each traceback kept${python}`;
}

export function blocksText(blocks: number): string {
  return plural(blocks, 'block');
}

export function averageText({ average }: MemoryNumbers): string {
  return average === null ? '' : formatByteSize(Math.round(average));
}

/** `+3`, `-3`, `+0` */
export function signed(count: number): string {
  return count < 0 ? String(count) : `+${count}`;
}

const HEADINGS: Readonly<Record<MemoryGrouping, string>> = {
  function: 'filename:lineno(function)',
  file: 'file',
  line: 'filename:lineno',
  traceback: 'traceback, newest call first',
};

export function groupingHeading(grouping: MemoryGrouping): string {
  return HEADINGS[grouping];
}

/** What a row stands for, in words. `shortened`: how a file is written. */
export function ownerText(owner: MemoryOwner, table: ProfileTable, shortened: (file: string) => string): string {
  switch (owner.kind) {
    case 'function':
      return `${owner.isInferred ? '~' : ''}${functionText(table, owner.function, shortened)}`;
    case 'outside':
      return `${shortened(owner.file)}: in no function of the profile`;
    case 'file':
      return shortened(owner.file);
    case 'line':
      return siteText(owner.site, shortened);
    case 'traceback':
      return owner.frames.map((site) => siteText(site, shortened)).join(' < ');
  }
}

function functionText(table: ProfileTable, row: number, shortened: (file: string) => string): string {
  const name = standardName(table, row);
  const file = table.strings.text(table.functions.file[row]!);
  return name.startsWith(file) ? shortened(file) + name.slice(file.length) : name;
}

export function siteText({ file, line }: MemorySite, shortened: (file: string) => string): string {
  return `${shortened(file)}:${line}`;
}

/** A file with its nearest directory, which tells the many `__init__.py` apart: `json/decoder.py`. */
export function nearestPath(file: string): string {
  const path = file.replaceAll('\\', '/');
  return path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1);
}

/** What the blocks of a row take in Python's allocator, one sentence for each kind. */
export function figureSentences({ small, large, foreign, pools }: BlockFigures): readonly string[] {
  const most = SMALL_REQUEST_THRESHOLD;
  return [
    ...(small.blocks === 0 ? [] : [`${tallyText(small)} of at most ${most} B: ${poolsText(pools)}`]),
    ...(large.blocks === 0 ? [] : [`${tallyText(large)} over ${most} B: straight from malloc`]),
    ...(foreign.blocks === 0 ? [] : [`${tallyText(foreign)} of extensions, with allocators of their own`]),
  ];
}

function tallyText({ blocks, size }: BlockFigures['small']): string {
  return `${blocksText(blocks)} (${formatByteSize(size)})`;
}

/** Without the layout of that Python, classes and pools are not known. */
function poolsText(figures: PoolFigures | null): string {
  if (figures === null) return "in Python's pools";
  const { pools, arenas, layout } = figures;
  const pool = `${plural(pools, 'pool')} of ${evenSize(layout.poolBytes)}`;
  return `${classesText(figures)}, at least ${pool} in ${plural(arenas, 'arena')} of ${evenSize(layout.arenaBytes)}`;
}

/** `16 KiB`, `1 MiB`: sizes without a fraction. */
function evenSize(bytes: number): string {
  return bytes % 1024 ** 2 === 0 ? `${bytes / 1024 ** 2} MiB` : `${bytes / 1024} KiB`;
}

function classesText({ classes }: PoolFigures): string {
  const most = classes.reduce((a, b) => (b.blocks > a.blocks ? b : a));
  return classes.length === 1 ? `size class ${most.bytes} B` : `${classes.length} size classes, mostly ${most.bytes} B`;
}

const CANNOT_SHOW = 'A snapshot shows what was alive when it was taken; what came and went before is not in it.';
const INFERRED = '~ not certain: the source was not found, or several functions share a line.';

/** What a reader of the lists has to know, as sentences. */
export function listingNotes(listings: readonly MemoryListing[]): readonly string[] {
  const isInferred = listings.some(({ view, rows }) =>
    rows.some(({ row }) => {
      const owner = memoryOwner(view, row);
      return owner.kind === 'function' && owner.isInferred;
    }),
  );
  return [...(isInferred ? [INFERRED] : []), CANNOT_SHOW];
}
