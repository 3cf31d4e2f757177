import type { Steps } from '../profile/steps.ts';
import type { StringSlices } from '../profile/string-pool.ts';

/** Stands for the end of a string: it sorts before every byte. */
const END = -1;

const FEW = 12;

/** A slice looks at this many strings, or at as many as are in the range to split. */
const LOOKS_A_SLICE = 1 << 16;

/**
 * Sorts string ids by the bytes of their strings, in place. In UTF-8 (and WTF-8) that is the order of the code points,
 * Python's order, and no string has to be made for it.
 *
 * `suffix`: a byte that every string is taken to end with (sorting `name)` needs no copies of names), or -1.
 *
 * Multikey quicksort (Bentley and Sedgewick 1997): splits by one byte at one depth into less, equal and greater, so
 * that a common beginning is looked at once and not in every comparison. The ranges still to do are on a stack of our
 * own, since the strings of a dump may have any length.
 */
export function* sortByBytes(slices: StringSlices, ids: Int32Array, suffix: number = END): Steps<void> {
  const todo = [0, ids.length, 0];
  while (todo.length > 0) {
    sortSome(slices, ids, suffix, todo);
    yield;
  }
}

/** Splits and sorts ranges until about {@link LOOKS_A_SLICE} strings have been looked at. */
function sortSome(slices: StringSlices, ids: Int32Array, suffix: number, todo: number[]): void {
  for (let left = LOOKS_A_SLICE; left > 0 && todo.length > 0; ) {
    const depth = todo.pop()!;
    const to = todo.pop()!;
    const from = todo.pop()!;
    if (to - from <= FEW) insertionSort(slices, ids, from, to, depth, suffix);
    else split(slices, ids, from, to, depth, suffix, todo);
    left -= to - from;
  }
}

function split(
  slices: StringSlices,
  ids: Int32Array,
  from: number,
  to: number,
  depth: number,
  suffix: number,
  todo: number[],
): void {
  const pivot = byteAt(slices, ids[(from + to) >> 1]!, depth, suffix);
  let less = from;
  let greater = to;
  for (let at = from; at < greater; ) {
    const byte = byteAt(slices, ids[at]!, depth, suffix);
    if (byte < pivot) swap(ids, less++, at++);
    else if (byte > pivot) swap(ids, at, --greater);
    else at++;
  }
  todo.push(from, less, depth, greater, to, depth);
  if (pivot !== END) todo.push(less, greater, depth + 1);
}

function insertionSort(
  slices: StringSlices,
  ids: Int32Array,
  from: number,
  to: number,
  depth: number,
  suffix: number,
): void {
  for (let at = from + 1; at < to; at++) {
    const id = ids[at]!;
    let place = at;
    for (; place > from && compareFrom(slices, ids[place - 1]!, id, depth, suffix) > 0; place--)
      ids[place] = ids[place - 1]!;
    ids[place] = id;
  }
}

/** The order of two strings that are the same up to `depth`. */
function compareFrom(slices: StringSlices, a: number, b: number, depth: number, suffix: number): number {
  for (let at = depth; ; at++) {
    const left = byteAt(slices, a, at, suffix);
    const right = byteAt(slices, b, at, suffix);
    if (left !== right) return left - right;
    if (left === END) return 0;
  }
}

function byteAt({ bytes, start, length }: StringSlices, id: number, depth: number, suffix: number): number {
  const size = length[id]!;
  if (depth < size) return bytes[start[id]! + depth]!;
  return depth === size ? suffix : END;
}

function swap(ids: Int32Array, a: number, b: number): void {
  const kept = ids[a]!;
  ids[a] = ids[b]!;
  ids[b] = kept;
}
