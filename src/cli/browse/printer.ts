import { escapeControls } from '../../text/escape.ts';
import { decodeSurrogateEscape, encodeSurrogateEscape } from '../../text/wtf8.ts';
import type { Context, Output } from '../context.ts';

/** Standard output while somebody reads it. */
export type Printer = Output & {
  readonly print: (text: string) => void;
  readonly isOpen: () => boolean;
};

/** Into a pipe go CPython's bytes. A terminal would obey what stands in the names of a profile: there it is made visible. */
export function openPrinter({ stdout, hasOutputTerminal }: Context): Printer {
  const prepare = hasOutputTerminal() ? harmless : (bytes: Uint8Array): Uint8Array => bytes;
  let isOpen = true;
  const write = (bytes: Uint8Array): boolean => {
    isOpen &&= stdout.write(prepare(bytes));
    return isOpen;
  };
  return { write, print: (text) => void write(encodeSurrogateEscape(text)), isOpen: () => isOpen };
}

/** Whole lines only: what is written in one go never ends within a name. */
function harmless(bytes: Uint8Array): Uint8Array {
  const lines = decodeSurrogateEscape(bytes).split('\n');
  return Buffer.from(lines.map(escapeControls).join('\n'), 'utf8');
}
