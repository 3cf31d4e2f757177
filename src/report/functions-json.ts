import { type CountColumn, countsDiffer, countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId, StringPool } from '../profile/string-pool.ts';
import { touchRows } from '../profile/touch-rows.ts';
import { ByteWriter } from '../text/byte-writer.ts';
import { countJson, type FunctionJson } from './function-json.ts';
import { JsonItems, textJson } from './json-text.ts';

/**
 * Many functions, each as `functionJson` has it. From the columns into bytes: a million of them as objects and strings are
 * 160 MB more, and take twice as long.
 */
export function functionsJson(table: ProfileTable, rows: Int32Array): JsonItems {
  return new JsonItems(function* (margin) {
    const out = new ByteWriter();
    const members = membersAt(margin);
    const outer = margin.slice(0, -2);
    for (let at = 0; at < rows.length; at++) {
      touchRows(table, rows, at);
      out.ascii(at === 0 ? '{' : `,${outer}{`);
      for (const { before, write } of members) {
        out.ascii(before);
        write(out, table, rows[at]!);
      }
      out.ascii(`${outer}}`);
      if (out.isFull) yield out.take();
    }
    if (rows.length > 0) yield out.take();
  });
}

type WriteValue = (out: ByteWriter, table: ProfileTable, row: FunctionIndex) => void;

/** How each value is written, in the order of `functionJson`. */
const VALUES: { readonly [key in keyof FunctionJson]: WriteValue } = {
  file: (out, { strings, functions }, row) => writeText(out, strings, functions.file[row]!),
  line: (out, { functions }, row) => out.ascii(numberText(Math.trunc(functions.line[row]!))),
  name: (out, { strings, functions }, row) => writeText(out, strings, functions.name[row]!),
  calls: (out, { ncalls }, row) => out.ascii(countCell(ncalls, row)),
  primitiveCalls: (out, { ncalls, primitiveCalls }, row) =>
    out.ascii(countCell(countsDiffer(ncalls, primitiveCalls, row) ? primitiveCalls : ncalls, row)),
  tottime: (out, { tottime }, row) => out.ascii(numberText(tottime[row]!)),
  tottimePerCall: (out, { tottime, ncalls }, row) => out.ascii(numberText(tottime[row]! / ncalls.values[row]!)),
  cumtime: (out, { cumtime }, row) => out.ascii(numberText(cumtime[row]!)),
  cumtimePerCall: (out, { cumtime, primitiveCalls }, row) =>
    out.ascii(numberText(cumtime[row]! / primitiveCalls.values[row]!)),
};

/** `before`: what stands before the value. */
type Member = { readonly before: string; readonly write: WriteValue };

function membersAt(margin: string): readonly Member[] {
  return Object.entries(VALUES).map(([key, write], at) => ({
    before: `${at === 0 ? '' : ','}${margin}${textJson(key)}: `,
    write,
  }));
}

/**
 * What is no number, as a time divided by no calls, is null. `String` would be as quick, but V8 keeps its last 16,384 results: a
 * million functions then leave 150 MB of them behind between two large collections.
 */
function numberText(value: number): string {
  return JSON.stringify(value);
}

/** In a hand-made dump a count may be a bool, a float or too large for a double. */
function countCell(column: CountColumn, row: number): string {
  const count = column.odd.size === 0 ? column.values[row]! : countJson(countText(column, row));
  return typeof count === 'string' ? textJson(count) : numberText(count);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** 1 for each byte that JSON and all who read it take for itself. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte <= 0x7e && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/** Copies a name as it stands in the dump, and takes it back if there is something to escape. */
function writeText(out: ByteWriter, strings: StringPool, id: StringId): void {
  const { bytes, start, length } = strings.slices();
  const size = length[id]!;
  const room = out.claim(size + 2);
  const from = start[id]!;
  const to = room.at + 1;
  let isPlain = 1;
  for (let at = 0; at < size; at++) {
    const byte = bytes[from + at]!;
    isPlain &= IS_PLAIN[byte]!;
    room.bytes[to + at] = byte;
  }
  room.bytes[room.at] = QUOTE;
  room.bytes[to + size] = QUOTE;
  if (isPlain === 1) return;
  out.giveBack(size + 2);
  out.text(textJson(strings.text(id)));
}
