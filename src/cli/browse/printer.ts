import { escapeControls } from '../../text/escape.ts';
import { decodeSurrogateEscape, encodeSurrogateEscape } from '../../text/wtf8.ts';
import type { Output } from '../context.ts';

/** Standard output while somebody reads it. */
export type Printer = Output & {
  readonly print: (text: string) => void;
  readonly isOpen: () => boolean;
};

/** Into a pipe go CPython's bytes. The browser has no colours of its own, so a terminal gets no escapes at all. */
export function openPrinter(stdout: Output): Printer {
  const { isTerminal } = stdout;
  let isOpen = true;
  const write = (bytes: Uint8Array): boolean => {
    isOpen &&= stdout.write(isTerminal ? escapeLines(bytes) : bytes);
    return isOpen;
  };
  return { isTerminal, write, print: (text) => void write(encodeSurrogateEscape(text)), isOpen: () => isOpen };
}

/** Whole lines only: what is written in one go never ends within a name. */
function escapeLines(bytes: Uint8Array): Uint8Array {
  const lines = decodeSurrogateEscape(bytes).split('\n');
  return Buffer.from(lines.map(escapeControls).join('\n'), 'utf8');
}
