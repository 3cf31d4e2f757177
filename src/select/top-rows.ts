import type { FunctionIndex } from '../profile/function-keys.ts';

type Compare = (a: FunctionIndex, b: FunctionIndex) => number;

/** What an order looks at first: numbers, none of them NaN; `sign` is -1 where large ones come first. */
export type FirstLook = { readonly values: ArrayLike<number>; readonly sign: 1 | -1 };

/**
 * The first `count` rows of an order, sorted, without sorting the others. `compare` must tell any two rows apart (by
 * the row number in the end), as a stable sort does.
 *
 * Kept in a heap whose root is the last of the rows so far: most rows lose against it and are forgotten, by one look at
 * their number where the order begins with one.
 */
export function topRows(length: number, count: number, compare: Compare, look: FirstLook | null = null): Int32Array {
  const heap = new Int32Array(Math.min(count, length));
  if (heap.length === 0) return heap;
  for (let row = 0; row < heap.length; row++) heap[row] = row;
  for (let at = (heap.length >> 1) - 1; at >= 0; at--) siftDown(heap, at, compare);
  for (let row = heap.length; row < length; row++) {
    if (look !== null) row = nextCandidate(look, row, length, heap[0]!);
    if (row === length || compare(row, heap[0]!) > 0) continue;
    heap[0] = row;
    siftDown(heap, 0, compare);
  }
  return heap.sort(compare);
}

/** The first row from `from` on that is not behind the row `last` at first sight; `length` if there is none. */
function nextCandidate({ values, sign }: FirstLook, from: number, length: number, last: FunctionIndex): number {
  const most = sign * values[last]!;
  let row = from;
  while (row < length && sign * values[row]! > most) row++;
  return row;
}

function siftDown(heap: Int32Array, from: number, compare: Compare): void {
  let at = from;
  for (;;) {
    let last = 2 * at + 1;
    if (last >= heap.length) return;
    if (last + 1 < heap.length && compare(heap[last + 1]!, heap[last]!) > 0) last++;
    if (compare(heap[last]!, heap[at]!) <= 0) return;
    const row = heap[at]!;
    heap[at] = heap[last]!;
    heap[last] = row;
    at = last;
  }
}
