const CHUNK_CHARACTERS = 1 << 16;

/** Text in chunks of bounded size, in UTF-8. The pieces hold no lone surrogates. `finish`: what is done to a whole chunk. */
export function* textChunks(
  pieces: Iterable<string>,
  finish: (text: string) => string = (text) => text,
): Generator<Uint8Array> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(finish(chunk), 'utf8');
    chunk = '';
  }
  yield Buffer.from(finish(chunk), 'utf8');
}
