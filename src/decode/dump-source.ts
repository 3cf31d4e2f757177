/** A dump that is in a file and not in memory: its bytes are read where they are needed, and may be read twice. */
export type DumpSource = {
  readonly length: number;
  /** Fills `target` with the bytes from `at` on, and returns how many there were: fewer only at the end. */
  readonly read: (target: Uint8Array, at: number) => number;
  /** Nothing more is read for now. Reading goes on all the same if it has to. */
  readonly close: () => void;
};

/** A dump in memory, or where to read it from. */
export type Dump = Uint8Array | DumpSource;

/** Not by `instanceof`: bytes of a frame or a `vm` context have a Uint8Array of their own. */
export function isInMemory(dump: Dump): dump is Uint8Array {
  return !('read' in dump);
}

/** All of it, for what reads no pieces. */
export function allBytes(dump: Dump): Uint8Array {
  if (isInMemory(dump)) return dump;
  const bytes = new Uint8Array(dump.length);
  const length = dump.read(bytes, 0);
  dump.close();
  return bytes.subarray(0, length);
}
