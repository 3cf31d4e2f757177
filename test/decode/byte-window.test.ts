import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { DumpSource } from '../../src/decode/dump-source.ts';
import { usualShapeSteps } from '../../src/decode/usual-shape.ts';
import { finish } from '../../src/profile/steps.ts';
import { fc } from '../properties.ts';
import { plainProfile } from './plain-profile.ts';
import { type Row, writeProfile } from './write-marshal.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/profiles');

/** Bytes that are asked for piece by piece, as those of a file are; `asked` has where each piece began. */
function inPieces(bytes: Uint8Array): DumpSource & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    length: bytes.length,
    read: (target, at) => {
      asked.push(at);
      const piece = bytes.subarray(at, at + target.length);
      target.set(piece);
      return piece.length;
    },
    close: () => undefined,
  };
}

const name = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.integer({ min: 0, max: 3000 }).map((length) => 'n'.repeat(length)),
);
const key = fc.tuple(name, fc.nat(), name);
const count = fc.oneof(fc.nat(300), fc.integer(), fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }));
const numbers = fc.tuple(count, count, fc.double(), fc.constantFrom(0, 0.5));
const callers = fc.array(fc.record({ key, numbers: fc.oneof(numbers, fc.tuple(count)) }), { maxLength: 60 });
const rows: fc.Arbitrary<readonly Row[]> = fc.array(fc.record({ key, numbers, callers }), {
  minLength: 1,
  maxLength: 40,
});

describe('a dump in pieces', () => {
  test.each(readdirSync(FIXTURES))('%s is what it is as a whole', (folder) => {
    const bytes = readFileSync(join(FIXTURES, folder, 'out.prof'));
    const whole = decodeProfile(bytes);
    expect(plainProfile(decodeProfile(inPieces(bytes)))).toEqual(plainProfile(whole));
  });

  test.each([2, 4] as const)('of any rows, with marshal version %i, is what it is as a whole', (version) => {
    fc.assert(
      fc.property(rows, (some) => {
        const bytes = writeProfile(some, version);
        const whole = finish(usualShapeSteps(bytes));
        const pieces = finish(usualShapeSteps(inPieces(bytes)));
        expect(pieces && plainProfile(pieces)).toEqual(whole && plainProfile(whole));
      }),
    );
  });

  test('with a name longer than any piece is of the usual shape', () => {
    const long: Row = { key: ['a.py', 1, 'x'.repeat(600_000)], numbers: [1, 1, 0, 0], callers: [] };
    const after: Row = {
      key: ['b.py', 2, 'f'],
      numbers: [2, 2, 0, 0],
      callers: [{ key: long.key, numbers: [2, 2, 0, 0] }],
    };
    const bytes = writeProfile([long, after], 4);
    const pieces = finish(usualShapeSteps(inPieces(bytes)));
    expect(pieces && plainProfile(pieces)).toEqual(plainProfile(decodeProfile(bytes)));
  });

  test('that is cut off anywhere is as broken as it is as a whole', () => {
    const bytes = readFileSync(join(FIXTURES, 'sudoku-py37/out.prof'));
    const read = Array.from(bytes, (_, length) => finish(usualShapeSteps(inPieces(bytes.subarray(0, length))))).filter(
      (table) => table !== null,
    );
    expect(bytes.length).toBeGreaterThan(3 * 1024);
    expect(read).toEqual([]);
  });

  test('is read once from its beginning to its end for the rows, and once more for the callers', () => {
    const bytes = readFileSync(join(FIXTURES, 'generators-py311/out.prof'));
    const source = inPieces(bytes);
    const table = finish(usualShapeSteps(source));
    const forRows = source.asked.splice(0);
    table?.edges();
    expect(forRows.length).toBeGreaterThan(4);
    expect(forRows).toEqual(forRows.toSorted((a, b) => a - b));
    expect(source.asked).toEqual(source.asked.toSorted((a, b) => a - b));
    expect(source.asked.length).toBeGreaterThan(0);
  });
});
