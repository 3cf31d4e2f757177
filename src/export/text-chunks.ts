import { joinPieces } from '../text/chunks.ts';

/**
 * Text in chunks of bounded size, in UTF-8. The pieces hold no lone surrogates. `finish`: what is done to each whole
 * chunk.
 */
export function* textChunks(
  pieces: Iterable<string>,
  finish: (text: string) => string = (text) => text,
): Generator<Uint8Array> {
  for (const chunk of joinPieces(pieces)) yield Buffer.from(finish(chunk), 'utf8');
}
