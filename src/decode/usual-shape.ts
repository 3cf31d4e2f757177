import { countColumn } from '../profile/count-column.ts';
import { type FunctionKeys, repeatedRowSteps } from '../profile/function-keys.ts';
import { longer } from '../profile/growing.ts';
import type { ProfileNote } from '../profile/notes.ts';
import { totalsOf } from '../profile/profile-builder.ts';
import type { ProfileKind, ProfileTable } from '../profile/profile-table.ts';
import { madeOnce, type Steps } from '../profile/steps.ts';
import type { Dump } from './dump-source.ts';
import { renamedNote } from './profile-values.ts';
import { UnusualShape } from './usual-code-names.ts';
import { UsualEdges } from './usual-edges.ts';
import { UsualRows } from './usual-rows.ts';

/** Called now and then with the number of bytes read so far. */
export type OnProgress = (bytesRead: number) => void;

/** So many rows are a slice: 10 ms on the machine of bench/RESULTS.md. */
const ROWS_A_SLICE = 16_384;

/** The first slice, which V8 has compiled nothing for yet; each is twice as long as the one before. */
const FIRST_ROWS = 1_024;

/** cProfile needs 144 bytes a function on average (a census over 76 real dumps): a first guess at the number of rows. */
const BYTES_PER_ROW = 144;

/**
 * The quick way from bytes to columns, for dumps of the usual shape: what cProfile, `profile` and the sampler of 3.15
 * write. Returns null for everything else (huge counts, odd names, broken files): `decodeMarshal` and `profileFromValue`
 * then read it the plain way, or say what is wrong. Where both read a dump, they agree.
 *
 *     '{'                                        the dict; each row:
 *        ')' 3  file  line  name                   key:   str, int, str, each written out or 'r' + index
 *        ')' 5  cc  nc  tt  ct                     value: ints and floats in this order
 *           '{'                                      the callers; each edge:
 *              key                                     a tuple like the row's, or 'r' + index of one
 *              ')' 4  nc  cc  tt  ct                   nc and cc swapped, compared with the row
 *              or nc                                   `profile` and sampled dumps: a count without times
 *           '0'
 *     '0'
 *
 * The edges are stepped over (their objects must enter the reference table), and read when somebody asks for them.
 */
export function* usualShapeSteps(dump: Dump, onProgress?: OnProgress): Steps<ProfileTable | null> {
  try {
    return yield* new UsualShape(dump).read(onProgress);
  } catch (error) {
    // A RangeError is a read past the end of the view: the file is cut off, and the plain way says where.
    if (error instanceof UnusualShape || error instanceof RangeError) return null;
    throw error;
  }
}

class UsualShape {
  private readonly reader: UsualRows;
  private kind: ProfileKind = 'traced';
  private rows = 0;
  private file: Int32Array;
  private line: Int32Array;
  private name: Int32Array;
  private ncalls: Float64Array;
  private primitiveCalls: Float64Array;
  private tottime: Float64Array;
  private cumtime: Float64Array;
  /** Where the callers of each row begin: the byte after their '{'. */
  private edgesAt: Uint32Array;
  /** How many keys were flagged before that. */
  private keysBefore: Uint32Array;
  private edges = 0;

  constructor(dump: Dump) {
    this.reader = new UsualRows(dump);
    const expected = Math.max(16, Math.ceil(dump.length / BYTES_PER_ROW));
    this.file = new Int32Array(expected);
    this.line = new Int32Array(expected);
    this.name = new Int32Array(expected);
    this.ncalls = new Float64Array(expected);
    this.primitiveCalls = new Float64Array(expected);
    this.tottime = new Float64Array(expected);
    this.cumtime = new Float64Array(expected);
    this.edgesAt = new Uint32Array(expected);
    this.keysBefore = new Uint32Array(expected);
  }

  *read(onProgress?: OnProgress): Steps<ProfileTable> {
    const { reader } = this;
    reader.openDict();
    for (let rows = FIRST_ROWS; !this.readRows(rows); rows = Math.min(2 * rows, ROWS_A_SLICE)) {
      onProgress?.(reader.position);
      yield;
    }
    if (this.rows === 0) throw new UnusualShape();
    reader.remembers = false;
    reader.pause();
    yield;
    return yield* this.finish();
  }

  /** Reads a slice; true when there is nothing left. A loop by itself, since V8 compiles it sooner than the steps. */
  private readRows(most: number): boolean {
    const { reader } = this;
    for (let left = most; left > 0; left--) {
      if (reader.endsDict()) return true;
      if (reader.skipSampledMarker()) this.kind = 'sampled';
      else this.readRow();
    }
    return false;
  }

  private readRow(): void {
    const { reader } = this;
    const row = this.rows++;
    if (row === this.ncalls.length) this.grow();
    reader.readKey();
    this.file[row] = reader.file;
    this.line[row] = reader.line;
    this.name[row] = reader.name;
    reader.readNumbers(5);
    this.primitiveCalls[row] = reader.firstCount;
    this.ncalls[row] = reader.secondCount;
    this.tottime[row] = reader.tottime;
    this.cumtime[row] = reader.cumtime;
    reader.openDict();
    this.edgesAt[row] = reader.position;
    this.keysBefore[row] = reader.flaggedKeys;
    this.edges += reader.skipEdges();
  }

  private *finish(): Steps<ProfileTable> {
    const length = this.rows;
    const functions: FunctionKeys = {
      length,
      file: this.file.subarray(0, length),
      line: this.line.subarray(0, length),
      name: this.name.subarray(0, length),
    };
    if ((yield* repeatedRowSteps(functions)).size > 0) throw new UnusualShape(); // no dict of Python has a key twice
    const columns = {
      ncalls: countColumn(this.ncalls.subarray(0, length)),
      primitiveCalls: countColumn(this.primitiveCalls.subarray(0, length)),
      tottime: this.tottime.subarray(0, length),
      cumtime: this.cumtime.subarray(0, length),
    };
    const places = { at: this.edgesAt.subarray(0, length), keysBefore: this.keysBefore.subarray(0, length) };
    return {
      kind: this.kind,
      length,
      strings: this.reader.strings,
      functions,
      ...columns,
      totals: totalsOf(columns),
      notes: this.notes(functions),
      edges: madeOnce(() => new UsualEdges(this.reader, functions, places, this.edges).read()),
    };
  }

  private notes({ name }: FunctionKeys): readonly ProfileNote[] {
    const { codeNames } = this.reader;
    if (codeNames.size === 0) return [];
    const renamed = name.filter((id) => codeNames.has(id)).length;
    return renamed === 0 ? [] : [renamedNote(renamed)];
  }

  private grow(): void {
    this.file = longer(this.file);
    this.line = longer(this.line);
    this.name = longer(this.name);
    this.ncalls = longer(this.ncalls);
    this.primitiveCalls = longer(this.primitiveCalls);
    this.tottime = longer(this.tottime);
    this.cumtime = longer(this.cumtime);
    this.edgesAt = longer(this.edgesAt);
    this.keysBefore = longer(this.keysBefore);
  }
}
