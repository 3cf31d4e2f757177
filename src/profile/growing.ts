/** A longer copy of a column, padded with zeros; by default twice as long. */
export function longer(column: Int32Array, capacity?: number): Int32Array;
export function longer(column: Uint32Array, capacity?: number): Uint32Array;
export function longer(column: Uint8Array, capacity?: number): Uint8Array;
export function longer(column: Float64Array, capacity?: number): Float64Array;
export function longer(
  column: Int32Array | Uint32Array | Uint8Array | Float64Array,
  capacity: number = column.length * 2,
): Int32Array | Uint32Array | Uint8Array | Float64Array {
  const copy = emptyLike(column, capacity);
  copy.set(column);
  return copy;
}

function emptyLike(
  column: Int32Array | Uint32Array | Uint8Array | Float64Array,
  length: number,
): Int32Array | Uint32Array | Uint8Array | Float64Array {
  if (column instanceof Int32Array) return new Int32Array(length);
  if (column instanceof Uint32Array) return new Uint32Array(length);
  return column instanceof Uint8Array ? new Uint8Array(length) : new Float64Array(length);
}
