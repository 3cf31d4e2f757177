/**
 * A marshal writer for tests: the values of a profile as CPython writes them, with or without references.
 * Versions: 2 writes no references and text as 'u' (what every Python reads); 4 flags and shares as CPython may.
 */
export type Key = readonly [file: string, line: number, name: string];
export type Numbers = readonly [nc: number | bigint, cc: number | bigint, tt: number, ct: number];
export type Row = {
  readonly key: Key;
  readonly numbers: Numbers;
  readonly callers: readonly { readonly key: Key; readonly numbers: Numbers | CountOnly }[];
};

/** What pure-Python `profile` and sampled profiles say of a caller. */
type CountOnly = readonly [nc: number | bigint];

export function writeProfile(rows: readonly Row[], version: 2 | 4): Uint8Array {
  return new MarshalWriter(version).profile(rows);
}

class MarshalWriter {
  private readonly bytes = new Bytes();
  private readonly refs = new Map<string, number>();
  private refCount = 0;
  private readonly version: 2 | 4;

  constructor(version: 2 | 4) {
    this.version = version;
  }

  profile(rows: readonly Row[]): Uint8Array {
    this.code('{', this.version === 4);
    for (const row of rows) {
      this.key(row.key, row.callers.some(isCountOnly)); // `profile` has one tuple for a function, wherever it stands
      this.tuple(5, false);
      const [nc, cc, tt, ct] = row.numbers;
      this.numbers([cc, nc, tt, ct]);
      this.code('{', false);
      for (const caller of row.callers) this.caller(caller.key, caller.numbers);
      this.code('0', false);
    }
    this.code('0', false);
    return this.bytes.all();
  }

  private caller(key: Key, numbers: Numbers | CountOnly): void {
    this.key(key, true);
    if (numbers.length === 1) {
      this.int(numbers[0]);
      return;
    }
    this.tuple(4, false);
    this.numbers(numbers);
  }

  /** A key in a callers dict is flagged the first time and referred to afterwards; a row's own key of cProfile never is. */
  private key(key: Key, shared: boolean): void {
    const id = shared ? JSON.stringify(['key', ...key]) : '';
    if (shared && this.writeReference(id)) return;
    this.tuple(3, shared && this.version === 4, id);
    this.text(key[0]);
    this.int(key[1]);
    this.text(key[2]);
  }

  private numbers([a, b, tt, ct]: Numbers): void {
    this.int(a);
    this.int(b);
    this.float(tt);
    this.float(ct);
  }

  private text(text: string): void {
    const id = `text ${text}`;
    if (this.writeReference(id)) return;
    const length = Buffer.byteLength(text, 'utf8');
    const isShort = this.version === 4 && length === text.length && length < 256;
    this.code(isShort ? 'z' : 'u', this.version === 4, id);
    if (isShort) this.bytes.uint8(length);
    else this.bytes.int32(length);
    this.bytes.utf8(text, length);
  }

  private int(value: number | bigint): void {
    const id = `int ${value}`;
    if (this.writeReference(id)) return;
    const isSmall = value >= -(2 ** 31) && value < 2 ** 31;
    // CPython shares only the ints up to 256; larger ones are objects of their own
    this.code(isSmall ? 'i' : 'l', this.version === 4 && value >= 0 && value <= 256, id);
    if (isSmall) this.bytes.int32(Number(value));
    else this.long(BigInt(value));
  }

  private long(value: bigint): void {
    const digits: number[] = [];
    for (let left = value < 0n ? -value : value; left > 0n; left >>= 15n) digits.push(Number(left & 0x7fffn));
    this.bytes.int32(value < 0n ? -digits.length : digits.length);
    for (const digit of digits) this.bytes.uint16(digit);
  }

  private float(value: number): void {
    this.code('g', false);
    this.bytes.double(value);
  }

  private tuple(size: number, flagged: boolean, id = ''): void {
    this.code(this.version === 4 ? ')' : '(', flagged, id);
    if (this.version === 4) this.bytes.uint8(size);
    else this.bytes.int32(size);
  }

  private code(code: string, flagged: boolean, id = ''): void {
    this.bytes.uint8(code.charCodeAt(0) | (flagged ? 0x80 : 0));
    if (!flagged) return;
    if (id !== '') this.refs.set(id, this.refCount);
    this.refCount++;
  }

  private writeReference(id: string): boolean {
    const index = this.refs.get(id);
    if (index === undefined) return false;
    this.bytes.uint8('r'.charCodeAt(0));
    this.bytes.int32(index);
    return true;
  }
}

function isCountOnly({ numbers }: Row['callers'][number]): boolean {
  return numbers.length === 1;
}

/** Bytes that grow: a buffer for each number took longer than the profile is read in. */
class Bytes {
  private buffer = Buffer.allocUnsafe(1024);
  private length = 0;

  all(): Uint8Array {
    return Buffer.from(this.buffer.subarray(0, this.length));
  }

  uint8(value: number): void {
    const at = this.take(1);
    this.buffer.writeUInt8(value, at);
  }

  uint16(value: number): void {
    const at = this.take(2);
    this.buffer.writeUInt16LE(value, at);
  }

  int32(value: number): void {
    const at = this.take(4);
    this.buffer.writeInt32LE(value, at);
  }

  double(value: number): void {
    const at = this.take(8);
    this.buffer.writeDoubleLE(value, at);
  }

  utf8(text: string, length: number): void {
    const at = this.take(length);
    this.buffer.write(text, at, length, 'utf8');
  }

  /** Makes room behind what is written, maybe in another buffer, and says where it begins. */
  private take(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.buffer.length) {
      const grown = Buffer.allocUnsafe(2 * this.length);
      this.buffer.copy(grown, 0, 0, at);
      this.buffer = grown;
    }
    return at;
  }
}
