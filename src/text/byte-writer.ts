import { formatFixed3 } from './fixed3.ts';
import { encodeSurrogateEscape } from './wtf8.ts';

const CHUNK_BYTES = 1 << 16;
const BLANK = 0x20;
const ZERO = 0x30;

/**
 * Builds text directly as bytes, in chunks: a table of a million rows is 125 MB, and joining strings for it costs more
 * than all the rest. Numbers are written digit by digit; only what is not ASCII goes through a string.
 */
export class ByteWriter {
  private bytes = new Uint8Array(CHUNK_BYTES * 2);
  private length = 0;

  /** Whether there is enough for a chunk. */
  get isFull(): boolean {
    return this.length >= CHUNK_BYTES;
  }

  /** Hands over the bytes so far; the writer goes on with none. */
  take(): Uint8Array {
    return this.lend().slice();
  }

  /** The same, but to be read before the writer goes on: a copy of each chunk takes fresh memory for all that is written. */
  lend(): Uint8Array {
    const lent = this.bytes.subarray(0, this.length);
    this.length = 0;
    return lent;
  }

  /** ASCII text: literals, digits, dates. */
  ascii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.length = at;
  }

  /** Any text, in UTF-8; U+DC80..U+DCFF become the raw byte that they stand for. */
  text(text: string): void {
    this.raw(encodeSurrogateEscape(text));
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  blanks(count: number): void {
    if (count <= 0) return;
    this.reserve(count);
    this.bytes.fill(BLANK, this.length, this.length + count);
    this.length += count;
  }

  /** Room for `length` bytes, which the caller then writes at `at`: for copying without a view. */
  claim(length: number): { readonly bytes: Uint8Array; readonly at: number } {
    this.reserve(length);
    const at = this.length;
    this.length += length;
    return { bytes: this.bytes, at };
  }

  /** Takes back the last bytes. */
  giveBack(length: number): void {
    this.length -= length;
  }

  /** `'%8.3f'`. Longer numbers push the row to the right, as in C. */
  fixed3(value: number): void {
    const thousandths = value * 1000;
    const whole = Math.floor(thousandths);
    const rest = thousandths - whole;
    // Far enough from a tie, and small enough that value * 1000 has no error to speak of, the digits are those of an
    // integer. Nearer ones take the exact way. (-0 has a sign to print, and negative numbers are rare.)
    const isPlain = value > 0 && thousandths < 1e9 && Math.abs(rest - 0.5) > 1e-3;
    if (isPlain) this.thousandths(rest > 0.5 ? whole + 1 : whole);
    else this.ascii(formatFixed3(value).padStart(8));
  }

  /** 1234567 -> '1234.567', right-aligned in 8. */
  private thousandths(value: number): void {
    this.reserve(16);
    const { bytes } = this;
    const width = value < 10_000_000 ? 8 : value < 100_000_000 ? 9 : 10;
    const start = this.length;
    let at = start + width;
    let left = value | 0;
    for (let digit = 0; digit < 4 || left > 0; digit++) {
      const next = (left / 10) | 0;
      bytes[--at] = ZERO + left - next * 10;
      left = next;
      if (digit === 2) bytes[--at] = 0x2e;
    }
    while (at > start) bytes[--at] = BLANK;
    this.length = start + width;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const longer = new Uint8Array(2 * (this.length + more));
    longer.set(this.bytes.subarray(0, this.length));
    this.bytes = longer;
  }
}
