import { expect, test } from 'vitest';
import { FunctionPool, repeatedRowSteps } from '../../src/profile/function-keys.ts';
import { finish } from '../../src/profile/steps.ts';
import { fc } from '../properties.ts';

const key = fc.tuple(fc.nat(5), fc.nat(9), fc.nat(5));
const distinctKey = fc.tuple(fc.nat(), fc.nat(), fc.nat());
const keys = fc.array(fc.oneof(key, distinctKey), { maxLength: 3000 });

function columns(rows: readonly (readonly [number, number, number])[]) {
  return {
    length: rows.length,
    file: Int32Array.from(rows, ([file]) => file),
    line: Int32Array.from(rows, ([, line]) => line),
    name: Int32Array.from(rows, ([, , name]) => name),
  };
}

test('rows with the key of an earlier one are found, with the first that has it', () => {
  fc.assert(
    fc.property(keys, (rows) => {
      const first = new Map<string, number>();
      const expected = new Map<number, number>();
      for (const [row, parts] of rows.entries()) {
        const known = first.get(parts.join());
        if (known === undefined) first.set(parts.join(), row);
        else expected.set(row, known);
      }
      expect(finish(repeatedRowSteps(columns(rows)))).toEqual(expected);
    }),
  );
});

test('a pool of functions has each where it was', () => {
  fc.assert(
    fc.property(fc.uniqueArray(distinctKey, { selector: (parts) => parts.join() }), (rows) => {
      const pool = FunctionPool.of(columns(rows));
      expect(pool.length).toBe(rows.length);
      expect(rows.map((parts) => pool.intern(...parts))).toEqual(rows.map((_, row) => row));
    }),
  );
});

test('a pool of functions, of none too, finds many at once, and takes in those that it lacks', () => {
  const known = fc.uniqueArray(key, { selector: (parts) => parts.join() });
  fc.assert(
    fc.property(known, keys, (rows, others) => {
      const indexes = new Map(rows.map((parts, row) => [parts.join(), row]));
      for (const parts of others) if (!indexes.has(parts.join())) indexes.set(parts.join(), indexes.size);
      const found = finish(FunctionPool.of(columns(rows)).internAll(columns(others)));
      expect([...found]).toEqual(others.map((parts) => indexes.get(parts.join())));
    }),
    {
      examples: [
        [
          [],
          [
            [1, 2, 3],
            [1, 2, 3],
          ],
        ],
      ],
    },
  );
});
