/** The bytes of a printed text as one array: for tests, and for library users who want it whole. */
export function joinChunks(chunks: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat([...chunks]);
}
