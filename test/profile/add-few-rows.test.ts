import { expect, test } from 'vitest';
import { addFewRows } from '../../src/profile/add-few-rows.ts';
import { addRowSteps } from '../../src/profile/add-rows.ts';
import { countColumn } from '../../src/profile/count-column.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { finish } from '../../src/profile/steps.ts';
import { fc } from '../properties.ts';

/** The counts and times of a row, and whether it has the key of the row at that share of those before it. */
const count = fc.oneof(fc.nat(), fc.constantFrom(Number.MAX_SAFE_INTEGER, -5));
const row = fc.record({
  ncalls: count,
  primitiveCalls: count,
  tottime: fc.double({ noNaN: true }),
  cumtime: fc.double({ noNaN: true }),
  of: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true }), { freq: 3 }),
});

/** The columns of a table whose strings and callers nobody asks for, and which of its rows repeat others. */
function tableOf(rows: readonly (typeof row extends fc.Arbitrary<infer Row> ? Row : never)[]) {
  const firsts: number[] = [];
  const repeated = new Map<number, number>();
  const rowMap = Int32Array.from(rows, ({ of }, at) => {
    const target = of === null || firsts.length === 0 ? firsts.length : Math.floor(of * firsts.length);
    const first = firsts[target];
    if (first === undefined) firsts.push(at);
    else repeated.set(at, first);
    return target;
  });
  const columns = {
    ncalls: countColumn(Float64Array.from(rows, ({ ncalls }) => ncalls)),
    primitiveCalls: countColumn(Float64Array.from(rows, ({ primitiveCalls }) => primitiveCalls)),
    tottime: Float64Array.from(rows, ({ tottime }) => tottime),
    cumtime: Float64Array.from(rows, ({ cumtime }) => cumtime),
  };
  return { columns, rowMap, repeated, kept: firsts.length };
}

test('few repeated rows are added up as all rows are, or are left to that', () => {
  let answered = 0;
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const { columns, rowMap, repeated, kept } = tableOf(rows);
      const few = addFewRows(columns, repeated, rowMap);
      if (few === null) return;
      answered++;
      const table = { ...new ProfileBuilder().finish('traced', []), ...columns, length: rows.length };
      expect(few).toEqual(finish(addRowSteps([table], [rowMap], kept)));
    }),
  );
  expect(answered).toBeGreaterThan(0);
});

test('counts that a double does not hold exactly are left to the exact way', () => {
  const one = { ncalls: Number.MAX_SAFE_INTEGER, primitiveCalls: 1, tottime: 1, cumtime: 1, of: null };
  const { columns, rowMap, repeated } = tableOf([one, { ...one, of: 0 }]);
  expect(addFewRows(columns, repeated, rowMap)).toBe(null);
});

test('negative counts are left to the exact way, for a sum on the way may be larger than the last', () => {
  const one = { ncalls: Number.MAX_SAFE_INTEGER, primitiveCalls: 1, tottime: 1, cumtime: 1, of: null };
  const { columns, rowMap, repeated } = tableOf([one, { ...one, ncalls: 4, of: 0 }, { ...one, ncalls: -9, of: 0 }]);
  expect(addFewRows(columns, repeated, rowMap)).toBe(null);
});
