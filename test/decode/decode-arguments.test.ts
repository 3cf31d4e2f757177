import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeArguments, MOST_ARGUMENTS_BYTES } from '../../src/decode/decode-arguments.ts';
import { DecodeError } from '../../src/errors.ts';
import { fc } from '../properties.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const COUNTS = readFileSync(join(FIXTURES, 'hint-arguments/repeats-py313.arguments.json'));

const ONE = {
  file: 'a.py',
  line: 3,
  name: 'f',
  calls: 4,
  distinct: 2,
  sameObjects: false,
  hashable: true,
  changeable: false,
  changed: false,
  resultsCompared: true,
  hasResult: true,
  ended: 'whole',
};

function bytesOf(functions: unknown, more: object = {}): Uint8Array {
  return Buffer.from(JSON.stringify({ 'pyprof-view': 'arguments', version: 1, functions, ...more }));
}

describe('what run --arguments writes', () => {
  test('is read as it was counted', () => {
    const tax = decodeArguments(COUNTS).find(({ name }) => name === 'tax');
    expect(tax).toMatchObject({ file: 'repeats.py', line: 42, calls: 3000, distinct: 6, ended: 'whole' });
  });

  test('has names that no encoding of files can write', () => {
    const [one] = decodeArguments(bytesOf([{ ...ONE, file: '\udcff"\\.py' }]));
    expect(one?.file).toBe('\udcff"\\.py');
  });

  test('cut off anywhere is refused with a DecodeError', () => {
    for (let end = 0; end < COUNTS.length - 3; end++)
      expect(() => decodeArguments(COUNTS.subarray(0, end))).toThrow(DecodeError);
  });

  test('with any byte changed is read or refused with a DecodeError, and never has more arguments than calls', () => {
    const place = fc.nat(COUNTS.length - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = Uint8Array.from(COUNTS);
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          for (const { calls, distinct } of decodeArguments(bytes)) expect(distinct).toBeLessThanOrEqual(calls);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });
});

describe('a file is refused', () => {
  const refused = (bytes: Uint8Array) => {
    try {
      return decodeArguments(bytes);
    } catch (error) {
      return error instanceof DecodeError ? error.code : error;
    }
  };

  test.each(Object.keys(ONE))('whose function has no sound %s', (field) => {
    for (const value of [null, -1, 1.5, [], {}, 2 ** 60, undefined])
      expect(refused(bytesOf([{ ...ONE, [field]: value }]))).toBe('not-arguments');
  });

  test.each([
    ['of another version', bytesOf([], { version: 2 })],
    ['without functions', bytesOf('x')],
    ['with a function that is a list', bytesOf([[]])],
    ['with more arguments than calls', bytesOf([{ ...ONE, distinct: 5 }])],
    ['that is other JSON', Buffer.from('{"functions": []}')],
    ['that is a list', Buffer.from('[]')],
    ['that nests without end', Buffer.from('{"a":'.repeat(100_000))],
    ['that is too large', new Uint8Array(MOST_ARGUMENTS_BYTES + 1).fill(32)],
    ['that is a snapshot', readFileSync(join(FIXTURES, 'hint-lines/lines.lprof'))],
  ])('%s', (_, bytes) => {
    expect(refused(bytes)).toBe('not-arguments');
  });

  test('that is empty, or a profile, as what it is', () => {
    expect(refused(new Uint8Array(0))).toBe('empty-file');
    expect(refused(readFileSync(join(FIXTURES, 'hint-lines/lines-py313.prof')))).toBe('is-profile');
  });
});
