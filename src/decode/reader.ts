import { DecodeError } from '../errors.ts';

/** A cursor over bytes. Every read moves it, and fails with the offset of the item where the bytes end too early. */
export class Reader {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  readByte(): number {
    return this.view.getUint8(this.advance(1));
  }

  readInt32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  readInt64(): bigint {
    return this.view.getBigInt64(this.advance(8), true);
  }

  readUint16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  readFloat64(): number {
    return this.view.getFloat64(this.advance(8), true);
  }

  /** A view of the next bytes, not a copy. */
  readBytes(length: number): Uint8Array {
    const from = this.advance(length);
    return this.bytes.subarray(from, from + length);
  }

  get bytesLeft(): number {
    return this.bytes.length - this.offset;
  }

  private advance(length: number): number {
    if (length > this.bytesLeft) throw unexpectedEnd(this.offset, length, this.bytes.length);
    const from = this.offset;
    this.offset = from + length;
    return from;
  }
}

function unexpectedEnd(offset: number, wanted: number, size: number): DecodeError {
  const message = `the file ends at byte ${size}, in the middle of an item of ${wanted} bytes that begins at byte ${offset}`;
  return new DecodeError('unexpected-end', offset, message);
}
