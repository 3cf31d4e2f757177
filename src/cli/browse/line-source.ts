import { UsageError } from '../../errors.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { decodeSurrogateEscape } from '../../text/wtf8.ts';
import type { Printer } from './printer.ts';

/** Where the lines of a dialog come from. */
export type LineSource = {
  /** Shows the prompt and waits; null at the end of the input. */
  readonly read: (prompt: string) => Promise<string | null>;
  readonly close: () => void;
};

/** More than anybody types; an endless line would fill the memory. */
const MOST_LINE_BYTES = 2 ** 20;

const NEWLINE = 0x0a;

/** Lines from a pipe or a file, as Python's `input` reads them: the prompt is printed, the line that is read is not. */
export function pipedLines(pieces: AsyncIterable<Uint8Array>, printer: Printer): LineSource {
  const lines = splitLines(pieces);
  return {
    read: async (prompt) => {
      printer.print(prompt);
      const { done, value } = await lines.next();
      return done === true ? null : value;
    },
    close: () => void lines.return(undefined),
  };
}

async function* splitLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, undefined, undefined> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    rest = Buffer.concat([rest, piece]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield decodeSurrogateEscape(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > MOST_LINE_BYTES)
      throw new UsageError('usage', `a line of standard input has more than ${formatByteSize(MOST_LINE_BYTES)}`);
  }
  if (rest.length > 0) yield decodeSurrogateEscape(rest);
  return undefined;
}
