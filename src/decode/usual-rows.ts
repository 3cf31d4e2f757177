import { CODE } from './marshal-codes.ts';
import { KIND } from './reference-table.ts';
import { UsualReader } from './usual-reader.ts';

// Read once: V8 looks an import up at each use until it has compiled the loop, and below 3 MB it compiles none.
const { float: FLOAT, int32: INT32, null: NULL, ref: REF, smallTuple: SMALL_TUPLE } = CODE;
const { int: A_INT, key: A_KEY, string: A_STRING } = KIND;

/** Reads rows, and steps over their edges. */
export class UsualRows extends UsualReader {
  /** Whether an edge was met that has a count and no times. */
  hasCountsOnly = false;

  /**
   * Steps over the edges of a row, checks and counts them, and remembers what they flag. Two thirds of a dump are
   * edges, and nearly all of them have a key by reference, or one written out of references, before four plain numbers:
   *
   *     'r' i32                                         key by reference: 5 bytes
   *     ')' 3 | 'r' i32 | 'i'|'r' i32 | 'r' i32         key written out: 17 bytes
   *     ')' 4 | 'i'|'r' i32 | 'i'|'r' i32 | 'g' f64 | 'g' f64         numbers: 30 bytes
   *     'i'|'r' i32                                     a count alone: 5 bytes
   *
   * Those are checked in place; a part that looks different is read in the ordinary way.
   */
  skipEdges(): number {
    const { refKind } = this;
    let { bytes, view, offset: at } = this;
    let count = 0;
    for (;;) {
      if (at > this.pieceEnd) {
        this.offset = at;
        this.reach();
        ({ bytes, view, offset: at } = this);
      }
      const byte = bytes[at];
      if (byte === NULL) break;
      if (byte === REF && refKind[view.getInt32(at + 1, true)] === A_KEY) at += 5;
      else if (byte === SMALL_TUPLE && this.isCommonKey(at)) at += 17;
      else {
        this.offset = at;
        this.readKey(); // it may have a string that goes on in the next piece
        ({ bytes, view, offset: at } = this);
      }
      const first = bytes[at + 2];
      const second = bytes[at + 7];
      const isCommon =
        bytes[at] === SMALL_TUPLE &&
        bytes[at + 1] === 4 &&
        bytes[at + 12] === FLOAT &&
        bytes[at + 21] === FLOAT &&
        (first === INT32 || (first === REF && refKind[view.getInt32(at + 3, true)] === A_INT)) &&
        (second === INT32 || (second === REF && refKind[view.getInt32(at + 8, true)] === A_INT));
      if (isCommon) at += 30;
      else if (bytes[at] === INT32 || (bytes[at] === REF && refKind[view.getInt32(at + 1, true)] === A_INT)) {
        this.hasCountsOnly = true;
        at += 5;
      } else {
        this.offset = at;
        if (!this.readEdgeNumbers()) this.hasCountsOnly = true;
        at = this.offset;
      }
      count++;
    }
    this.offset = at + 1;
    return count;
  }

  private isCommonKey(at: number): boolean {
    const { bytes, view, refKind } = this;
    if (bytes[at + 1] !== 3 || bytes[at + 2] !== REF || bytes[at + 12] !== REF) return false;
    const line = bytes[at + 7];
    return (
      refKind[view.getInt32(at + 3, true)] === A_STRING &&
      (line === INT32 || (line === REF && refKind[view.getInt32(at + 8, true)] === A_INT)) &&
      refKind[view.getInt32(at + 13, true)] === A_STRING
    );
  }
}
