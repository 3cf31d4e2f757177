import { pythonFloatRepr } from '../text/python-repr.ts';

/** A number of calls: a bigint only where a double could not hold it exactly. */
export type Count = number | bigint;

/** A count that is not a plain whole number below 2**53, with the text that CPython prints for it. */
export type OddCount = { readonly value: Count; readonly text: string };

/** A column of counts. `values` is exact below 2**53: right for sorting and for sums of ordinary profiles. */
export type CountColumn = {
  readonly values: Float64Array;
  /** @internal The exact value of the few that do not fit, and the bools and floats that only hand-made dumps hold, by row. */
  readonly odd: ReadonlyMap<number, OddCount>;
};

const NO_ODD_COUNTS: ReadonlyMap<number, OddCount> = new Map();

export function countColumn(values: Float64Array, odd: ReadonlyMap<number, OddCount> = NO_ODD_COUNTS): CountColumn {
  return { values, odd };
}

export function countAt(column: CountColumn, row: number): Count {
  const odd = column.odd.size === 0 ? undefined : column.odd.get(row);
  return odd === undefined ? column.values[row]! : odd.value;
}

/** `str(count)`: every digit, however many there are. */
export function countText(column: CountColumn, row: number): string {
  const odd = column.odd.size === 0 ? undefined : column.odd.get(row);
  return odd === undefined ? String(column.values[row]) : odd.text;
}

/** `str` of a count that is in no column (a total). */
export function formatCount(count: Count): string {
  return typeof count === 'bigint' || Number.isInteger(count) ? String(count) : pythonFloatRepr(count);
}

/** Exact below, at and above 2**53; a float (in a hand-made dump) makes the sum a float, as in Python. */
export function addCounts(left: Count, right: Count): Count {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (Number.isSafeInteger(sum) || !Number.isInteger(left) || !Number.isInteger(right)) return sum;
    return BigInt(left) + BigInt(right);
  }
  if (!isWhole(left) || !isWhole(right)) return Number(left) + Number(right);
  return BigInt(left) + BigInt(right);
}

function isWhole(count: Count): boolean {
  return typeof count === 'bigint' || Number.isInteger(count);
}

export function sumCounts(column: CountColumn): Count {
  let total = 0;
  for (let row = 0; row < column.values.length; row++) total += column.values[row]!;
  if (column.odd.size === 0 && Number.isSafeInteger(total)) return total;
  let exact: Count = 0;
  for (let row = 0; row < column.values.length; row++) exact = addCounts(exact, countAt(column, row));
  return exact;
}

/** Whether a row's two counts differ, exactly: pstats then prints both (`nc/cc`). */
export function countsDiffer(left: CountColumn, right: CountColumn, row: number): boolean {
  if (left.odd.size === 0 && right.odd.size === 0) return left.values[row] !== right.values[row];
  // biome-ignore lint/suspicious/noDoubleEquals: 1n and 1 are the same count
  return countAt(left, row) != countAt(right, row);
}

/** Order of two counts of one column; exact where doubles would call two big counts equal. */
export function compareCounts(column: CountColumn, a: number, b: number): number {
  const left = countAt(column, a);
  const right = countAt(column, b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A growing column. {@link finish} hands its arrays over; do not use the builder after that. */
export class CountColumnBuilder {
  private readonly values: number[] = [];
  private readonly odd = new Map<number, OddCount>();

  set(row: number, value: Count, text?: string): void {
    this.values[row] = Number(value);
    const isPlain = text === undefined && typeof value === 'number' && Number.isSafeInteger(value);
    if (isPlain) this.odd.delete(row);
    else this.odd.set(row, { value, text: text ?? formatCount(value) });
  }

  finish(): CountColumn {
    return countColumn(Float64Array.from(this.values), this.odd.size === 0 ? NO_ODD_COUNTS : this.odd);
  }
}
