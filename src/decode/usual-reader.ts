import type { FunctionPool } from '../profile/function-keys.ts';
import type { StringId, StringPool } from '../profile/string-pool.ts';
import { decodeWtf8 } from '../text/wtf8.ts';
import { CODE, FLAG_REF } from './marshal-codes.ts';

/** The dump is not of the usual shape. It carries no message: the plain decoder finds the words. */
export class UnusualShape extends Error {}

/** What stands in a slot of the reference table. */
const KIND = { none: 0, int: 1, bigInt: 2, float: 3, string: 4, key: 5, other: 6 } as const;

const FLAGGED_INT32 = CODE.int32 | FLAG_REF;
const FLAGGED_DICT = CODE.dict | FLAG_REF;

/** The commonest edge: 'r' i32 | ')' 4 | 'i'|'r' i32 | 'i'|'r' i32 | 'g' f64 | 'g' f64. */
const EDGE_BYTES = 35;

const FIRST_CAPACITY = 1024;

/**
 * Reads the objects that a usual dump is made of, straight from the bytes: no object is made for any of them.
 * A flagged object enters the reference table as a kind and an Int32:
 *
 *     refKind    int   string  key  string  float      key: index into keyFile, keyLine, keyName
 *     refValue   17    4       0    5       0          float, bigInt (above 31 bits): index into `numbers`
 *
 * With `remembers` off it reads a part of the dump again and leaves the table alone.
 */
export class UsualReader {
  readonly strings: StringPool;
  offset = 0;
  remembers = true;
  /** The key that `readKey` read last. */
  file: StringId = 0;
  line = 0;
  name: StringId = 0;
  /** The index of that key in the table of remembered keys, or -1. */
  key = -1;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly python2: boolean;
  private refCount = 0;
  private refKind = new Uint8Array(FIRST_CAPACITY);
  private refValue: Int32Array = new Int32Array(FIRST_CAPACITY);
  private keyCount = 0;
  private keyFile: Int32Array = new Int32Array(FIRST_CAPACITY);
  private keyLine: Int32Array = new Int32Array(FIRST_CAPACITY);
  private keyName: Int32Array = new Int32Array(FIRST_CAPACITY);
  private readonly numbers: number[] = [];
  private readonly internedStrings: StringId[] = [];

  constructor(bytes: Uint8Array, strings: StringPool, python2: boolean) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.strings = strings;
    this.python2 = python2;
  }

  openDict(): void {
    const code = this.bytes[this.offset++];
    if (code === FLAGGED_DICT) this.remember(KIND.other, 0);
    else if (code !== CODE.dict) throw new UnusualShape();
  }

  /** Steps over the '0' that ends a dict, if it is there. */
  endsDict(): boolean {
    if (this.bytes[this.offset] !== CODE.null) return false;
    this.offset++;
    return true;
  }

  /** A tuple that holds so many items. A remembered one takes its slot before its items do. */
  openTuple(size: number): void {
    if (this.openTupleFlagged(size)) this.remember(KIND.other, 0);
  }

  private openTupleFlagged(size: number): boolean {
    const byte = this.bytes[this.offset]!;
    const code = byte & ~FLAG_REF;
    if (code === CODE.smallTuple && this.bytes[this.offset + 1] === size) this.offset += 2;
    else if (code === CODE.tuple && this.view.getInt32(this.offset + 1, true) === size) this.offset += 5;
    else throw new UnusualShape();
    return byte !== code;
  }

  /** `(file, line, name)`, written out or by reference, into the fields of that name. */
  readKey(): void {
    if (this.bytes[this.offset] === CODE.ref) {
      this.recallKey(this.readReference(KIND.key));
      return;
    }
    const isFlagged = this.openTupleFlagged(3);
    const slot = isFlagged && this.remembers ? this.remember(KIND.key, 0) : -1;
    this.file = this.readString();
    this.line = this.readLine();
    this.name = this.readString();
    this.key = -1;
    if (slot >= 0) this.refValue[slot] = this.addKey();
  }

  private recallKey(key: number): void {
    this.key = key;
    this.file = this.keyFile[key]!;
    this.line = this.keyLine[key]!;
    this.name = this.keyName[key]!;
  }

  /** A whole number below 2**53. Larger counts are for the plain decoder, which keeps them exact. */
  readCount(): number {
    const code = this.bytes[this.offset]!;
    if (code === CODE.int32) {
      this.offset += 5;
      return this.view.getInt32(this.offset - 4, true);
    }
    if (code === CODE.ref) return this.recallCount();
    if (code === FLAGGED_INT32) {
      const value = this.view.getInt32(this.offset + 1, true);
      this.offset += 5;
      this.remember(KIND.int, value);
      return value;
    }
    return this.readWideCount(code);
  }

  /** Seconds: a binary float; some profilers write whole numbers as ints. */
  readTime(): number {
    const code = this.bytes[this.offset]!;
    if ((code & ~FLAG_REF) !== CODE.float) return code === CODE.ref ? this.recallTime() : this.readCount();
    this.offset += 9;
    const seconds = this.view.getFloat64(this.offset - 8, true);
    return code === CODE.float ? seconds : this.rememberNumber(KIND.float, seconds);
  }

  private readLine(): number {
    const line = this.readCount();
    if (line !== (line | 0)) throw new UnusualShape();
    return line;
  }

  private readWideCount(code: number): number {
    const value = this.readWideInt(code & ~FLAG_REF);
    return (code & FLAG_REF) === 0 ? value : this.rememberNumber(KIND.bigInt, value);
  }

  private readWideInt(code: number): number {
    const at = this.offset + 1;
    if (code === CODE.long) return this.readShortLong(at);
    if (code !== CODE.int64) throw new UnusualShape();
    this.offset += 9;
    return safe(Number(this.view.getBigInt64(at, true)));
  }

  /** 'l' with up to four digits of 15 bits: every count from 2**31 to 2**53. */
  private readShortLong(at: number): number {
    const size = this.view.getInt32(at, true);
    const count = Math.abs(size);
    if (count < 1 || count > 4) throw new UnusualShape();
    let value = 0;
    for (let i = count - 1; i >= 0; i--) {
      const digit = this.view.getUint16(at + 4 + 2 * i, true);
      if (digit > 0x7fff || (i === count - 1 && digit === 0)) throw new UnusualShape();
      value = value * 0x8000 + digit;
    }
    this.offset = at + 4 + 2 * count;
    return safe(size < 0 ? -value : value);
  }

  private rememberNumber(kind: number, value: number): number {
    if (this.remembers) this.remember(kind, this.numbers.push(value) - 1);
    return value;
  }

  private recallCount(): number {
    const index = this.view.getInt32(this.offset + 1, true);
    const kind = this.refKind[index];
    if (kind !== KIND.int && kind !== KIND.bigInt) throw new UnusualShape();
    this.offset += 5;
    return kind === KIND.int ? this.refValue[index]! : this.numbers[this.refValue[index]!]!;
  }

  private recallTime(): number {
    const index = this.view.getInt32(this.offset + 1, true);
    if (this.refKind[index] !== KIND.float) return this.recallCount();
    this.offset += 5;
    return this.numbers[this.refValue[index]!]!;
  }

  readString(): StringId {
    const byte = this.bytes[this.offset]!;
    switch (byte & ~FLAG_REF) {
      case CODE.ref:
        return this.readReference(KIND.string);
      case CODE.shortAscii:
      case CODE.shortAsciiInterned:
        return this.readText(byte, this.offset + 2, this.bytes[this.offset + 1]!, true);
      case CODE.ascii:
      case CODE.asciiInterned:
        return this.readText(byte, this.offset + 5, this.view.getInt32(this.offset + 1, true), true);
      case CODE.unicode:
        return this.readText(byte, this.offset + 5, this.view.getInt32(this.offset + 1, true), false);
      case CODE.interned:
        return this.readInterned(byte);
      default:
        return this.readPython2String(byte);
    }
  }

  private readInterned(byte: number): StringId {
    const id = this.readText(byte, this.offset + 5, this.view.getInt32(this.offset + 1, true), false);
    if (this.remembers) this.internedStrings.push(id);
    return id;
  }

  /** 's' is text, and 'R' a reference to the n-th 't', in Python 2 alone. */
  private readPython2String(byte: number): StringId {
    const argument = this.view.getInt32(this.offset + 1, true);
    if (this.python2 && byte === CODE.bytes) return this.readText(byte, this.offset + 5, argument, false);
    const id = this.python2 && byte === CODE.stringRef ? this.internedStrings[argument] : undefined;
    if (id === undefined) throw new UnusualShape();
    this.offset += 5;
    return id;
  }

  private readText(byte: number, start: number, length: number, isLatin1: boolean): StringId {
    const end = start + length;
    if (!(length >= 0 && end <= this.bytes.length)) throw new UnusualShape();
    const id = this.strings.internSlice(start, length);
    // Beyond ASCII, Latin-1 is not UTF-8 and UTF-8 may be broken: the plain decoder knows what to do with either.
    if (!this.strings.isAscii(id) && (isLatin1 || decodeWtf8(this.bytes.subarray(start, end)) === null))
      throw new UnusualShape();
    this.offset = end;
    if ((byte & FLAG_REF) !== 0) this.remember(KIND.string, id);
    return id;
  }

  private readReference(kind: number): number {
    const index = this.view.getInt32(this.offset + 1, true);
    if (this.refKind[index] !== kind) throw new UnusualShape();
    this.offset += 5;
    return this.refValue[index]!;
  }

  /** Steps over the edges of a row: checks them, and remembers what they flag. */
  skipEdges(): void {
    while (!this.endsDict()) {
      if (this.skipCommonEdge()) continue;
      this.readKey();
      this.openTuple(4);
      this.readCount();
      this.readCount();
      this.readTime();
      this.readTime();
    }
  }

  private skipCommonEdge(): boolean {
    const { bytes, view, offset, refKind } = this;
    if (offset + EDGE_BYTES > bytes.length || bytes[offset] !== CODE.ref) return false;
    if (bytes[offset + 5] !== CODE.smallTuple || bytes[offset + 6] !== 4) return false;
    if (bytes[offset + 17] !== CODE.float || bytes[offset + 26] !== CODE.float) return false;
    if (bytes[offset + 7] !== CODE.int32 && !this.isIntReference(offset + 7)) return false;
    if (bytes[offset + 12] !== CODE.int32 && !this.isIntReference(offset + 12)) return false;
    if (refKind[view.getInt32(offset + 1, true)] !== KIND.key) return false;
    this.offset = offset + EDGE_BYTES;
    return true;
  }

  private isIntReference(at: number): boolean {
    return this.bytes[at] === CODE.ref && this.refKind[this.view.getInt32(at + 1, true)] === KIND.int;
  }

  private remember(kind: number, value: number): number {
    if (!this.remembers) return -1;
    const slot = this.refCount++;
    if (slot === this.refKind.length) this.growRefs();
    this.refKind[slot] = kind;
    this.refValue[slot] = value;
    return slot;
  }

  private addKey(): number {
    const key = this.keyCount++;
    if (key === this.keyFile.length) this.growKeys();
    this.keyFile[key] = this.file;
    this.keyLine[key] = this.line;
    this.keyName[key] = this.name;
    return key;
  }

  private growRefs(): void {
    const kinds = new Uint8Array(this.refKind.length * 2);
    kinds.set(this.refKind);
    this.refKind = kinds;
    this.refValue = doubled(this.refValue);
  }

  private growKeys(): void {
    this.keyFile = doubled(this.keyFile);
    this.keyLine = doubled(this.keyLine);
    this.keyName = doubled(this.keyName);
  }

  /** The function of every remembered key, in one pass: edges by reference then need no search. */
  functionsOfKeys(functions: FunctionPool): Int32Array {
    const found = new Int32Array(this.keyCount);
    for (let key = 0; key < this.keyCount; key++) {
      found[key] = functions.intern(this.keyFile[key]!, this.keyLine[key]!, this.keyName[key]!);
    }
    return found;
  }
}

function doubled(column: Int32Array): Int32Array {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new UnusualShape();
  return value;
}
