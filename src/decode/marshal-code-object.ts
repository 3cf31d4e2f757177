import { DecodeError } from '../errors.ts';
import { CODE, FLAG_REF } from './marshal-codes.ts';
import { type MarshalValue, PyBytes, PyCode } from './marshal-values.ts';
import type { Reader } from './reader.ts';

/**
 * A code object being read. Pure-Python `profile` leaves one in its dumps, in the layout of the Python that wrote it:
 *
 *     2.7          4 longs   code consts names varnames freevars cellvars       filename name           line lnotab
 *     3.6, 3.7     5 longs   the same
 *     3.8 to 3.10  6 longs   the same
 *     3.11 on      5 longs   code consts names localsplusnames localspluskinds  filename name qualname  line table exceptions
 *
 * The longs end where the bytecode begins, which is a bytes object, or a reference to one: functions with the same code
 * share it. The fifth object tells the last row from the others: it is bytes there and a tuple elsewhere. In all of
 * them the line comes after eight objects.
 */
export class CodeFrame {
  readonly value: PyCode = new PyCode();
  private readonly objects: MarshalValue[] = [];

  /** `refCount`: how many objects can be referred to so far. */
  constructor(reader: Reader, refCount: number) {
    reader.readBytes(4 * countLongs(reader, refCount));
  }

  /** Takes the next object; says whether it was the last. */
  add(object: MarshalValue, reader: Reader): boolean {
    this.objects.push(object);
    const isNew = this.objects[4] instanceof PyBytes;
    if (this.objects.length === 8) {
      this.value.filename = this.objects[isNew ? 5 : 6] ?? null;
      this.value.name = this.objects[isNew ? 6 : 7] ?? null;
      this.value.firstLine = reader.readInt32();
    }
    return this.objects.length === (isNew ? 10 : 9);
  }
}

/** 4, 5 or 6. A long may begin with the byte 's' or 'r' by chance, so the number after it must make sense too. */
function countLongs(reader: Reader, refCount: number): number {
  const { bytes, offset, bytesLeft } = reader;
  for (const longs of [4, 5, 6]) {
    const at = offset + 4 * longs;
    if (4 * longs + 5 > bytesLeft) break;
    const number = bytes[at + 1]! | (bytes[at + 2]! << 8) | (bytes[at + 3]! << 16) | (bytes[at + 4]! << 24);
    const isBytes = (bytes[at]! & ~FLAG_REF) === CODE.bytes && number <= bytesLeft;
    const isReference = bytes[at] === CODE.ref && number < refCount;
    if (number >= 0 && (isBytes || isReference)) return longs;
  }
  throw new DecodeError('unexpected-end', offset, 'a code object without bytecode');
}
