import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeProfile, readAnyShape } from '../../src/decode/decode-profile.ts';
import { usualShapeSteps } from '../../src/decode/usual-shape.ts';
import { DecodeError } from '../../src/errors.ts';
import { finish } from '../../src/profile/steps.ts';
import { fc } from '../properties.ts';
import { plainProfile } from './plain-profile.ts';
import { type Key, type Numbers, type Row, writeProfile } from './write-marshal.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/profiles');
const NAMES = readdirSync(FIXTURES);

function dump(name: string): Uint8Array {
  return readFileSync(join(FIXTURES, name, 'out.prof'));
}

/** The whole dict as the dump's own Python loaded it, in its order. */
function loadedByPython(name: string): readonly unknown[] {
  const path = join(FIXTURES, name, 'golden/stats.json');
  const text = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  return JSON.parse(text.toString('utf8')) as readonly unknown[];
}

/** An `expect` of thousands of profiles takes longer than to read them: it is asked only where it has something to say. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

describe('a real dump', () => {
  test.each(NAMES.filter((name) => !name.endsWith('py27')))(
    '%s has the numbers, names and order that Python loads',
    (name) => {
      expect(plainProfile(decodeProfile(dump(name)))).toEqual(loadedByPython(name));
    },
  );

  // Python 2 iterates in hash order, and its golden file has bytes that are not UTF-8 as Latin-1
  test.each(NAMES.filter((name) => name.endsWith('py27')))('%s has as many functions as Python 2.7 loads', (name) => {
    expect(decodeProfile(dump(name)).length).toBe(loadedByPython(name).length);
  });

  test.each(NAMES)('%s reads the same the quick and the plain way, if it is of the usual shape', (name) => {
    const quick = finish(usualShapeSteps(dump(name)));
    if (quick !== null) expect(plainProfile(quick)).toEqual(plainProfile(readAnyShape(dump(name))));
    expect(quick === null).toBe(name === 'profile-py27'); // `profile` names the code object that it runs
  });
});

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom('~', '', '<len>', 'x'.repeat(300)),
);
const key: fc.Arbitrary<Key> = fc.tuple(text, fc.integer({ min: -2, max: 70_000 }), text);
const count = fc.oneof(fc.nat(300), fc.integer(), fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }));
const numbers: fc.Arbitrary<Numbers> = fc.tuple(count, count, fc.double(), fc.double());
const profile: fc.Arbitrary<readonly Row[]> = fc.array(key, { minLength: 1, maxLength: 12 }).chain((keys) => {
  const caller = fc.record({
    key: fc.constantFrom(...keys, ['gone.py', 1, 'gone'] as const),
    numbers: fc.oneof(numbers, fc.tuple(count)),
  });
  return fc.tuple(
    ...keys.map((own) => fc.record({ key: fc.constant(own), numbers, callers: fc.array(caller, { maxLength: 4 }) })),
  );
});

/** What Python's dict keeps of equal keys: the first one's place and the last one's value. */
function asDict<T extends { readonly key: Key }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item.key), item])).values()];
}

describe('any profile', () => {
  test.each([2, 4] as const)('written with marshal version %i reads back as it was, both ways', (version) => {
    fc.assert(
      fc.property(profile, (rows) => {
        const bytes = writeProfile(rows, version);
        const expected = asDict(rows).map(({ key, numbers: [nc, cc, tt, ct], callers }) => {
          const edges = asDict(callers).map((edge) => [...edge.key, ...edge.numbers.map(plain)]);
          return [...key, plain(cc), plain(nc), tt, ct, edges];
        });
        expectSame(plainProfile(readAnyShape(bytes)), expected);
        const quick = finish(usualShapeSteps(bytes));
        if (quick !== null) expectSame(plainProfile(quick), expected);
      }),
    );
  });

  test('of counts below 2**53 and clean text is of the usual shape', () => {
    const row: Row = {
      key: ['a.py', 1, 'f'],
      numbers: [2 ** 40, 2 ** 52, 1, 2],
      callers: [{ key: ['é.py', 1, 'f'], numbers: [3, 3, 1, 2] }],
    };
    expect(finish(usualShapeSteps(writeProfile([row], 4)))).not.toBeNull();
    expect(finish(usualShapeSteps(writeProfile([row], 2)))).not.toBeNull();
  });

  test('of callers with counts alone is of the usual shape, however many of its keys are references', () => {
    const keyOf = (line: number): Key => ['a.py', line, 'f'];
    const rows = Array.from({ length: 1000 }, (_, line): Row => {
      const callers = [keyOf(line), keyOf(line + 1)].map((caller) => ({ key: caller, numbers: [line + 1] as const }));
      return { key: keyOf(line), numbers: [1, 1, 0, 0], callers };
    });
    const quick = finish(usualShapeSteps(writeProfile(rows, 4)));
    expect(quick && plainProfile(quick)).toEqual(plainProfile(readAnyShape(writeProfile(rows, 4))));
    expect(quick?.edges().countsOnly?.includes(0)).toBe(false);
  });

  test('of rows that name some of many callers twice keeps their places and takes the later numbers', () => {
    const keyOf = (line: number): Key => ['a.py', line, 'f'];
    const calls = (line: number, count: number) => ({ key: keyOf(line), numbers: [count, count, 1, 2] as const });
    const rows = [0, 1, 2].map((own): Row => {
      const callers = Array.from({ length: 14 + own * 4 }, (_, line) => calls(line, 1));
      const again = [0, 13, own + 15, 0].flatMap((line) => [calls(line, 7), calls(line + 40, 2)]);
      return { key: keyOf(own), numbers: [1, 1, 0, 0], callers: [...callers, ...again] };
    });
    const quick = finish(usualShapeSteps(writeProfile(rows, 4)));
    expect(quick && plainProfile(quick)).toEqual(plainProfile(readAnyShape(writeProfile(rows, 4))));
  });

  function plain(value: number | bigint): number | bigint | string {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) return value;
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
});

describe('a broken dump', () => {
  const ENDS: readonly string[] = ['empty-file', 'unexpected-end'];

  test.each(['sudoku-py37', 'unicode-pypy', 'profile-py311', 'badbytes-py39', 'sampled-sudoku-pyo315'])(
    '%s cut off at any byte is a DecodeError that names an offset in it',
    (name) => {
      const whole = dump(name);
      const others = Array.from(whole, (_, length) => ({ length, error: failure(whole.subarray(0, length)) })).filter(
        ({ length, error }) => error === null || !(error.offset <= length) || !ENDS.includes(error.code),
      );
      expect(others).toEqual([]);
    },
  );

  test.each(['recursion-py311', 'sampled-sudoku-pyo315'])(
    '%s with bytes changed anywhere is read, or is a DecodeError, and the quick way agrees with the plain way',
    (name) => {
      const whole = dump(name);
      const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          const quick = finish(usualShapeSteps(bytes));
          const isRefused = failure(bytes) !== null;
          if (quick === null) return;
          expect(isRefused).toBe(false);
          const plain = readAnyShape(bytes);
          expectSame([plainProfile(quick), quick.kind, quick.notes], [plainProfile(plain), plain.kind, plain.notes]);
        }),
        { numRuns: 2000 },
      );
    },
  );

  test('of random bytes is a DecodeError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => failure(bytes) !== null));
  });

  function failure(bytes: Uint8Array): DecodeError | null {
    try {
      decodeProfile(bytes).edges();
      return null;
    } catch (error) {
      if (error instanceof DecodeError) return error;
      throw error;
    }
  }
});
