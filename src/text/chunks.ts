/** The chunks of a printed text as one array. */
export function joinChunks(chunks: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat([...chunks]);
}

const CHUNK_CHARACTERS = 1 << 16;

/** The same text in strings of bounded size: a text of a million lines does not fit into one. */
export function* joinPieces(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
