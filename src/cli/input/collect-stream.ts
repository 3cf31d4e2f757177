import { FileError } from '../../errors.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { type IsPossible, MOST_NAMED_BYTES } from './input-head.ts';

/**
 * All that a stream gives; nobody knows beforehand how much that is. Of one that is not possible only the beginning.
 *
 * @throws FileError `too-large` as soon as it is more than `most` bytes: an endless one would fill the memory
 */
export async function collectStream(
  stream: AsyncIterable<Uint8Array>,
  most: number,
  isPossible: IsPossible = () => true,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (length >= MOST_NAMED_BYTES && !isPossible(pieces[0]!)) break;
    if (length > most) throw new FileError('too-large', '-', `it gives more than ${formatByteSize(most)}`);
  }
  return Buffer.concat(pieces, length);
}
