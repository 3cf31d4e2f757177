import { type CountColumn, countsDiffer, countText } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { StringId, StringPool } from '../profile/string-pool.ts';
import { ByteWriter } from '../text/byte-writer.ts';
import { countJson } from './function-json.ts';
import { JsonItems, textJson } from './json-text.ts';

/**
 * Many functions, each as `functionJson` has it. From the columns into bytes: a million of them as objects and strings are
 * 160 MB more, and take twice as long.
 */
export function functionsJson(table: ProfileTable, rows: Int32Array): JsonItems {
  return new JsonItems(function* (margin) {
    const out = new ByteWriter();
    const before = keysOf(margin);
    const end = `${margin.slice(0, -2)}}`;
    for (let at = 0; at < rows.length; at++) {
      if (at > 0) out.ascii(`,${margin.slice(0, -2)}`);
      writeFunction(out, table, rows[at]!, before);
      out.ascii(end);
      if (out.isFull) yield out.take();
    }
    if (rows.length > 0) yield out.take();
  });
}

type Keys = ReturnType<typeof keysOf>;

/** What stands before each value, in the order of `functionJson`. */
function keysOf(margin: string) {
  const key = (name: string) => `,${margin}"${name}": `;
  return {
    file: `{${key('file').slice(1)}`,
    line: key('line'),
    name: key('name'),
    calls: key('calls'),
    primitiveCalls: key('primitiveCalls'),
    tottime: key('tottime'),
    tottimePerCall: key('tottimePerCall'),
    cumtime: key('cumtime'),
    cumtimePerCall: key('cumtimePerCall'),
  };
}

function writeFunction(out: ByteWriter, table: ProfileTable, row: FunctionIndex, before: Keys): void {
  const { strings, functions, ncalls, primitiveCalls } = table;
  out.ascii(before.file);
  writeText(out, strings, functions.file[row]!);
  out.ascii(before.line);
  out.ascii(numberText(Math.trunc(functions.line[row]!)));
  out.ascii(before.name);
  writeText(out, strings, functions.name[row]!);
  out.ascii(before.calls);
  out.ascii(countCell(ncalls, row));
  out.ascii(before.primitiveCalls);
  out.ascii(countCell(countsDiffer(ncalls, primitiveCalls, row) ? primitiveCalls : ncalls, row));
  writeTimes(out, table, row, before);
}

function writeTimes(out: ByteWriter, table: ProfileTable, row: FunctionIndex, before: Keys): void {
  const tottime = table.tottime[row]!;
  const cumtime = table.cumtime[row]!;
  out.ascii(before.tottime);
  out.ascii(numberText(tottime));
  out.ascii(before.tottimePerCall);
  out.ascii(numberText(tottime / table.ncalls.values[row]!));
  out.ascii(before.cumtime);
  out.ascii(numberText(cumtime));
  out.ascii(before.cumtimePerCall);
  out.ascii(numberText(cumtime / table.primitiveCalls.values[row]!));
}

/** As `JSON.stringify` writes it: what is no number, as a time divided by no calls, is null. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

/** In a hand-made dump a count may be a bool, a float or too large for a double. */
function countCell(column: CountColumn, row: number): string {
  const count = column.odd.size === 0 ? column.values[row]! : countJson(countText(column, row));
  return typeof count === 'string' ? textJson(count) : numberText(count);
}

function writeText(out: ByteWriter, strings: StringPool, id: StringId): void {
  if (!writePlainText(out, strings, id)) out.text(textJson(strings.text(id)));
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Copies a name as it stands in the dump, if JSON and all who read it take each character for itself. */
function writePlainText(out: ByteWriter, strings: StringPool, id: StringId): boolean {
  const { bytes, start, length } = strings.slices();
  const from = start[id]!;
  const to = from + length[id]!;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte < 0x20 || byte > 0x7e || byte === QUOTE || byte === BACKSLASH) return false;
  }
  out.byte(QUOTE);
  const room = out.claim(to - from);
  for (let at = from; at < to; at++) room.bytes[room.at + at - from] = bytes[at]!;
  out.byte(QUOTE);
  return true;
}
