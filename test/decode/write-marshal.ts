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
  private readonly parts: Buffer[] = [];
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
    return Buffer.concat(this.parts);
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
    const id = JSON.stringify(['key', ...key]);
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
    const bytes = Buffer.from(text, 'utf8');
    const isShort = this.version === 4 && bytes.length === text.length && bytes.length < 256;
    this.code(isShort ? 'z' : 'u', this.version === 4, id);
    this.parts.push(isShort ? Buffer.of(bytes.length) : int32(bytes.length), bytes);
  }

  private int(value: number | bigint): void {
    const id = `int ${value}`;
    if (this.writeReference(id)) return;
    const isSmall = value >= -(2 ** 31) && value < 2 ** 31;
    // CPython shares only the ints up to 256; larger ones are objects of their own
    this.code(isSmall ? 'i' : 'l', this.version === 4 && value >= 0 && value <= 256, id);
    this.parts.push(isSmall ? int32(Number(value)) : long(BigInt(value)));
  }

  private float(value: number): void {
    this.code('g', false);
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.parts.push(bytes);
  }

  private tuple(size: number, flagged: boolean, id = ''): void {
    this.code(this.version === 4 ? ')' : '(', flagged, id);
    this.parts.push(this.version === 4 ? Buffer.of(size) : int32(size));
  }

  private code(code: string, flagged: boolean, id = ''): void {
    this.parts.push(Buffer.of(code.charCodeAt(0) | (flagged ? 0x80 : 0)));
    if (!flagged) return;
    if (id !== '') this.refs.set(id, this.refCount);
    this.refCount++;
  }

  private writeReference(id: string): boolean {
    const index = this.refs.get(id);
    if (index === undefined) return false;
    this.parts.push(Buffer.from('r'), int32(index));
    return true;
  }
}

function isCountOnly({ numbers }: Row['callers'][number]): boolean {
  return numbers.length === 1;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function long(value: bigint): Buffer {
  const digits: number[] = [];
  for (let left = value < 0n ? -value : value; left > 0n; left >>= 15n) digits.push(Number(left & 0x7fffn));
  const bytes = Buffer.alloc(digits.length * 2);
  for (const [at, digit] of digits.entries()) bytes.writeUInt16LE(digit, at * 2);
  return Buffer.concat([int32(value < 0n ? -digits.length : digits.length), bytes]);
}
