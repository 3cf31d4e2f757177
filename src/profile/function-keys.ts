import { AT_ONCE, keep } from './at-once.ts';
import { longer } from './growing.ts';
import { finish, inSlices, type Steps } from './steps.ts';
import type { StringId } from './string-pool.ts';

/** Index of a function: below the table's `length` it is a row, from there on a caller that has no row. */
export type FunctionIndex = number;

/** Source lines as the dump has them: 0 for built-ins, and whatever numbers an odd dump holds. */
export type LineColumn = Int32Array | Float64Array;

/** Who each function is: the three columns `(file, line, name)`. */
export type FunctionKeys = {
  readonly length: number;
  /** {@link StringId} */
  readonly file: Int32Array;
  readonly line: LineColumn;
  /** {@link StringId} */
  readonly name: Int32Array;
};

const FIRST_CAPACITY = 256;

/** Gives each distinct `(file, line, name)` the next index. Equal means equal ids, so the strings must be interned. */
export class FunctionPool {
  length = 0;
  file: Int32Array;
  name: Int32Array;
  line: LineColumn;
  private slots: Int32Array;

  /**
   * `lines`: 'int32', or 'float64' where a line may be 2**31 or more, or not a whole number. `expected`: how many
   * functions are likely to come; it only saves growing.
   */
  constructor(lines: 'int32' | 'float64', expected: number = FIRST_CAPACITY) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(FIRST_CAPACITY, expected)));
    this.file = new Int32Array(capacity);
    this.name = new Int32Array(capacity);
    this.line = lines === 'int32' ? new Int32Array(capacity) : new Float64Array(capacity);
    this.slots = new Int32Array(capacity * 2).fill(-1);
  }

  /** A pool that has these functions, in this order; no two of them may be equal. */
  static of(functions: FunctionKeys): FunctionPool {
    return finish(FunctionPool.steps(functions));
  }

  /** The same in slices. The columns stay those of the functions until there is one more. */
  static *steps({ file, line, name, length }: FunctionKeys): Steps<FunctionPool> {
    const pool = new FunctionPool(kindOfLines(line), 0);
    pool.file = file;
    pool.line = line;
    pool.name = name;
    pool.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(FIRST_CAPACITY, length))) * 2).fill(-1);
    yield* inSlices(length, (from, to) => pool.place(from, to));
    pool.length = length;
    return pool;
  }

  intern(file: StringId, line: number, name: StringId): FunctionIndex {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = hashOf(file, line, name) & mask; ; slot = (slot + 1) & mask) {
      const at = slots[slot]!;
      if (at < 0) return this.append(slot, file, line, name);
      if (this.name[at] === name && this.file[at] === file && this.line[at] === line) return at;
    }
  }

  /**
   * The indexes of many functions. Each group of them is touched first: a processor waits for many places of the memory at
   * once in a loop of its own, but for one after the other where each is compared at once.
   */
  *internAll({ file, line, name, length }: FunctionKeys): Steps<Int32Array> {
    const found = new Int32Array(length);
    yield* inSlices(length, (from, to) => {
      for (let at = from; at < to; at++) {
        if (at % AT_ONCE === 0) this.touch(file, line, name, at, Math.min(to, at + AT_ONCE));
        found[at] = this.intern(file[at]!, line[at]!, name[at]!);
      }
    });
    return found;
  }

  /** The functions from `from` on, as columns that later growth does not touch. */
  keys(from: number = 0, end: number = this.length): FunctionKeys {
    return {
      length: end - from,
      file: this.file.subarray(from, end),
      line: this.line.subarray(from, end),
      name: this.name.subarray(from, end),
    };
  }

  private touch(file: Int32Array, line: LineColumn, name: Int32Array, from: number, to: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let sum = 0;
    for (let each = from; each < to; each++) {
      const at = slots[hashOf(file[each]!, line[each]!, name[each]!) & mask]!;
      if (at >= 0) sum += this.name[at]! + this.file[at]! + this.line[at]!;
    }
    keep(sum);
  }

  /** Puts functions of the columns into their slots. */
  private place(from: FunctionIndex, to: FunctionIndex): void {
    const { slots, file, line, name } = this;
    const mask = slots.length - 1;
    for (let at = from; at < to; at++) {
      let slot = hashOf(file[at]!, line[at]!, name[at]!) & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = at;
    }
  }

  private append(slot: number, file: StringId, line: number, name: StringId): FunctionIndex {
    const at = this.length++;
    if (at >= this.file.length) this.growColumns();
    this.file[at] = file;
    this.line[at] = line;
    this.name[at] = name;
    this.slots[slot] = at;
    if (this.length * 2 > this.slots.length) this.growSlots();
    return at;
  }

  private growColumns(): void {
    const capacity = Math.max(FIRST_CAPACITY, this.length * 2);
    this.file = longer(this.file, capacity);
    this.name = longer(this.name, capacity);
    this.line = this.line instanceof Int32Array ? longer(this.line, capacity) : longer(this.line, capacity);
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    this.place(0, this.length);
  }
}

function kindOfLines(line: FunctionKeys['line']): 'int32' | 'float64' {
  return line instanceof Int32Array ? 'int32' : 'float64';
}

/** So many bits a row: one row in nine is looked at although nothing is equal to it. 2**30 are as many as a mask can pick from. */
const BITS_PER_ROW = 16;
const MOST_BITS = 2 ** 30;

/** The table of so few is soon made, and then each key is looked up once, too seldom for V8 to compile that. */
const FEW_ROWS = 1024;

/**
 * Every row that has the key of an earlier one, with that one. Next to none have, so a table of all would be looked into
 * for nothing, and each look into one of a million rows waits for memory. Here each key sets one bit; what set none that
 * another had set is alone, and only the others are interned.
 *
 *     row     0    1    2    3            bits           once   twice
 *     key     a    b    c    b            a c            1      0
 *                                         b              1      1      <- rows 1 and 3 are compared: 3 has the key of 1
 */
export function* repeatedRowSteps(functions: FunctionKeys): Steps<ReadonlyMap<FunctionIndex, FunctionIndex>> {
  const { file, line, name, length } = functions;
  if (length <= FEW_ROWS) return repeatedAmongFew(functions);
  const bits = Math.min(MOST_BITS, 2 ** Math.ceil(Math.log2(length * BITS_PER_ROW)));
  const once = new Int32Array(bits / 32);
  const twice = new Int32Array(bits / 32);
  const mask = bits - 1;
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const hash = hashOf(file[row]!, line[row]!, name[row]!) & mask;
      const word = hash >>> 5;
      const bit = 1 << (hash & 31);
      if ((once[word]! & bit) === 0) once[word]! |= bit;
      else twice[word]! |= bit;
    }
  });
  const pool = new FunctionPool(kindOfLines(line));
  const firstRow: FunctionIndex[] = [];
  const repeated = new Map<FunctionIndex, FunctionIndex>();
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const hash = hashOf(file[row]!, line[row]!, name[row]!) & mask;
      if ((twice[hash >>> 5]! & (1 << (hash & 31))) === 0) continue;
      const at = pool.intern(file[row]!, line[row]!, name[row]!);
      if (at === firstRow.length) firstRow.push(row);
      else repeated.set(row, firstRow[at]!);
    }
  });
  return repeated;
}

/**
 * No pool and no hash: V8 runs this uncompiled, where each property costs as much as the rest of a row. Were all rows in one
 * slot, they would be half a million looks.
 */
function repeatedAmongFew({ file, line, name, length }: FunctionKeys): ReadonlyMap<FunctionIndex, FunctionIndex> {
  const mask = 4 * FEW_ROWS - 1;
  const slots = new Int16Array(mask + 1); // row + 1
  const repeated = new Map<FunctionIndex, FunctionIndex>();
  for (let row = 0; row < length; row++) {
    const rowFile = file[row]!;
    const rowLine = line[row]!;
    const rowName = name[row]!;
    let slot = (rowName + rowLine + 7 * rowFile) & mask; // a hundred files have a `<module>` at line 1
    let other = slots[slot]! - 1;
    while (other >= 0 && (name[other] !== rowName || line[other] !== rowLine || file[other] !== rowFile)) {
      slot = (slot + 1) & mask;
      other = slots[slot]! - 1;
    }
    if (other < 0) slots[slot] = row + 1;
    else repeated.set(row, other);
  }
  return repeated;
}

/** Differs in each process, so that nobody can write a file whose functions all land in one slot. */
const SEED = Math.floor(Math.random() * 2 ** 32) | 0;

function hashOf(file: StringId, line: number, name: StringId): number {
  let hash = SEED ^ Math.imul(name, 0x9e3779b1) ^ Math.imul(file, 0x85ebca6b) ^ Math.imul(line | 0, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
