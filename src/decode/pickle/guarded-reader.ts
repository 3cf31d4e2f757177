import { BufferReader } from 'pickleparser';
import { DecodeError } from '../../errors.ts';
import { decodeWtf8 } from '../../text/wtf8.ts';
import { heapCost, OP } from './opcodes.ts';

/** How much time and memory a pickle may take. */
export type PickleLimits = {
  /** A clock in milliseconds that never goes back; passed in, so that a test can set it. */
  readonly now: () => number;
  readonly milliseconds: number;
  /** An upper estimate: the most that each operation takes, added up. */
  readonly heapBytes: number;
};

/** In bytes: longer than any path that a system accepts. */
const LONGEST_STRING = 65_536;

/** How many operations between two looks at the clock: well below a millisecond. */
const BETWEEN_LOOKS = 4096;

/**
 * What stands between a hostile file and pickleparser 0.2.1. The parser asks it for every opcode and every argument, so it
 *
 * - refuses operations that no snapshot needs: what is left makes only numbers, strings, arrays, Maps and class names;
 * - counts the memory that each operation takes, and looks at the clock;
 * - believes no length: the parser reads that of BINBYTES signed, and steps back for ever;
 * - reads LONG1 itself: the parser takes negative numbers for large ones, and makes two text decoders for each;
 * - turns NEWOBJ and BUILD into TUPLE2, so that nothing is constructed and no attribute is set: an object comes out as
 *   `[[class, arguments], state]`. The parser's own BUILD makes strings of the keys of any dict, which for nested
 *   tuples with shared parts takes exponential time.
 */
export class GuardedReader extends BufferReader {
  private readonly bytesOfFile: Uint8Array;
  private readonly limits: PickleLimits;
  private readonly deadline: number;
  private isAtOpcode = false;
  private operations = 0;
  private heapBytes = 0;
  /** The value of a LONG1, to be handed over as a float. */
  private pendingLong: number | null = null;

  constructor(bytes: Uint8Array, limits: PickleLimits) {
    super(bytes);
    this.bytesOfFile = bytes;
    this.limits = limits;
    this.deadline = limits.now() + limits.milliseconds;
  }

  /** The parser asks this once before each opcode. */
  override hasNext(): boolean {
    if (++this.operations % BETWEEN_LOOKS === 0 && this.limits.now() > this.deadline) throw this.tooMuch('time');
    this.isAtOpcode = true;
    return super.hasNext();
  }

  override byte(): number {
    if (!this.isAtOpcode) return super.byte();
    this.isAtOpcode = false;
    return this.opcode();
  }

  private opcode(): number {
    const at = this.position;
    const opcode = super.byte();
    const cost = heapCost(opcode);
    if (cost === null)
      throw new DecodeError('bad-pickle', at, `the pickle holds an operation (${hex(opcode)}) that no such file needs`);
    this.charge(cost);
    if (opcode === OP.newobj || opcode === OP.build) return OP.tuple2;
    if (opcode !== OP.long1) return opcode;
    this.pendingLong = this.readLong1();
    return OP.binfloat;
  }

  private readLong1(): number {
    const at = this.position;
    const length = super.byte();
    const number = littleEndian(this.bytes(length));
    if (Number.isSafeInteger(number)) return number;
    throw new DecodeError('bad-pickle', at, 'the pickle holds a whole number beyond 2**53');
  }

  override float64(): number {
    const long = this.pendingLong;
    this.pendingLong = null;
    return long ?? super.float64();
  }

  override bytes(length: number): Uint8Array {
    const at = this.position;
    if (length < 0 || length > this.bytesOfFile.length - at) throw this.cutOff(at);
    this.skip(length);
    return this.bytesOfFile.subarray(at, at + length);
  }

  override skip(offset: number): void {
    if (offset < 0 || offset > this.bytesOfFile.length - this.position) throw this.cutOff(this.position);
    super.skip(offset);
  }

  /** Python writes with 'surrogatepass': file names that are not UTF-8 have lone surrogates. */
  override string(size: number): string {
    const at = this.position;
    if (size > LONGEST_STRING) throw new DecodeError('bad-pickle', at, `the pickle holds a string of ${size} bytes`);
    this.charge(size * 2);
    const text = decodeWtf8(this.bytes(size));
    if (text === null) throw new DecodeError('bad-pickle', at, 'the pickle holds a string that is not UTF-8');
    return text;
  }

  override line(): string {
    const at = this.position;
    const end = this.bytesOfFile.indexOf(0x0a, at);
    if (end < 0) throw this.cutOff(at);
    const text = this.string(end - at);
    this.skip(1);
    return text;
  }

  private charge(heapBytes: number): void {
    this.heapBytes += heapBytes;
    if (this.heapBytes > this.limits.heapBytes) throw this.tooMuch('memory');
  }

  private tooMuch(what: 'time' | 'memory'): DecodeError {
    return new DecodeError('pickle-too-large', this.position, `the pickle takes too much ${what} to read`);
  }

  private cutOff(at: number): DecodeError {
    return new DecodeError('unexpected-end', at, `the pickle is cut off: it ends in an item that begins at byte ${at}`);
  }
}

/** Two's complement, as `int.from_bytes(data, 'little', signed=True)`. */
function littleEndian(data: Uint8Array): number {
  let number = 0;
  for (let i = data.length - 1; i >= 0; i--) number = number * 256 + data[i]!;
  const isNegative = (data.at(-1) ?? 0) >= 0x80;
  return isNegative ? number - 256 ** data.length : number;
}

function hex(opcode: number): string {
  return `0x${opcode.toString(16).padStart(2, '0')}`;
}
