const CHUNK_CHARACTERS = 1 << 16;

/** Text in chunks of bounded size, in UTF-8. The pieces hold no lone surrogates. */
export function* textChunks(pieces: Iterable<string>): Generator<Uint8Array> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk, 'utf8');
    chunk = '';
  }
  yield Buffer.from(chunk, 'utf8');
}
