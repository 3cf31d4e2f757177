import { AT_ONCE } from '../profile/at-once.ts';
import { type CountColumn, countsDiffer, countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId } from '../profile/string-pool.ts';
import { touchRows } from '../profile/touch-rows.ts';
import { countJson, type FunctionJson } from './function-json.ts';
import { JsonItems, textJson } from './json-text.ts';

/**
 * Many functions, each as `functionJson` has it. From the columns into bytes: a million of them as objects and strings are
 * 160 MB more, and take four times as long.
 */
export function functionsJson(table: ProfileTable, rows: Int32Array): JsonItems {
  return new JsonItems(function* (margin) {
    const writer = new FunctionWriter(table, margin);
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      touchRows(table, rows, from);
      yield writer.write(rows.subarray(from, from + AT_ONCE), from === 0);
    }
  });
}

type NumberOf = (table: ProfileTable, row: FunctionIndex) => number | string;

/** What each number is, in the order of `functionJson`; null for the texts. */
const VALUES: { readonly [key in keyof FunctionJson]: NumberOf | null } = {
  file: null,
  line: ({ functions }, row) => Math.trunc(functions.line[row]!),
  name: null,
  calls: ({ ncalls }, row) => countCell(ncalls, row),
  primitiveCalls: ({ ncalls, primitiveCalls }, row) =>
    countCell(countsDiffer(ncalls, primitiveCalls, row) ? primitiveCalls : ncalls, row),
  tottime: ({ tottime }, row) => tottime[row]!,
  tottimePerCall: ({ tottime, ncalls }, row) => tottime[row]! / ncalls.values[row]!,
  cumtime: ({ cumtime }, row) => cumtime[row]!,
  cumtimePerCall: ({ cumtime, primitiveCalls }, row) => cumtime[row]! / primitiveCalls.values[row]!,
};

/** In a hand-made dump a count may be a bool, a float or too large for a double. */
function countCell(column: CountColumn, row: number): number | string {
  return column.odd.size === 0 ? column.values[row]! : countJson(countText(column, row));
}

const NUMBERS = Object.values(VALUES).filter((value) => value !== null);

/** A text that stands in every function, four bytes a word: they are written past its end, and then over. */
type Piece = { readonly words: Int32Array; readonly length: number };

const WORD = Int32Array.BYTES_PER_ELEMENT;

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function pieceOf(text: string): Piece {
  const bytes = Buffer.alloc(Math.ceil(text.length / WORD) * WORD, text);
  return {
    words: Int32Array.from({ length: bytes.length / WORD }, (_, at) => bytes.readInt32LE(at * WORD)),
    length: text.length,
  };
}

/** A member: what stands before it, with the end of a text before that, and the column of its text, if it is one. */
type Member = { readonly before: Piece; readonly text: 'file' | 'name' | null };

/** The first member without a comma before it. */
function membersAt(margin: string): readonly Member[] {
  let end = '';
  return Object.keys(VALUES).map((key, at) => {
    const text = key === 'file' || key === 'name' ? key : null;
    const before = `${end}${at === 0 ? '' : ','}${margin}${textJson(key)}: ${text === null ? '' : '"'}`;
    end = text === null ? '' : '"';
    return { before: pieceOf(before), text };
  });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** 1 for each byte that JSON and all who read it take for itself. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte <= 0x7e && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/** Whether a text has been looked at, and has nothing but such bytes. */
const PLAIN = 1;
const OTHER = 2;

function kindOfText(bytes: Uint8Array, start: number, end: number): typeof PLAIN | typeof OTHER {
  for (let at = start; at < end; at++) if (IS_PLAIN[bytes[at]!] === 0) return OTHER;
  return PLAIN;
}

/** A byte of a name as an escape: `\u001b`. */
const LONGEST_ESCAPE = 6;

/** Four bytes that are 1, have their highest bit, are a comma. */
const ONES = 0x01010101;
const HIGHEST = 0x80808080 | 0;
const COMMAS = COMMA * ONES;

/** The highest bit of the first byte that is a comma, of four in a word, and perhaps of later ones; 0 where none is. */
function commasIn(word: number): number {
  const other = word ^ COMMAS;
  return (other - ONES) & ~other & HIGHEST;
}

/** The place of the lowest byte that has a bit. */
function firstByte(bits: number): number {
  return (31 - Math.clz32(bits & -bits)) >> 3;
}

/** Writes groups of functions into one buffer. */
class FunctionWriter {
  private readonly table: ProfileTable;
  private readonly open: Piece;
  private readonly next: Piece;
  private readonly members: readonly Member[];
  private readonly close: Piece;
  /** More than all the pieces of a function. */
  private readonly pieces: number;
  private bytes = new Uint8Array(0);
  private view = new DataView(this.bytes.buffer);
  /** The numbers of a group as text, which is made at once: one by one that takes twice the time, and as many strings. */
  private numbers = Buffer.alloc(0);
  private numbersView = viewOf(this.numbers);
  private readonly cells: (number | string)[] = [0.5]; // which V8 takes for an array of doubles
  private number = 0;
  private readonly names: DataView;
  /** By string: paths stand in many functions. */
  private readonly kinds: Uint8Array;

  constructor(table: ProfileTable, margin: string) {
    const outer = margin.slice(0, -2);
    this.table = table;
    this.names = viewOf(table.strings.slices().bytes);
    this.kinds = new Uint8Array(table.strings.count);
    this.open = pieceOf('{');
    this.next = pieceOf(`,${outer}{`);
    this.members = membersAt(margin);
    this.close = pieceOf(`${outer}}`);
    this.pieces = [this.next, this.close, ...this.members.map(({ before }) => before)].reduce(
      (sum, { words }) => sum + words.length * WORD,
      0,
    );
  }

  write(rows: Int32Array, isFirst: boolean): Uint8Array {
    this.makeNumbers(rows);
    this.reserve(rows);
    let at = 0;
    for (const row of rows) {
      at = this.writePiece(at, isFirst && at === 0 ? this.open : this.next);
      at = this.writeMembers(at, row);
      at = this.writePiece(at, this.close);
    }
    return this.bytes.subarray(0, at);
  }

  private makeNumbers(rows: Int32Array): void {
    const { cells, table } = this;
    let length = 0;
    for (const row of rows) for (const numberOf of NUMBERS) cells[length++] = numberOf(table, row);
    cells.length = length;
    const text = JSON.stringify(cells); // what is no number, as a time divided by no calls, is null
    if (text.length + WORD > this.numbers.length) {
      this.numbers = Buffer.alloc(2 * text.length + WORD);
      this.numbersView = viewOf(this.numbers);
    }
    this.numbers.write(text, 'latin1');
    this.numbers[text.length - 1] = COMMA; // and no bracket, so that there is one behind each
    this.number = '['.length;
  }

  private reserve(rows: Int32Array): void {
    const { functions, strings } = this.table;
    const { length } = strings.slices();
    let most = this.numbers.length + rows.length * this.pieces;
    for (const row of rows) most += LONGEST_ESCAPE * (length[functions.file[row]!]! + length[functions.name[row]!]!);
    if (most <= this.bytes.length) return;
    this.bytes = new Uint8Array(2 * most);
    this.view = new DataView(this.bytes.buffer);
  }

  private writeMembers(from: number, row: FunctionIndex): number {
    const { functions } = this.table;
    let at = from;
    for (const { before, text } of this.members) {
      at = this.writePiece(at, before);
      at = text === null ? this.writeNumber(at) : this.writeText(at, functions[text][row]!);
    }
    return at;
  }

  private writePiece(at: number, { words, length }: Piece): number {
    for (let word = 0; word < words.length; word++) this.view.setInt32(at + word * WORD, words[word]!, true);
    return at + length;
  }

  private writeNumber(from: number): number {
    const { view, numbersView } = this;
    let at = from;
    let number = this.number;
    let commas = 0;
    for (; ; at += WORD, number += WORD) {
      const word = numbersView.getInt32(number, true);
      view.setInt32(at, word, true);
      commas = commasIn(word);
      if (commas !== 0) break;
    }
    const rest = firstByte(commas);
    this.number = number + rest + 1;
    return at + rest;
  }

  /** Copies a name as it stands in the dump, if there is nothing to escape. */
  private writeText(at: number, id: StringId): number {
    const { bytes, start, length } = this.table.strings.slices();
    const size = length[id]!;
    const from = start[id]!;
    if (this.kinds[id] === 0) this.kinds[id] = kindOfText(bytes, from, from + size);
    if (this.kinds[id] !== PLAIN || from + size + WORD > bytes.length) return this.writeEscaped(at, id);
    for (let each = 0; each < size; each += WORD) {
      this.view.setInt32(at + each, this.names.getInt32(from + each, true), true);
    }
    return at + size;
  }

  private writeEscaped(at: number, id: StringId): number {
    const text = Buffer.from(textJson(this.table.strings.text(id)).slice(1, -1));
    this.bytes.set(text, at);
    return at + text.length;
  }
}
