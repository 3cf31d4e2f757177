import { inSlices, type Steps } from '../profile/steps.ts';

/** A column to sort by: doubles without NaN, or 32-bit ints. */
export type KeyColumn = Float64Array | Int32Array;

const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const DIGIT = BUCKETS - 1;

/**
 * Sorts row indexes by a column, in place of a comparison sort: 4 to 20 times quicker from 10,000 rows on, and stable.
 * Least significant digit first, 11 bits at a time, over the bits of the numbers turned so that they sort as unsigned
 * ints:
 *
 *     int      flip the sign bit
 *     double   positive: set the sign bit; negative: flip all bits (IEEE 754 sorts as sign and magnitude)
 *
 * Descending order flips all bits of the result, so that ties stay in the order in which they came.
 */
export function* radixSort(rows: Int32Array, column: KeyColumn, order: 'asc' | 'desc'): Steps<Int32Array> {
  const flip = order === 'asc' ? 0 : -1;
  if (column instanceof Int32Array) {
    const keys = new Int32Array(column.length);
    yield* inSlices(column.length, (from, to) => makeIntKeys(column, flip, keys, from, to));
    return yield* sortByWord(rows, keys, yield* countDigits(rows, keys));
  }
  const low = new Int32Array(column.length);
  const high = new Int32Array(column.length);
  yield* inSlices(column.length, (from, to) => makeDoubleKeys(column, flip, low, high, from, to));
  const ofLow = yield* countDigits(rows, low);
  const ofHigh = yield* countDigits(rows, high);
  return yield* sortByWord(yield* sortByWord(rows, low, ofLow), high, ofHigh);
}

function makeIntKeys(column: Int32Array, flip: number, keys: Int32Array, from: number, to: number): void {
  for (let row = from; row < to; row++) keys[row] = column[row]! ^ 0x80000000 ^ flip;
}

function makeDoubleKeys(
  column: Float64Array,
  flip: number,
  low: Int32Array,
  high: Int32Array,
  from: number,
  to: number,
): void {
  const bits = new Int32Array(2);
  const number = new Float64Array(bits.buffer);
  for (let row = from; row < to; row++) {
    number[0] = column[row]! + 0; // -0 + 0 is 0: the two are equal to every comparison
    const sign = bits[1]! >> 31;
    low[row] = bits[0]! ^ sign ^ flip;
    high[row] = bits[1]! ^ (sign | 0x80000000) ^ flip;
  }
}

/** Three passes over the digits of unsigned 32-bit keys; a digit that all keys share needs none. */
function* sortByWord(rows: Int32Array, keys: Int32Array, countsOf: readonly Int32Array[]): Steps<Int32Array> {
  let from = rows;
  let to: Int32Array = new Int32Array(rows.length);
  for (const [place, counts] of countsOf.entries()) {
    const shift = place * DIGIT_BITS;
    if (from.length === 0 || counts[(keys[from[0]!]! >>> shift) & DIGIT] === from.length) continue;
    turnIntoStarts(counts);
    yield* inSlices(from.length, (start, end) => spreadByDigit(from, to, keys, shift, counts, start, end));
    const free = from === rows ? new Int32Array(rows.length) : from;
    from = to;
    to = free;
  }
  return from;
}

/**
 * How many keys have each digit, for each place of it. Counted before anything is moved: then the rows stand in the order of the
 * keys, and once for all places.
 */
function* countDigits(rows: Int32Array, keys: Int32Array): Steps<readonly Int32Array[]> {
  const [low, middle, high] = [new Int32Array(BUCKETS), new Int32Array(BUCKETS), new Int32Array(BUCKETS)];
  yield* inSlices(rows.length, (start, end) => {
    for (let at = start; at < end; at++) {
      const key = keys[rows[at]!]!;
      low[key & DIGIT]! += 1;
      middle[(key >>> DIGIT_BITS) & DIGIT]! += 1;
      high[key >>> (2 * DIGIT_BITS)]! += 1;
    }
  });
  return [low, middle, high];
}

/** Where the rows of each digit begin. */
function turnIntoStarts(counts: Int32Array): void {
  let start = 0;
  for (let digit = 0; digit < BUCKETS; digit++) {
    const count = counts[digit]!;
    counts[digit] = start;
    start += count;
  }
}

function spreadByDigit(
  from: Int32Array,
  to: Int32Array,
  keys: Int32Array,
  shift: number,
  starts: Int32Array,
  start: number,
  end: number,
): void {
  for (let at = start; at < end; at++) {
    const row = from[at]!;
    const digit = (keys[row]! >>> shift) & DIGIT;
    to[starts[digit]!++] = row;
  }
}
