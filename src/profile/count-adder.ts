import { addCounts, type CountColumn, countAt, countColumn, formatCount, type OddCount } from './count-column.ts';
import { longer } from './growing.ts';

/** A count column that is added to in place; exact beyond 2**53. */
export class CountAdder {
  private values: Float64Array;
  private readonly odd = new Map<number, OddCount>();
  private isSet: Uint8Array;

  constructor(length: number) {
    this.values = new Float64Array(length);
    this.isSet = new Uint8Array(length);
  }

  grow(length: number): void {
    this.values = longer(this.values, length);
    this.isSet = longer(this.isSet, length);
  }

  add(row: number, from: CountColumn, fromRow: number): void {
    const isFirst = this.isSet[row] === 0;
    this.isSet[row] = 1;
    const sum = this.values[row]! + from.values[fromRow]!;
    const isPlain = from.odd.size === 0 && this.odd.size === 0 && Number.isSafeInteger(sum);
    if (isPlain) this.values[row] = sum;
    else if (isFirst) this.copyExactly(row, from, fromRow);
    else this.addExactly(row, from, fromRow);
  }

  /** {@link add} for some rows of a column, each to the row that the map says: in one loop, for it is run uncompiled where a profile is small. */
  addRows(rowMap: Int32Array, from: CountColumn, start: number, end: number): void {
    const { values, isSet } = this;
    const added = from.values;
    const isPlain = from.odd.size === 0;
    for (let row = start; row < end; row++) {
      const target = rowMap[row]!;
      const sum = values[target]! + added[row]!;
      if (isPlain && isSet[target] === 0) {
        values[target] = sum;
        isSet[target] = 1;
      } else this.add(target, from, row);
    }
  }

  finish(length: number): CountColumn {
    return countColumn(this.values.subarray(0, length), this.odd);
  }

  /** A count that stands alone keeps its text: a bool stays `True`. */
  private copyExactly(row: number, from: CountColumn, fromRow: number): void {
    this.values[row] = from.values[fromRow]!;
    const odd = from.odd.get(fromRow);
    if (odd !== undefined) this.odd.set(row, odd);
  }

  private addExactly(row: number, from: CountColumn, fromRow: number): void {
    const value = addCounts(this.odd.get(row)?.value ?? this.values[row]!, countAt(from, fromRow));
    this.values[row] = Number(value);
    if (typeof value === 'number' && Number.isSafeInteger(value)) this.odd.delete(row);
    else this.odd.set(row, { value, text: formatCount(value) });
  }
}
