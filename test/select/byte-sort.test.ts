import { describe, expect, test } from 'vitest';
import { finish } from '../../src/profile/steps.ts';
import { StringPool } from '../../src/profile/string-pool.ts';
import { sortByBytes } from '../../src/select/byte-sort.ts';
import { compareCodePoints } from '../../src/text/code-points.ts';
import { fc } from '../properties.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', 'b', ')', '\0') }),
);

function sorted(texts: readonly string[], suffix?: number): readonly string[] {
  const pool = new StringPool();
  const ids = Int32Array.from(texts, (each) => pool.intern(each));
  finish(sortByBytes(pool.slices(), ids, suffix));
  return Array.from(ids, (id) => pool.text(id));
}

describe('sorting by bytes', () => {
  test('is the order of the code points', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 200 }), (texts) => {
        expect(sorted(texts)).toEqual([...texts].sort(compareCodePoints));
      }),
    );
  });

  test('takes every text to end with a suffix, if one is given', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 200 }), (texts) => {
        const ended = texts.map((each) => `${each})`).sort(compareCodePoints);
        expect(sorted(texts, 0x29).map((each) => `${each})`)).toEqual(ended);
      }),
    );
  });

  test('takes long common beginnings without overflowing a stack', () => {
    const beginning = 'x'.repeat(20_000);
    const texts = Array.from({ length: 40 }, (_, at) => `${beginning}${String(at).padStart(2, '0')}`);
    expect(sorted([...texts].reverse())).toEqual(texts);
  });
});
