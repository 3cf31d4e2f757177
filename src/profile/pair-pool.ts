import { longer } from './growing.ts';

const FIRST_CAPACITY = 256;

/** Gives each distinct pair of numbers the next index: `first` fits in 32 bits, `second` is any number but NaN. */
export class PairPool {
  length = 0;
  first: Int32Array = new Int32Array(FIRST_CAPACITY);
  second: Float64Array = new Float64Array(FIRST_CAPACITY);
  private slots: Int32Array = new Int32Array(FIRST_CAPACITY * 2).fill(-1);

  intern(first: number, second: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = hashOf(first, second) & mask; ; slot = (slot + 1) & mask) {
      const at = slots[slot]!;
      if (at < 0) return this.append(slot, first, second);
      if (this.first[at] === first && this.second[at] === second) return at;
    }
  }

  private append(slot: number, first: number, second: number): number {
    const at = this.length++;
    if (at === this.first.length) {
      this.first = longer(this.first);
      this.second = longer(this.second);
    }
    this.first[at] = first;
    this.second[at] = second;
    this.slots[slot] = at;
    if (this.length * 2 > this.slots.length) this.growSlots();
    return at;
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let at = 0; at < this.length; at++) {
      let slot = hashOf(this.first[at]!, this.second[at]!) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = at;
    }
    this.slots = slots;
  }
}

/** Differs in each process, so that nobody can write a file whose pairs all land in one slot. */
const SEED = Math.floor(Math.random() * 2 ** 32) | 0;

function hashOf(first: number, second: number): number {
  const high = Math.floor(second / 2 ** 32) | 0;
  let hash = SEED ^ Math.imul(first, 0x9e3779b1) ^ Math.imul(second | 0, 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
