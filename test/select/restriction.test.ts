import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { restrictRows } from '../../src/select/restrict-rows.ts';
import { parseRestriction, type Restriction, restrictionRepr } from '../../src/select/restriction.ts';

describe("a word of the pstats browser's command line", () => {
  test.each([
    ['10', { kind: 'count', value: 10 }],
    ['+2', { kind: 'count', value: 2 }],
    ['1_0', { kind: 'count', value: 10 }],
    ['-1', { kind: 'count', value: -1 }],
    ['.5', { kind: 'fraction', value: 0.5 }],
    ['1.0', { kind: 'fraction', value: 1 }],
    ['nan', { kind: 'fraction', value: Number.NaN }],
    ['1e-5', { kind: 'fraction', value: 0.00001 }],
    ['method', { kind: 'regex', pattern: 'method' }],
    ['0x10', { kind: 'regex', pattern: '0x10' }],
    ['1__0', { kind: 'regex', pattern: '1__0' }],
    ['', { kind: 'regex', pattern: '' }],
    ['\x1c1\u3000', { kind: 'count', value: 1 }],
    ['\ufeff1', { kind: 'regex', pattern: '\ufeff1' }],
  ] as const)('%j is read as Python does', (word, restriction) => {
    expect(parseRestriction(word)).toEqual(restriction);
  });

  test.each(['1.5', '-0.1', 'inf', '1e5', '-infinity'])('%s is a fraction out of range', (word) => {
    expect(() => parseRestriction(word)).toThrow(UsageError);
  });
});

/** Case 40 of the specification: five rows, what is kept and what is said, from CPython 3.11. */
describe('restricting five rows', () => {
  const builder = new ProfileBuilder();
  for (let line = 0; line < 5; line++)
    builder.setRow('a.py', line, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 });
  const table = builder.finish('traced', []);
  const restrict = (...restrictions: readonly Restriction[]) =>
    restrictRows(table, { rows: Int32Array.of(0, 1, 2, 3, 4), total: 5 }, restrictions);

  test.each([
    [0.1, 1],
    [0.099999, 0],
    [0.3, 2],
    [0.5, 3],
    [0.9, 5],
    [0.95, 5],
    [0.1 + 0.2, 2],
    [-0, 0],
    [1e-5, 0],
    [1, 5],
    [Number.NaN, 5],
    [2.5, 5],
  ])('to the fraction %d keeps %i', (value, kept) => {
    expect(restrict({ kind: 'fraction', value }).rows.length).toBe(kept);
  });

  test.each([
    [-1, 5],
    [0, 0],
    [5, 5],
    [6, 5],
    [2, 2],
  ])('to the count %i keeps %i', (value, kept) => {
    expect(restrict({ kind: 'count', value }).rows.length).toBe(kept);
  });

  test('says something only where the length changed', () => {
    expect(restrict({ kind: 'count', value: 5 }, { kind: 'regex', pattern: 'a' }).effects).toEqual([]);
  });

  test('applies each to what the one before left', () => {
    const { rows, effects } = restrict(
      { kind: 'count', value: 4 },
      { kind: 'regex', pattern: ':[13]\\(' },
      { kind: 'fraction', value: 0.5 },
    );
    expect([...rows]).toEqual([1]);
    expect(
      effects.map((effect) =>
        effect.kind === 'reduced' ? [effect.from, effect.to, restrictionRepr(effect.restriction)] : effect,
      ),
    ).toEqual([
      [5, 4, '4'],
      [4, 2, "':[13]\\\\('"],
      [2, 1, '0.5'],
    ]);
  });

  test('by what is no regular expression changes nothing and is said', () => {
    const { rows, effects } = restrict({ kind: 'regex', pattern: '(' });
    expect([rows.length, effects]).toEqual([5, [{ kind: 'invalid-regex', pattern: '(' }]]);
  });

  test('by a pattern that we cannot match as Python does is refused by name', () => {
    expect(() => restrict({ kind: 'regex', pattern: '(a)|b(?(1)c|d)' })).toThrow(/conditional/);
  });
});
