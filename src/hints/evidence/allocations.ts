/** What a snapshot says of one line: the blocks that were alive when it was taken. */
export type Allocation = { readonly bytes: number; readonly blocks: number };

/** The allocations of one file. Only the innermost frame of each traceback counts. */
export type LineAllocations = {
  readonly at: (line: number) => Allocation;
  /** Bytes of this file. */
  readonly bytes: number;
  /** Bytes of the whole snapshot. */
  readonly total: number;
};

/** The allocations of lines from..to. */
export function allocatedIn(allocations: LineAllocations, from: number, to: number): Allocation {
  let bytes = 0;
  let blocks = 0;
  for (let line = from; line <= to; line++) {
    const found = allocations.at(line);
    bytes += found.bytes;
    blocks += found.blocks;
  }
  return { bytes, blocks };
}
