/** What a terminal puts around a pasted text: xterm's bracketed paste mode (DECSET 2004). */
export const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

const INTERRUPT = '\x03';

/** More than any name, filter or command; a line of so much could not be edited. */
const MOST_CHARACTERS = 100_000;

type PasteEvent = { readonly kind: 'paste'; readonly text: string } | { readonly kind: 'long-paste' };

/** `length`: how much of a read was taken. `end`: what the paste was, `dropped` after Ctrl-C; null while it goes on. */
type PasteRead = { readonly length: number; readonly end: PasteEvent | 'dropped' | null };

/** A paste whose end has yet to come. Every read is looked through once, and no more is kept than may be used. */
export class OpenPaste {
  private text = '';
  /** The last characters, which may be the beginning of the end. */
  private tail = '';
  private isLong = false;

  /**
   * Ctrl-C, with no end of the paste in the same read, was typed: the end has been lost (a line that broke, a terminal
   * that crashed), and the user wants out. Most terminals take control characters out of what is pasted.
   */
  push(read: string): PasteRead {
    const seen = this.tail + read;
    const end = seen.indexOf(PASTE_END);
    if (end >= 0) {
      const length = end + PASTE_END.length - this.tail.length;
      this.tail = '';
      this.keep(seen.slice(0, end));
      return { length, end: this.finish() };
    }
    const interrupt = read.indexOf(INTERRUPT);
    if (interrupt >= 0) return { length: interrupt, end: 'dropped' };
    const sure = Math.max(0, seen.length - PASTE_END.length + 1);
    this.keep(seen.slice(0, sure));
    this.tail = seen.slice(sure);
    return { length: read.length, end: null };
  }

  /** The paste as far as it came. */
  finish(): PasteEvent {
    this.keep(this.tail);
    this.tail = '';
    return this.isLong ? { kind: 'long-paste' } : { kind: 'paste', text: this.text };
  }

  private keep(text: string): void {
    this.isLong ||= this.text.length + text.length > MOST_CHARACTERS;
    this.text = this.isLong ? '' : this.text + text;
  }
}
