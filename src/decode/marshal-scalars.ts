import { DecodeError } from '../errors.ts';
import { decodeSurrogateEscape, decodeWtf8 } from '../text/wtf8.ts';
import { LONGEST_STRING, MAX_SIZE } from './marshal-codes.ts';
import type { Reader } from './reader.ts';

/** A length or an item count: 4 bytes, signed. `what` names it as CPython does ("tuple", "string"). */
export function readSize(reader: Reader, what: string): number {
  const at = reader.offset;
  const size = reader.readInt32();
  if (size < 0 || size > MAX_SIZE)
    throw new DecodeError('size-out-of-range', at, `${what} size out of range (${size})`);
  return size;
}

/** 1,354 decimal places: more than any count has, and few enough to be printed for every row of a hostile file. */
const MAX_LONG_DIGITS = 300;

/** An int of any size: a digit count whose sign is the number's sign, then base 2**15 digits, least first. */
export function readLong(reader: Reader): number | bigint {
  const at = reader.offset;
  const signedCount = reader.readInt32();
  const count = Math.abs(signedCount);
  if (count > MAX_SIZE) throw new DecodeError('size-out-of-range', at, 'long size out of range');
  if (count * 2 > reader.bytesLeft) reader.readBytes(count * 2); // fails, and says where the file ends
  if (count > MAX_LONG_DIGITS) throw new DecodeError('bad-number', at, `an integer of ${count} digits of 15 bits`);
  const magnitude = readDigits(reader, count, at);
  return narrow(signedCount < 0 ? -magnitude : magnitude);
}

function readDigits(reader: Reader, count: number, at: number): bigint {
  if (count === 0) return 0n;
  const bits: string[] = [];
  for (let i = 0; i < count; i++) {
    const digit = reader.readUint16();
    if (digit > 0x7fff) throw new DecodeError('bad-number', at, 'digit out of range in long');
    bits.push(digit.toString(2).padStart(15, '0'));
  }
  if (bits.at(-1) === '0'.repeat(15)) throw new DecodeError('bad-number', at, 'unnormalized long data');
  return BigInt(`0b${bits.reverse().join('')}`);
}

/** A number where that is exact, else the bigint itself. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const FLOAT_TEXT = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)$/i;

/** A float of marshal versions 0 and 1: one length byte and `%.17g` text, read as `PyOS_string_to_double` reads it. */
export function readFloatText(reader: Reader): number {
  const at = reader.offset;
  const text = String.fromCharCode(...reader.readBytes(reader.readByte()));
  if (!FLOAT_TEXT.test(text))
    throw new DecodeError('bad-number', at, `could not convert string to float: ${JSON.stringify(text)}`);
  const bare = text.toLowerCase().replace(/^[+-]/, '');
  const magnitude = bare.startsWith('inf') ? Number.POSITIVE_INFINITY : Number(bare === 'nan' ? Number.NaN : bare);
  return text.startsWith('-') ? -magnitude : magnitude;
}

/** UTF-8 in which surrogates are allowed (Python 3's 'u' and 't'). */
export function readUtf8(reader: Reader): string {
  const at = reader.offset;
  const text = decodeWtf8(readText(reader, readSize(reader, 'string')));
  if (text === null) throw new DecodeError('bad-string', at, 'a string that is not UTF-8');
  return text;
}

/** One byte a character ('a', 'z'): CPython writes ASCII so, and reads any byte as Latin-1. */
export function readLatin1(reader: Reader, length: number): string {
  const bytes = readText(reader, length);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** A Python 2 str: bytes, mostly UTF-8. Bytes that are not become U+DC80 to U+DCFF, so that they print as they were. */
export function readPython2String(reader: Reader): string {
  return decodeSurrogateEscape(readText(reader, readSize(reader, 'string')));
}

function readText(reader: Reader, length: number): Uint8Array {
  if (length <= LONGEST_STRING) return reader.readBytes(length);
  throw new DecodeError('bad-string', reader.offset, `a string of ${length} bytes, which is more than can be held`);
}
