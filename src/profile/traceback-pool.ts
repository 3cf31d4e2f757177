import { longer } from './growing.ts';

const FIRST_CAPACITY = 256;

/** Gives each distinct list of numbers the next index, and keeps the lists one after the other (CSR). */
export class TracebackPool {
  length = 0;
  private start: Uint32Array = new Uint32Array(FIRST_CAPACITY);
  private sites: Int32Array = new Int32Array(FIRST_CAPACITY);
  private slots: Int32Array = new Int32Array(FIRST_CAPACITY * 2).fill(-1);

  /** The list is `sites[from]` to `sites[end - 1]`; it is copied if it is new. */
  intern(sites: Int32Array | Float64Array, from: number, end: number): number {
    this.stage(sites, from, end);
    const { slots, length } = this;
    const mask = slots.length - 1;
    for (let slot = this.hashOf(length) & mask; ; slot = (slot + 1) & mask) {
      const at = slots[slot]!;
      if (at >= 0 && !this.areEqual(at, length)) continue;
      if (at >= 0) return at;
      slots[slot] = length;
      return this.keepStaged();
    }
  }

  /** How many sites all the lists have. */
  get siteCount(): number {
    return this.start[this.length]!;
  }

  columns(): { readonly start: Uint32Array; readonly site: Int32Array } {
    return { start: this.start.slice(0, this.length + 1), site: this.sites.slice(0, this.siteCount) };
  }

  /** Writes the list after the last one, where it stays if it is new. */
  private stage(sites: Int32Array | Float64Array, from: number, end: number): void {
    const base = this.siteCount;
    const needed = base + end - from;
    if (needed > this.sites.length) this.sites = longer(this.sites, Math.max(needed, this.sites.length * 2));
    for (let i = from; i < end; i++) this.sites[base + i - from] = sites[i]!;
    if (this.length + 2 > this.start.length) this.start = longer(this.start);
    this.start[this.length + 1] = needed;
  }

  private keepStaged(): number {
    const at = this.length++;
    if (this.length * 2 > this.slots.length) this.growSlots();
    return at;
  }

  private areEqual(a: number, b: number): boolean {
    const { start, sites } = this;
    const offset = start[b]! - start[a]!;
    const end = start[a + 1]!;
    if (end + offset !== start[b + 1]) return false;
    for (let i = start[a]!; i < end; i++) if (sites[i] !== sites[i + offset]) return false;
    return true;
  }

  private hashOf(at: number): number {
    const { start, sites } = this;
    let hash = SEED;
    for (let i = start[at]!; i < start[at + 1]!; i++) {
      hash = Math.imul(hash ^ sites[i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash ^ (hash >>> 13);
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let at = 0; at < this.length; at++) {
      let slot = this.hashOf(at) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = at;
    }
    this.slots = slots;
  }
}

/** Differs in each process, so that nobody can write a file whose tracebacks all land in one slot. */
const SEED = Math.floor(Math.random() * 2 ** 32) | 0;
