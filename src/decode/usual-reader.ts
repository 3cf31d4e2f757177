import type { StringId } from '../profile/string-pool.ts';
import { decodeWtf8 } from '../text/wtf8.ts';
import type { Dump } from './dump-source.ts';
import { CODE, FLAG_REF, LONGEST_STRING, SAMPLED_MARKER } from './marshal-codes.ts';
import { looksLikePython2 } from './python2.ts';
import { KIND } from './reference-table.ts';
import { CodeNames, UnusualShape } from './usual-code-names.ts';

// Read once: V8 looks an import up at each use until it has compiled the loop, and below 3 MB it compiles none.
const {
  ascii: ASCII,
  asciiInterned: ASCII_INTERNED,
  bytes: BYTES,
  code: CODE_OBJECT,
  dict: DICT,
  float: FLOAT,
  int32: INT32,
  int64: INT64,
  interned: INTERNED,
  long: LONG,
  null: NULL,
  ref: REF,
  shortAscii: SHORT_ASCII,
  shortAsciiInterned: SHORT_ASCII_INTERNED,
  smallTuple: SMALL_TUPLE,
  stringRef: STRING_REF,
  true: TRUE,
  tuple: TUPLE,
  unicode: UNICODE,
} = CODE;
const { bigInt: A_BIG_INT, float: A_FLOAT, int: A_INT, key: A_KEY, other: A_OTHER, string: A_STRING } = KIND;

const FLAGGED_INT32 = INT32 | FLAG_REF;
const FLAGGED_DICT = DICT | FLAG_REF;
const FLAGGED_SMALL_TUPLE = SMALL_TUPLE | FLAG_REF;
const FLAGGED_TUPLE = TUPLE | FLAG_REF;

/**
 * Reads the objects that a usual dump is made of, straight from the bytes: no object is made for any of them, and what
 * is flagged enters the reference table. With `remembers` off, a part can be read again without touching the table.
 */
export class UsualReader extends CodeNames {
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
    this.python2 = looksLikePython2(this.bytes);
  }

  openDict(): void {
    const code = this.bytes[this.offset++];
    if (code === FLAGGED_DICT) this.remember(A_OTHER, 0);
    else if (code !== DICT) throw new UnusualShape();
  }

  /** Steps over the '0' that ends a dict, if it is there; else the next item is in reach. */
  endsDict(): boolean {
    if (this.offset > this.pieceEnd) this.reach();
    if (this.bytes[this.offset] !== NULL) return false;
    this.offset++;
    return true;
  }

  /** Steps into a tuple of `size` items. A remembered one takes its slot before its items do. */
  openTuple(size: number): void {
    if (this.openTupleFlagged(size)) this.remember(A_OTHER, 0);
  }

  private openTupleFlagged(size: number): boolean {
    const byte = this.bytes[this.offset]!;
    const code = byte & ~FLAG_REF;
    if (code === SMALL_TUPLE && this.bytes[this.offset + 1] === size) this.offset += 2;
    else if (code === TUPLE && this.view.getInt32(this.offset + 1, true) === size) this.offset += 5;
    else throw new UnusualShape();
    return byte !== code;
  }

  /** `(file, line, name)`, written out or by reference, into the fields of those names. */
  readKey(): void {
    if (this.bytes[this.offset] === REF) {
      this.recallKey(this.readReference(A_KEY));
      return;
    }
    if (this.readCommonKey()) return;
    const slot = this.openTupleFlagged(3) ? this.remember(A_KEY, 0) : -1;
    this.file = this.readString();
    this.line = this.readLine();
    this.readName(slot);
  }

  /** Steps over a key by reference, which `skipEdges` has checked, and returns its slot; -1 before any other key. */
  skipKeyReference(): number {
    if (this.bytes[this.offset] !== REF) return -1;
    this.offset += 5;
    return this.view.getInt32(this.offset - 4, true);
  }

  /** Steps over a key that is written out and flagged, if it is the next item. */
  skipFlaggedKey(): boolean {
    const { bytes, offset } = this;
    const code = bytes[offset];
    if (code !== FLAGGED_SMALL_TUPLE && code !== FLAGGED_TUPLE) return false;
    const isOfReferences = code === FLAGGED_SMALL_TUPLE && bytes[offset + 2] === REF && bytes[offset + 12] === REF;
    if (isOfReferences && (bytes[offset + 7] === REF || bytes[offset + 7] === INT32)) this.offset += 17;
    else this.readKey();
    return true;
  }

  /** ')' 3 | 'r' i32 | 'i'|'r' i32 | a string: nearly every key that is written out. Only the tuple may be flagged. */
  private readCommonKey(): boolean {
    const { bytes, view, refKind, offset } = this;
    const tupleCode = bytes[offset]!;
    if ((tupleCode & ~FLAG_REF) !== SMALL_TUPLE || bytes[offset + 1] !== 3 || bytes[offset + 2] !== REF) return false;
    const file = view.getInt32(offset + 3, true);
    if (refKind[file] !== A_STRING) return false;
    let line = view.getInt32(offset + 8, true);
    if (bytes[offset + 7] !== INT32) {
      if (bytes[offset + 7] !== REF || refKind[line] !== A_INT) return false;
      line = this.refValue[line]!;
    }
    this.file = this.refValue[file]!;
    this.line = line;
    this.offset = offset + 12;
    this.readName(tupleCode === SMALL_TUPLE ? -1 : this.remember(A_KEY, 0));
    return true;
  }

  /** The last item of a key, which took its slot before its items did: -1 if it has none. */
  private readName(slot: number): void {
    const isCode = !this.python2 && (this.bytes[this.offset]! & ~FLAG_REF) === CODE_OBJECT;
    this.name = isCode ? this.readCode() : this.readString();
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
    if (bytes[offset] !== SMALL_TUPLE || bytes[offset + 1] !== size) return false;
    const tottimeCode = bytes[offset + 12]!;
    const cumtimeCode = bytes[offset + 21]!;
    if ((tottimeCode & ~FLAG_REF) !== FLOAT || (cumtimeCode & ~FLAG_REF) !== FLOAT) return false;
    let first = view.getInt32(offset + 3, true);
    if (bytes[offset + 2] !== INT32) {
      if (bytes[offset + 2] !== REF || refKind[first] !== A_INT) return false;
      first = this.refValue[first]!;
    }
    let second = view.getInt32(offset + 8, true);
    if (bytes[offset + 7] !== INT32) {
      if (bytes[offset + 7] !== REF || refKind[second] !== A_INT) return false;
      second = this.refValue[second]!;
    }
    this.firstCount = first;
    this.secondCount = second;
    this.tottime = view.getFloat64(offset + 13, true);
    this.cumtime = view.getFloat64(offset + 22, true);
    this.offset = offset + 30;
    if (tottimeCode !== FLOAT) this.rememberNumber(A_FLOAT, this.tottime);
    if (cumtimeCode !== FLOAT) this.rememberNumber(A_FLOAT, this.cumtime);
    return true;
  }

  /** What an edge has: a tuple of four, or a count alone. Says whether there are times. */
  readEdgeNumbers(): boolean {
    const code = this.bytes[this.offset]! & ~FLAG_REF;
    if (code === SMALL_TUPLE || code === TUPLE) {
      this.readNumbers(4);
      return true;
    }
    this.firstCount = this.readCount();
    this.secondCount = this.firstCount;
    this.tottime = 0;
    this.cumtime = 0;
    return false;
  }

  /** Steps over `('__sampled__',): True`, if it is the next item. */
  skipSampledMarker(): boolean {
    if (this.bytes[this.offset + 1] !== 1 || (this.bytes[this.offset]! & ~FLAG_REF) !== SMALL_TUPLE) return false;
    this.openTuple(1);
    if (this.strings.text(this.readString()) !== SAMPLED_MARKER || this.bytes[this.offset++] !== TRUE)
      throw new UnusualShape();
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
    if (code === INT32) {
      this.offset += 5;
      return this.view.getInt32(this.offset - 4, true);
    }
    if (code === REF) return this.recallCount();
    if (code === FLAGGED_INT32) {
      const value = this.view.getInt32(this.offset + 1, true);
      this.offset += 5;
      this.remember(A_INT, value);
      return value;
    }
    return this.readWideCount(code);
  }

  /** Seconds: a binary float; some profilers write whole numbers as ints. */
  readTime(): number {
    const code = this.bytes[this.offset]!;
    if ((code & ~FLAG_REF) !== FLOAT) return code === REF ? this.recallTime() : this.readCount();
    const value = this.view.getFloat64(this.offset + 1, true);
    this.offset += 9;
    if (code !== FLOAT) this.rememberNumber(A_FLOAT, value);
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
    if (code !== LONG && code !== INT64) throw new UnusualShape();
    const value = code === LONG ? this.shortLongAt(offset + 1) : safe(Number(view.getBigInt64(offset + 1, true)));
    this.offset += code === INT64 ? 9 : 5 + 2 * Math.abs(view.getInt32(offset + 1, true));
    if (byte !== code) this.rememberNumber(A_BIG_INT, value);
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
    if (kind !== A_INT && kind !== A_BIG_INT) throw new UnusualShape();
    this.offset += 5;
    return kind === A_INT ? this.refValue[index]! : this.refNumber[index]!;
  }

  private recallTime(): number {
    const index = this.view.getInt32(this.offset + 1, true);
    if (this.refKind[index] !== A_FLOAT) return this.recallCount();
    this.offset += 5;
    return this.refNumber[index]!;
  }

  readString(): StringId {
    const byte = this.bytes[this.offset]!;
    switch (byte & ~FLAG_REF) {
      case REF:
        return this.readReference(A_STRING);
      case SHORT_ASCII:
      case SHORT_ASCII_INTERNED:
        return this.readText(byte, 2, this.bytes[this.offset + 1]!, true);
      case ASCII:
      case ASCII_INTERNED:
        return this.readText(byte, 5, this.view.getInt32(this.offset + 1, true), true);
      case UNICODE:
        return this.readText(byte, 5, this.view.getInt32(this.offset + 1, true), false);
      case INTERNED:
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
    if (this.python2 && byte === BYTES) return this.readText(byte, 5, argument, false);
    const id = this.python2 && byte === STRING_REF ? this.internedStrings[argument] : undefined;
    if (id === undefined) throw new UnusualShape();
    this.offset += 5;
    return id;
  }

  /** `header`: how many bytes say what it is and how long. */
  private readText(byte: number, header: number, length: number, isLatin1: boolean): StringId {
    if (!(length >= 0 && length <= LONGEST_STRING)) throw new UnusualShape();
    if (this.offset + length > this.pieceEnd) this.reach(length);
    const { bytes, strings } = this;
    const start = this.offset + header;
    const end = start + length;
    if (end > bytes.length) throw new UnusualShape();
    const id = strings.internBytes(bytes, start, length);
    // Beyond ASCII, Latin-1 is not UTF-8 and UTF-8 may be broken: the plain decoder knows what to do with either.
    if (!strings.isAscii(id) && (isLatin1 || decodeWtf8(bytes.subarray(start, end)) === null)) throw new UnusualShape();
    this.offset = end;
    if ((byte & FLAG_REF) !== 0) this.remember(A_STRING, id);
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
