import { type Dump, type DumpSource, isInMemory } from './dump-source.ts';

/** Large enough that few pieces are read, and small enough to stay in the processor's own memory. */
const PIECE_BYTES = 2 ** 18;

/**
 * The first piece; each is twice as long as the one before. V8 compiles a loop as far as it has been run: were the first
 * piece a long one, the second would make it drop all that it had compiled.
 */
const FIRST_BYTES = 2 ** 10;

/** More than any item of a usual dump takes, but for the bytes of its strings. */
const LONGEST_ITEM = 256;

/**
 * The bytes of a dump around a cursor. A dump in memory is all there from the beginning; of another one a piece is, and
 * every piece is read into the same memory, so that no page is touched for the first time but those of the first piece.
 *
 *     dump     ............................................
 *                      ^start          ^start + pieceEnd
 *     bytes            [ row  row  row  row|  ]
 *                        ^offset
 */
export class ByteWindow {
  protected bytes: Uint8Array;
  protected view: DataView;
  /** Where the next item begins in `bytes`. */
  protected offset = 0;
  /** From here on an item may go on in the next piece. */
  protected pieceEnd: number;
  private start = 0;
  private piece: Uint8Array;
  private readonly source: DumpSource | null;

  constructor(dump: Dump) {
    this.source = isInMemory(dump) ? null : dump;
    this.piece = isInMemory(dump) ? dump : new Uint8Array(FIRST_BYTES / 2);
    this.bytes = this.piece;
    this.view = viewOf(this.piece);
    this.pieceEnd = this.piece.length;
    this.readPiece(0, 0);
  }

  /** The place of the next item in the dump. */
  get position(): number {
    return this.start + this.offset;
  }

  set position(at: number) {
    this.offset = at - this.start;
    if (this.offset < 0 || this.offset > this.pieceEnd) this.readPiece(at, 0);
  }

  /** Nothing more is read for now. */
  pause(): void {
    this.source?.close();
  }

  /** Sees to it that the next item is in `bytes` as a whole, with a string of `length` bytes in it. To be called before each. */
  protected reach(length: number = 0): void {
    if (this.offset + length > this.pieceEnd) this.readPiece(this.position, length);
  }

  private readPiece(at: number, length: number): void {
    const { source } = this;
    if (source === null) return;
    const wanted = Math.max(length + 2 * LONGEST_ITEM, Math.min(2 * this.piece.length, PIECE_BYTES));
    const most = Math.min(wanted, source.length - at);
    if (most > this.piece.length) this.piece = new Uint8Array(most);
    const read = source.read(this.piece, at);
    this.start = at;
    this.offset = 0;
    this.bytes = this.piece.subarray(0, read);
    this.view = viewOf(this.bytes);
    this.pieceEnd = at + read >= source.length ? read : read - LONGEST_ITEM;
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
