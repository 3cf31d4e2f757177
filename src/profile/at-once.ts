/** So many rows or functions fit into the processor's own memory with all that is looked at of them. */
export const AT_ONCE = 256;

const kept = new Float64Array(1);

/** Where the sum goes of what is only touched: V8 leaves out what nobody keeps. */
export function keep(sum: number): void {
  kept[0] = sum;
}
