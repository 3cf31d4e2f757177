import { type Count, type CountColumn, countAt, countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { functionKey } from '../profile/function-name.ts';
import { callerEdges, edgeHasTimes, type NumberColumns, type ProfileTable } from '../profile/profile-table.ts';

/** The least bytes of a chunk. */
const CHUNK_BYTES = 1 << 16;

/**
 * A profile as `marshal.dump` of `{(file, line, name): (cc, nc, tt, ct, callers)}`, in the codes that CPython 2.7 and
 * 3.6 to 3.15 and PyPy all read: no references, names as `t` (2.7 cannot print those of `u`), times as `g`. So it is
 * about 2.2 times as large as CPython's own.
 */
export function* marshalProfile(table: ProfileTable): Generator<Uint8Array> {
  const writer = new MarshalWriter();
  const edges = table.edges();
  writer.code('{');
  if (table.kind === 'sampled') writer.sampledMarker();
  for (let row = 0; row < table.length; row++) {
    writer.key(table, row);
    writer.tuple(5);
    writer.numbers(table, row, 'primitive calls first');
    writer.code('{');
    const { start, end } = callerEdges(edges, row);
    for (let edge = start; edge < end; edge++) {
      writer.key(table, edges.caller[edge]!);
      if (edgeHasTimes(edges, edge)) {
        writer.tuple(4);
        writer.numbers(edges, edge, 'calls first');
      } else {
        writer.count(edges.ncalls, edge);
      }
    }
    writer.code('0');
    if (writer.length >= CHUNK_BYTES) yield writer.take();
  }
  writer.code('0');
  yield writer.take();
}

/** The two counts of a function are the other way round than those of a call. */
type CountOrder = 'calls first' | 'primitive calls first';

class MarshalWriter {
  length = 0;
  private buffer = Buffer.allocUnsafe(2 * CHUNK_BYTES);

  take(): Uint8Array {
    const taken = this.buffer.subarray(0, this.length);
    this.buffer = Buffer.allocUnsafe(2 * CHUNK_BYTES);
    this.length = 0;
    return taken;
  }

  key(table: ProfileTable, index: FunctionIndex): void {
    const { file, line, name } = functionKey(table, index);
    this.tuple(3);
    this.text(table.strings.bytesOf(file));
    this.number(line);
    this.text(table.strings.bytesOf(name));
  }

  numbers({ ncalls, primitiveCalls, tottime, cumtime }: NumberColumns, at: number, order: CountOrder): void {
    const [first, second] = order === 'calls first' ? [ncalls, primitiveCalls] : [primitiveCalls, ncalls];
    this.count(first, at);
    this.count(second, at);
    this.float(tottime[at]!);
    this.float(cumtime[at]!);
  }

  /** Bools and floats are counts of hand-made dumps. */
  count(column: CountColumn, at: number): void {
    const text = countText(column, at);
    if (text === 'True' || text === 'False') this.code(text === 'True' ? 'T' : 'F');
    else if (text === 'None') this.code('N');
    else if (/^-?\d+$/.test(text)) this.number(countAt(column, at));
    else this.float(Number(countAt(column, at)));
  }

  /** Python 3.15's sampling profiler puts this key beside the functions; pstats skips it. */
  sampledMarker(): void {
    this.tuple(1);
    this.text(Buffer.from('__sampled__'));
    this.code('T');
  }

  tuple(size: number): void {
    this.code('(');
    this.length = this.buffer.writeInt32LE(size, this.length);
  }

  code(code: string): void {
    this.reserve(16);
    this.buffer[this.length++] = code.charCodeAt(0);
  }

  /** WTF-8 is what Python calls surrogatepass. 2.7 and 3.x read a lone surrogate in `t` differently. */
  private text(bytes: Uint8Array): void {
    this.code(hasSurrogate(bytes) ? 'u' : 't');
    this.length = this.buffer.writeInt32LE(bytes.length, this.length);
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  private number(value: Count): void {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) this.float(value);
    else if (value >= -(2 ** 31) && value < 2 ** 31) this.int32(Number(value));
    else this.long(BigInt(value));
  }

  private int32(value: number): void {
    this.code('i');
    this.length = this.buffer.writeInt32LE(value, this.length);
  }

  /** Digits of 15 bits, the lowest first; the sign of the digit count is the sign of the number. */
  private long(value: bigint): void {
    const digits: number[] = [];
    for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 15n) digits.push(Number(rest & 0x7fffn));
    this.code('l');
    this.length = this.buffer.writeInt32LE(value < 0n ? -digits.length : digits.length, this.length);
    this.reserve(2 * digits.length);
    for (const digit of digits) this.length = this.buffer.writeUInt16LE(digit, this.length);
  }

  private float(value: number): void {
    this.code('g');
    this.length = this.buffer.writeDoubleLE(value, this.length);
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const longer = Buffer.allocUnsafe(Math.max(2 * this.buffer.length, this.length + bytes));
    longer.set(this.buffer.subarray(0, this.length));
    this.buffer = longer;
  }
}

/** Code points U+D800 to U+DFFF are ED A0..BF xx in WTF-8. */
function hasSurrogate(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) {
    if ((bytes[at + 1] ?? 0) >= 0xa0) return true;
  }
  return false;
}
