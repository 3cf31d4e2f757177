/** Larger numbers are written as this one: they need 64 bits, which a double does not have. */
const LAST_EXACT = Number.MAX_SAFE_INTEGER;

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * The bytes of a protobuf message (https://protobuf.dev/programming-guides/encoding): varints and length-delimited
 * fields.
 */
export class ProtobufWriter {
  private bytes = new Uint8Array(64);
  private length = 0;

  take(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** Zero is not written: a reader takes a missing field for it. */
  number(field: number, value: number): void {
    if (value === 0) return;
    this.varint(field * 8 + VARINT);
    this.varint(value);
  }

  text(field: number, text: string): void {
    this.block(field, Buffer.from(text, 'utf8'));
  }

  message(field: number, write: (message: ProtobufWriter) => void): void {
    const message = new ProtobufWriter();
    write(message);
    this.block(field, message.take());
  }

  /** Numbers that share one tag. */
  packed(field: number, values: Iterable<number>): void {
    this.message(field, (message) => {
      for (const value of values) message.varint(value);
    });
  }

  private block(field: number, bytes: Uint8Array): void {
    this.varint(field * 8 + LENGTH_DELIMITED);
    this.varint(bytes.length);
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more come. */
  private varint(value: number): void {
    this.reserve(8);
    let left = Math.min(value, LAST_EXACT);
    for (; left >= 0x80; left = Math.floor(left / 0x80)) this.bytes[this.length++] = (left % 0x80) + 0x80;
    this.bytes[this.length++] = left;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const longer = new Uint8Array(2 * (this.length + more));
    longer.set(this.bytes.subarray(0, this.length));
    this.bytes = longer;
  }
}
