import { DecodeError } from '../../errors.ts';
import { longer } from '../../profile/growing.ts';
import type { MemorySnapshot } from '../../profile/memory-snapshot.ts';
import { MemorySnapshotBuilder } from '../../profile/memory-snapshot-builder.ts';
import { decodeWtf8 } from '../../text/wtf8.ts';
import { OP } from './opcodes.ts';

/** What a value on the stack is. A frame is a site; a trace needs no value, since it has been added up. */
const KIND = { mark: 0, integer: 1, file: 2, frame: 3, traceback: 4, trace: 5 } as const;

type Kind = (typeof KIND)[keyof typeof KIND];

/** By kind, what the memo may give back; undefined for the others. */
const MEMOISED: readonly (Kind | undefined)[] = [undefined, undefined, KIND.file, KIND.frame, KIND.traceback];

/** Comes after PROTO 4 or 5 and a FRAME, and before the traces. Six strings and six objects are memoised in it. */
const PROLOGUE = Buffer.from(
  '\x8c\x0btracemalloc\x94\x8c\x08Snapshot\x94\x93\x94)\x81\x94}\x94(' +
    '\x8c\x06traces\x94h\x00\x8c\x07_Traces\x94\x93\x94)\x81\x94}\x94\x8c\x07_traces\x94]\x94',
  'latin1',
);
const PROLOGUE_START = 11;
const PROLOGUE_MEMOS = 12;

/**
 * More than any snapshot has: the pickler writes a thousand traces at a time, and a stack is 65,535 frames deep at most.
 * Distinct sites, frames and sizes take up to 40 bytes each, a memo 4 to 8.
 */
const MOST = { depth: 200_000, memos: 12_000_000, entries: 3_000_000, files: 200_000 } as const;

/** Thrown where the file is not what Python's pickler makes of a snapshot. */
const UNUSUAL: unique symbol = Symbol('unusual');

/**
 * A snapshot as `tracemalloc.Snapshot.dump` of Python 3.4 and later writes it, straight into columns; null for anything
 * else, which the general reader then looks at.
 *
 * It runs the pickle's operations but keeps no trace: a tuple of two whole numbers and a traceback is added up and
 * forgotten. So a million traces take 0.2 s and 70 MB; with an array for each they take 1.7 s and 390 MB.
 *
 * @throws DecodeError 'pickle-too-large'
 */
export function readUsualSnapshot(bytes: Uint8Array): MemorySnapshot | null {
  if (!hasUsualStart(bytes)) return null;
  try {
    return new UsualSnapshotReader(bytes).read();
  } catch (error) {
    if (error === UNUSUAL) return null;
    throw error;
  }
}

function hasUsualStart(bytes: Uint8Array): boolean {
  const isProto = bytes[0] === OP.proto && (bytes[1] === 4 || bytes[1] === 5) && bytes[2] === OP.frame;
  return isProto && PROLOGUE.equals(bytes.subarray(PROLOGUE_START, PROLOGUE_START + PROLOGUE.length));
}

class UsualSnapshotReader {
  private readonly bytes: Uint8Array;
  private readonly builder = new MemorySnapshotBuilder();
  private at = PROLOGUE_START + PROLOGUE.length;
  private depth = 0;
  private kinds: Uint8Array = new Uint8Array(4096);
  private values: Float64Array = new Float64Array(4096);
  /** Kind and value of each memoised object: value * 8 + kind. */
  private memo: Int32Array = new Int32Array(4096);
  private memoLength = PROLOGUE_MEMOS;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  read(): MemorySnapshot {
    this.readTraces();
    this.expect(this.next() === OP.build);
    this.expectText('traceback_limit');
    this.expect(this.next() === OP.memoize);
    const limit = this.integer(this.next());
    this.expect(this.next() === OP.setitems && this.next() === OP.build && this.next() === OP.stop);
    return this.builder.finish(limit);
  }

  /** Until the list of traces is put into its dict. */
  private readTraces(): void {
    for (;;) {
      const opcode = this.next();
      switch (opcode) {
        case OP.mark:
          this.push(KIND.mark, 0);
          break;
        case OP.binint1:
        case OP.binint2:
        case OP.binint:
        case OP.long1:
          this.push(KIND.integer, this.integer(opcode));
          break;
        case OP.binget:
          this.pushMemo(this.byte());
          break;
        case OP.longBinget:
          this.pushMemo(this.uint32());
          break;
        case OP.memoize:
          this.memoize();
          break;
        case OP.tuple:
          this.makeTuple(this.markBelow() + 1, 1);
          break;
        case OP.tuple1:
          this.makeTuple(this.depth - 1, 0);
          break;
        case OP.tuple2:
          this.makeTuple(this.depth - 2, 0);
          break;
        case OP.tuple3:
          this.makeTuple(this.depth - 3, 0);
          break;
        case OP.shortBinunicode:
          this.push(KIND.file, this.builder.file(this.text(this.byte())));
          break;
        case OP.binunicode:
          this.push(KIND.file, this.builder.file(this.text(this.uint32())));
          break;
        case OP.append:
          this.expect(this.depth === 1 && this.kinds[0] === KIND.trace);
          this.depth = 0;
          break;
        case OP.appends:
          this.appendTraces();
          break;
        case OP.setitem:
          this.expect(this.depth === 0);
          return;
        default:
          throw UNUSUAL;
      }
    }
  }

  /** The next opcode. Frames only say how much is read ahead, and may begin before any opcode. */
  private next(): number {
    let opcode = this.byte();
    while (opcode === OP.frame) {
      this.at += 8;
      opcode = this.byte();
    }
    return opcode;
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw UNUSUAL;
    return byte;
  }

  private uint16(): number {
    return this.byte() | (this.byte() << 8);
  }

  private uint32(): number {
    return (this.uint16() | (this.uint16() << 16)) >>> 0;
  }

  /** A whole number that is not negative: everything that a snapshot counts. */
  private integer(opcode: number): number {
    if (opcode === OP.binint1) return this.byte();
    if (opcode === OP.binint2) return this.uint16();
    const value = opcode === OP.binint ? this.uint32() | 0 : this.long(opcode);
    this.expect(value >= 0);
    return value;
  }

  /** A size of 2 GiB and more. */
  private long(opcode: number): number {
    this.expect(opcode === OP.long1 && this.byte() === 5); // a sixth byte would be 512 GiB
    const low = this.uint32();
    const high = this.byte();
    return high < 0x80 ? high * 2 ** 32 + low : -1;
  }

  private text(length: number): string {
    this.expect(length <= this.bytes.length - this.at);
    const text = decodeWtf8(this.bytes.subarray(this.at, this.at + length));
    if (text === null) throw UNUSUAL;
    this.at += length;
    this.limit(this.builder.fileCount, MOST.files);
    return text;
  }

  private expectText(text: string): void {
    this.expect(this.next() === OP.shortBinunicode && this.text(this.byte()) === text);
  }

  private push(kind: Kind, value: number): void {
    if (this.depth === this.kinds.length) {
      this.limit(this.depth, MOST.depth);
      this.kinds = longer(this.kinds);
      this.values = longer(this.values);
    }
    this.kinds[this.depth] = kind;
    this.values[this.depth++] = value;
  }

  private memoize(): void {
    this.expect(this.depth > 0);
    if (this.memoLength === this.memo.length) {
      this.limit(this.memoLength, MOST.memos);
      this.memo = longer(this.memo);
    }
    const top = this.depth - 1;
    this.memo[this.memoLength++] = this.values[top]! * 8 + this.kinds[top]!;
  }

  private pushMemo(index: number): void {
    this.expect(index >= PROLOGUE_MEMOS && index < this.memoLength);
    const entry = this.memo[index]!;
    const kind = MEMOISED[entry & 7];
    // A duplicate trace counts twice, but it was not kept to be counted again; numbers and marks are never memoised.
    if (kind === undefined) throw UNUSUAL;
    this.push(kind, entry >> 3);
  }

  private markBelow(): number {
    let at = this.depth - 1;
    while (at >= 0 && this.kinds[at] !== KIND.mark) at--;
    this.expect(at >= 0);
    return at;
  }

  /** Puts one value in place of those from `from` on and of the `marks` below them. */
  private makeTuple(from: number, marks: number): void {
    this.expect(from >= 0 && this.depth > from);
    const first = this.kinds[from];
    if (first === KIND.file) this.replace(from - marks, KIND.frame, this.frame(from));
    else if (first === KIND.frame) this.replace(from - marks, KIND.traceback, this.traceback(from));
    else this.replace(from - marks, KIND.trace, this.addTrace(from));
    this.limit(this.builder.entries, MOST.entries);
  }

  private replace(at: number, kind: Kind, value: number): void {
    this.depth = at;
    this.push(kind, value);
  }

  /** (file, line) */
  private frame(from: number): number {
    this.expect(this.depth === from + 2 && this.kinds[from + 1] === KIND.integer);
    return this.builder.site(this.values[from]!, this.values[from + 1]!);
  }

  private traceback(from: number): number {
    for (let at = from + 1; at < this.depth; at++) this.expect(this.kinds[at] === KIND.frame);
    return this.builder.traceback(this.values, from, this.depth);
  }

  /** (domain, size, traceback), and since Python 3.9 how many frames the stack had. */
  private addTrace(from: number): number {
    const { kinds, values, depth } = this;
    const hasTotal = depth === from + 4;
    this.expect(depth === from + 3 || (hasTotal && kinds[from + 3] === KIND.integer));
    this.expect(kinds[from] === KIND.integer && kinds[from + 1] === KIND.integer);
    this.expect(kinds[from + 2] === KIND.traceback);
    this.builder.block(values[from + 2]!, values[from]!, values[from + 1]!, hasTotal ? values[from + 3]! : 0);
    return 0;
  }

  private appendTraces(): void {
    this.expect(this.depth > 0 && this.kinds[0] === KIND.mark);
    for (let at = 1; at < this.depth; at++) this.expect(this.kinds[at] === KIND.trace);
    this.depth = 0;
  }

  /** Throws at once: the general reader would take even more. */
  private limit(count: number, most: number): void {
    if (count > most) throw new DecodeError('pickle-too-large', this.at, 'the snapshot takes too much memory to read');
  }

  private expect(isUsual: boolean): void {
    if (!isUsual) throw UNUSUAL;
  }
}
