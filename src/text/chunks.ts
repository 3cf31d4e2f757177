/** The chunks of a printed text as one array; each may be lent until the next is asked for. */
export function joinChunks(chunks: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat(Array.from(chunks, (chunk) => new Uint8Array(chunk)));
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

/** The same in UTF-8; pieces that are bytes already come between. No text has lone surrogates. */
export function* encodePieces(pieces: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let chunk = '';
  for (const piece of pieces) {
    const isText = typeof piece === 'string';
    if (isText) chunk += piece;
    if (isText && chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = '';
    if (!isText) yield piece;
  }
  yield Buffer.from(chunk);
}
