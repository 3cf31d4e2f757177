import { expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { type Count, countColumn } from '../../src/profile/count-column.ts';
import { functionJson } from '../../src/report/function-json.ts';
import { functionsJson } from '../../src/report/functions-json.ts';
import { jsonChunks, jsonText } from '../../src/report/json-text.ts';
import { joinChunks } from '../../src/text/chunks.ts';
import { type Key, type Numbers, type Row, writeProfile } from '../decode/write-marshal.ts';
import { fc } from '../properties.ts';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('~', '', '"', 'back\\slash', '\u001b[2J', '\u202eyp.evil', 'x'.repeat(300)),
);
const key: fc.Arbitrary<Key> = fc.tuple(text, fc.integer({ min: -2, max: 70_000 }), text);
const count = fc.oneof(fc.nat(300), fc.integer(), fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }));
const numbers: fc.Arbitrary<Numbers> = fc.tuple(count, count, fc.double(), fc.double());
const row: fc.Arbitrary<Row> = fc.record({ key, numbers, callers: fc.constant([]) });

function check(rows: readonly Row[]): void {
  const table = decodeProfile(writeProfile(rows, 4));
  const all = Int32Array.from({ length: table.length }, (_, at) => table.length - 1 - at);
  const written = Buffer.from(joinChunks(jsonChunks({ rows: functionsJson(table, all) }))).toString('utf8');
  expect(written).toBe(jsonText({ rows: Array.from(all, (each) => functionJson(table, each)) }));
}

test('many functions are written as each is by itself', () => {
  fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), check));
});

test('so are more functions than are written at once', () => {
  fc.assert(fc.property(fc.array(row, { minLength: 600, maxLength: 600 }), check), { numRuns: 3 });
});

test('a count that Python holds for equal to the other is written as the other', () => {
  const most = 2n ** 53n;
  const [table, row] = [
    decodeProfile(writeProfile([{ key: ['a.py', 1, 'f'], numbers: [1, 1, 1, 1], callers: [] }], 4)),
    0,
  ];
  const columnOf = (value: Count, text: string) =>
    countColumn(Float64Array.of(2 ** 53), new Map([[row, { value, text }]]));
  const odd = { ...table, ncalls: columnOf(2 ** 53, `${most}.0`), primitiveCalls: columnOf(most, `${most}`) };
  const written = Buffer.from(joinChunks(jsonChunks({ rows: functionsJson(odd, Int32Array.of(row)) }))).toString(
    'utf8',
  );
  expect(written).toBe(jsonText({ rows: [functionJson(odd, row)] }));
});
