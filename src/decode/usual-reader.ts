import { type StringId, StringPool } from '../profile/string-pool.ts';
import { decodeWtf8 } from '../text/wtf8.ts';
import type { Dump } from './dump-source.ts';
import { CODE, FLAG_REF, LONGEST_STRING } from './marshal-codes.ts';
import { looksLikePython2 } from './python2.ts';
import { KIND, ReferenceTable } from './reference-table.ts';

/** The dump is not of the usual shape. It carries no message: the plain decoder finds the words. */
export class UnusualShape extends Error {}

const FLAGGED_INT32 = CODE.int32 | FLAG_REF;
const FLAGGED_DICT = CODE.dict | FLAG_REF;

/**
 * Reads the objects that a usual dump is made of, straight from the bytes: no object is made for any of them, and what
 * is flagged enters the reference table. With `remembers` off, a part can be read again without touching the table.
 */
export class UsualReader extends ReferenceTable {
  readonly strings: StringPool;
  /** The key that `readKey` read last. */
  file: StringId = 0;
  line = 0;
  name: StringId = 0;
  /** The numbers that `readNumbers` read last: cc, nc in a function's tuple, nc, cc in an edge's. */
  firstCount = 0;
  secondCount = 0;
  tottime = 0;
  cumtime = 0;
  private readonly python2: boolean;

  constructor(dump: Dump) {
    super(dump);
    this.strings = new StringPool(dump.length);
    this.python2 = looksLikePython2(this.bytes);
  }

  openDict(): void {
    const code = this.bytes[this.offset++];
    if (code === FLAGGED_DICT) this.remember(KIND.other, 0);
    else if (code !== CODE.dict) throw new UnusualShape();
  }

  /** Steps over the '0' that ends a dict, if it is there; else the next item is in reach. */
  endsDict(): boolean {
    this.reach();
    if (this.bytes[this.offset] !== CODE.null) return false;
    this.offset++;
    return true;
  }

  /** Steps into a tuple of `size` items. A remembered one takes its slot before its items do. */
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

  /** `(file, line, name)`, written out or by reference, into the fields of those names. */
  readKey(): void {
    if (this.bytes[this.offset] === CODE.ref) {
      this.recallKey(this.readReference(KIND.key));
      return;
    }
    if (this.readCommonKey()) return;
    const slot = this.openTupleFlagged(3) ? this.remember(KIND.key, 0) : -1;
    this.file = this.readString();
    this.line = this.readLine();
    this.readName(slot);
  }

  /** Steps over a key by reference, which `skipEdges` has checked, and returns its slot; -1 before any other key. */
  skipKeyReference(): number {
    if (this.bytes[this.offset] !== CODE.ref) return -1;
    this.offset += 5;
    return this.view.getInt32(this.offset - 4, true);
  }

  /** ')' 3 | 'r' i32 | 'i'|'r' i32 | a string: nearly every key that is written out. Only the tuple may be flagged. */
  private readCommonKey(): boolean {
    const { bytes, view, refKind, offset } = this;
    const tupleCode = bytes[offset]!;
    if ((tupleCode & ~FLAG_REF) !== CODE.smallTuple || bytes[offset + 1] !== 3 || bytes[offset + 2] !== CODE.ref)
      return false;
    const file = view.getInt32(offset + 3, true);
    if (refKind[file] !== KIND.string) return false;
    let line = view.getInt32(offset + 8, true);
    if (bytes[offset + 7] !== CODE.int32) {
      if (bytes[offset + 7] !== CODE.ref || refKind[line] !== KIND.int) return false;
      line = this.refValue[line]!;
    }
    this.file = this.refValue[file]!;
    this.line = line;
    this.offset = offset + 12;
    this.readName(tupleCode === CODE.smallTuple ? -1 : this.remember(KIND.key, 0));
    return true;
  }

  /** The last item of a key, which took its slot before its items did: -1 if it has none. */
  private readName(slot: number): void {
    this.name = this.readString();
    if (slot >= 0) this.refValue[slot] = this.addKey(this.file, this.line, this.name);
  }

  /** The tuple of a function (5 items, of which the last follows) or of an edge (4): two counts and two times. */
  readNumbers(size: 4 | 5): void {
    if (this.readCommonNumbers(size)) return;
    this.openTuple(size);
    this.firstCount = this.readCount();
    this.secondCount = this.readCount();
    this.tottime = this.readTime();
    this.cumtime = this.readTime();
  }

  /** ')' size | 'i'|'r' i32 | 'i'|'r' i32 | 'g' f64 | 'g' f64: 30 bytes at fixed places. Only the floats may be flagged. */
  private readCommonNumbers(size: number): boolean {
    const { bytes, view, refKind, offset } = this;
    if (bytes[offset] !== CODE.smallTuple || bytes[offset + 1] !== size) return false;
    const tottimeCode = bytes[offset + 12]!;
    const cumtimeCode = bytes[offset + 21]!;
    if ((tottimeCode & ~FLAG_REF) !== CODE.float || (cumtimeCode & ~FLAG_REF) !== CODE.float) return false;
    let first = view.getInt32(offset + 3, true);
    if (bytes[offset + 2] !== CODE.int32) {
      if (bytes[offset + 2] !== CODE.ref || refKind[first] !== KIND.int) return false;
      first = this.refValue[first]!;
    }
    let second = view.getInt32(offset + 8, true);
    if (bytes[offset + 7] !== CODE.int32) {
      if (bytes[offset + 7] !== CODE.ref || refKind[second] !== KIND.int) return false;
      second = this.refValue[second]!;
    }
    this.firstCount = first;
    this.secondCount = second;
    this.tottime = view.getFloat64(offset + 13, true);
    this.cumtime = view.getFloat64(offset + 22, true);
    this.offset = offset + 30;
    if (tottimeCode !== CODE.float) this.rememberNumber(KIND.float, this.tottime);
    if (cumtimeCode !== CODE.float) this.rememberNumber(KIND.float, this.cumtime);
    return true;
  }

  private recallKey(key: number): void {
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
    const value = this.view.getFloat64(this.offset + 1, true);
    this.offset += 9;
    if (code !== CODE.float) this.rememberNumber(KIND.float, value);
    return value;
  }

  private readLine(): number {
    const line = this.readCount();
    if (line !== (line | 0)) throw new UnusualShape();
    return line;
  }

  private readWideCount(byte: number): number {
    const { view, offset } = this;
    const code = byte & ~FLAG_REF;
    if (code !== CODE.long && code !== CODE.int64) throw new UnusualShape();
    const value = code === CODE.long ? this.shortLongAt(offset + 1) : safe(Number(view.getBigInt64(offset + 1, true)));
    this.offset += code === CODE.int64 ? 9 : 5 + 2 * Math.abs(view.getInt32(offset + 1, true));
    if (byte !== code) this.rememberNumber(KIND.bigInt, value);
    return value;
  }

  /** 'l' with up to four digits of 15 bits: every count from 2**31 to 2**53. */
  private shortLongAt(at: number): number {
    const size = this.view.getInt32(at, true);
    const count = Math.abs(size);
    if (count < 1 || count > 4) throw new UnusualShape();
    let value = 0;
    for (let i = count - 1; i >= 0; i--) {
      const digit = this.view.getUint16(at + 4 + 2 * i, true);
      if (digit > 0x7fff || (i === count - 1 && digit === 0)) throw new UnusualShape();
      value = value * 0x8000 + digit;
    }
    return safe(size < 0 ? -value : value);
  }

  private recallCount(): number {
    const index = this.view.getInt32(this.offset + 1, true);
    const kind = this.refKind[index];
    if (kind !== KIND.int && kind !== KIND.bigInt) throw new UnusualShape();
    this.offset += 5;
    return kind === KIND.int ? this.refValue[index]! : this.numberOf(index);
  }

  private recallTime(): number {
    const index = this.view.getInt32(this.offset + 1, true);
    if (this.refKind[index] !== KIND.float) return this.recallCount();
    this.offset += 5;
    return this.numberOf(index);
  }

  readString(): StringId {
    const byte = this.bytes[this.offset]!;
    switch (byte & ~FLAG_REF) {
      case CODE.ref:
        return this.readReference(KIND.string);
      case CODE.shortAscii:
      case CODE.shortAsciiInterned:
        return this.readText(byte, 2, this.bytes[this.offset + 1]!, true);
      case CODE.ascii:
      case CODE.asciiInterned:
        return this.readText(byte, 5, this.view.getInt32(this.offset + 1, true), true);
      case CODE.unicode:
        return this.readText(byte, 5, this.view.getInt32(this.offset + 1, true), false);
      case CODE.interned:
        return this.readInterned(byte);
      default:
        return this.readPython2String(byte);
    }
  }

  private readInterned(byte: number): StringId {
    const id = this.readText(byte, 5, this.view.getInt32(this.offset + 1, true), false);
    if (this.remembers) this.internedStrings.push(id);
    return id;
  }

  /** 's' is text, and 'R' a reference to the n-th 't', in Python 2 alone. */
  private readPython2String(byte: number): StringId {
    const argument = this.view.getInt32(this.offset + 1, true);
    if (this.python2 && byte === CODE.bytes) return this.readText(byte, 5, argument, false);
    const id = this.python2 && byte === CODE.stringRef ? this.internedStrings[argument] : undefined;
    if (id === undefined) throw new UnusualShape();
    this.offset += 5;
    return id;
  }

  /** `header`: how many bytes say what it is and how long. */
  private readText(byte: number, header: number, length: number, isLatin1: boolean): StringId {
    if (!(length >= 0 && length <= LONGEST_STRING)) throw new UnusualShape();
    this.reach(length);
    const start = this.offset + header;
    const end = start + length;
    if (end > this.bytes.length) throw new UnusualShape();
    const id = this.strings.internBytes(this.bytes, start, length);
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
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new UnusualShape();
  return value;
}
