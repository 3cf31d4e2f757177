import { longer } from './growing.ts';
import type { BlockGroups, Bytes, MemorySnapshot, SiteIndex, TracebackIndex } from './memory-snapshot.ts';
import { PairPool } from './pair-pool.ts';
import { TracebackPool } from './traceback-pool.ts';

/** Takes a snapshot's blocks one by one and adds up those of each traceback. */
export class MemorySnapshotBuilder {
  private readonly files: string[] = [];
  private readonly fileOfName = new Map<string, number>();
  private readonly sites = new PairPool();
  private readonly tracebacks = new TracebackPool();
  private readonly groups = new PairPool();
  /** Distinct (group, size of a block), and how many blocks each has. */
  private readonly sizes = new PairPool();
  private sizeCounts: Float64Array = new Float64Array(256);
  private totalFrames: Float64Array = new Float64Array(256);
  private totalSize = 0;
  private totalBlocks = 0;

  /** How much has to be kept: distinct sites, frames and sizes. A reader refuses a file that has too many. */
  get entries(): number {
    return this.sites.length + this.tracebacks.siteCount + this.sizes.length;
  }

  get fileCount(): number {
    return this.files.length;
  }

  file(name: string): number {
    const known = this.fileOfName.get(name);
    if (known !== undefined) return known;
    this.fileOfName.set(name, this.files.length);
    return this.files.push(name) - 1;
  }

  site(file: number, line: number): SiteIndex {
    return this.sites.intern(file, line);
  }

  /** The frames are `sites[from]` (newest) to `sites[end - 1]`. */
  traceback(sites: Int32Array | Float64Array, from: number, end: number): TracebackIndex {
    const at = this.tracebacks.intern(sites, from, end);
    if (at === this.totalFrames.length) this.totalFrames = longer(this.totalFrames);
    return at;
  }

  /** `totalFrames`: how deep the stack was, 0 where the snapshot does not say. */
  block(traceback: TracebackIndex, domain: number, size: Bytes, totalFrames: number): void {
    this.blocks(traceback, domain, size, 1, totalFrames);
  }

  /** How many blocks have one size. */
  blocks(traceback: TracebackIndex, domain: number, size: Bytes, count: number, totalFrames: number): void {
    const at = this.sizes.intern(this.groups.intern(traceback, domain), size);
    if (at === this.sizeCounts.length) this.sizeCounts = longer(this.sizeCounts);
    this.sizeCounts[at]! += count;
    if (totalFrames > this.totalFrames[traceback]!) this.totalFrames[traceback] = totalFrames;
    this.totalSize += size * count;
    this.totalBlocks += count;
  }

  finish(tracebackLimit: number): MemorySnapshot {
    const { files, sites, tracebacks } = this;
    return Object.freeze({
      tracebackLimit,
      size: this.totalSize,
      blocks: this.totalBlocks,
      files,
      sites: {
        length: sites.length,
        file: sites.first.slice(0, sites.length),
        line: sites.second.slice(0, sites.length),
      },
      tracebacks: {
        length: tracebacks.length,
        ...tracebacks.columns(),
        totalFrames: this.totalFrames.slice(0, tracebacks.length),
      },
      groups: this.blockGroups(),
    });
  }

  private blockGroups(): BlockGroups {
    const { groups } = this;
    const start = this.groupStarts();
    const blockSize = this.sizesByGroup(start);
    const blockCount = new Float64Array(blockSize.length);
    const size = new Float64Array(groups.length);
    const blocks = new Float64Array(groups.length);
    for (let group = 0; group < groups.length; group++) {
      for (let i = start[group]!; i < start[group + 1]!; i++) {
        const count = this.sizeCounts[this.sizes.intern(group, blockSize[i]!)]!;
        blockCount[i] = count;
        blocks[group]! += count;
        size[group]! += count * blockSize[i]!;
      }
    }
    const traceback = groups.first.slice(0, groups.length);
    const domain = groups.second.slice(0, groups.length);
    return { length: groups.length, traceback, domain, size, blocks, start, blockSize, blockCount };
  }

  private groupStarts(): Uint32Array {
    const start = new Uint32Array(this.groups.length + 1);
    for (let at = 0; at < this.sizes.length; at++) start[this.sizes.first[at]! + 1]!++;
    for (let group = 0; group < this.groups.length; group++) start[group + 1]! += start[group]!;
    return start;
  }

  /** The distinct sizes of each group's blocks, smallest first. */
  private sizesByGroup(start: Uint32Array): Float64Array {
    const { sizes } = this;
    const next = start.slice();
    const byGroup = new Float64Array(sizes.length);
    for (let at = 0; at < sizes.length; at++) byGroup[next[sizes.first[at]!]!++] = sizes.second[at]!;
    for (let group = 0; group < this.groups.length; group++) {
      byGroup.subarray(start[group], start[group + 1]).sort();
    }
    return byGroup;
  }
}
