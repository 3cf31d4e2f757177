import { CODE } from './marshal-codes.ts';
import { KIND } from './reference-table.ts';
import { UsualReader } from './usual-reader.ts';

/** Reads rows, and steps over their edges. */
export class UsualRows extends UsualReader {
  /**
   * Steps over the edges of a row, checks and counts them, and remembers what they flag. Two thirds of a dump are
   * edges, and nearly all of them have a key by reference, or one written out of references, before four plain numbers:
   *
   *     'r' i32                                         key by reference: 5 bytes
   *     ')' 3 | 'r' i32 | 'i'|'r' i32 | 'r' i32         key written out: 17 bytes
   *     ')' 4 | 'i'|'r' i32 | 'i'|'r' i32 | 'g' f64 | 'g' f64         numbers: 30 bytes
   *
   * Those are checked in place; a part that looks different is read in the ordinary way.
   */
  skipEdges(): number {
    const { refKind } = this;
    let { bytes, view, offset: at } = this;
    let count = 0;
    for (;;) {
      if (at > this.pieceEnd) {
        at = this.reachFrom(at);
        bytes = this.bytes;
        view = this.view;
      }
      const byte = bytes[at];
      if (byte === CODE.null) break;
      if (byte === CODE.ref && refKind[view.getInt32(at + 1, true)] === KIND.key) at += 5;
      else if (byte === CODE.smallTuple && this.isCommonKey(at)) at += 17;
      else {
        at = this.afterKey(at);
        bytes = this.bytes;
        view = this.view;
      }
      const first = bytes[at + 2];
      const second = bytes[at + 7];
      const isCommon =
        bytes[at] === CODE.smallTuple &&
        bytes[at + 1] === 4 &&
        bytes[at + 12] === CODE.float &&
        bytes[at + 21] === CODE.float &&
        (first === CODE.int32 || (first === CODE.ref && refKind[view.getInt32(at + 3, true)] === KIND.int)) &&
        (second === CODE.int32 || (second === CODE.ref && refKind[view.getInt32(at + 8, true)] === KIND.int));
      at = isCommon ? at + 30 : this.afterNumbers(at);
      count++;
    }
    this.offset = at + 1;
    return count;
  }

  private isCommonKey(at: number): boolean {
    const { bytes, view, refKind } = this;
    if (bytes[at + 1] !== 3 || bytes[at + 2] !== CODE.ref || bytes[at + 12] !== CODE.ref) return false;
    const line = bytes[at + 7];
    return (
      refKind[view.getInt32(at + 3, true)] === KIND.string &&
      (line === CODE.int32 || (line === CODE.ref && refKind[view.getInt32(at + 8, true)] === KIND.int)) &&
      refKind[view.getInt32(at + 13, true)] === KIND.string
    );
  }

  private reachFrom(at: number): number {
    this.offset = at;
    this.reach();
    return this.offset;
  }

  /** A key may have a string that goes on in the next piece: what was known of the bytes is then of the piece before. */
  private afterKey(at: number): number {
    this.offset = at;
    this.readKey();
    return this.offset;
  }

  private afterNumbers(at: number): number {
    this.offset = at;
    this.readNumbers(4);
    return this.offset;
  }
}
