import { describe, expect, test } from 'vitest';
import type { Hint } from '../../src/hints/hint.ts';
import { levelOfShare, SHARES, toldLevel } from '../../src/hints/level-of-share.ts';
import { LEVELS, type Saving } from '../../src/hints/rule.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn } from './hint-fixtures.ts';

const seconds: Saving = { low: 0.1, high: 0.2, unit: 'seconds', basis: '' };
const bytes: Saving = { low: 10, high: 20, unit: 'bytes', basis: '' };

describe('the level of a hint', () => {
  test.each([
    ['confirmed', 0.05, 'confirmed'],
    ['confirmed', 0.049, 'likely'],
    ['confirmed', 0.03, 'likely'],
    ['confirmed', 0.029, 'possible'],
    ['likely', 0.5, 'likely'],
    ['likely', 0.029, 'possible'],
    ['possible', 0.5, 'possible'],
  ] as const)('%s with %d of the time is %s', (level, share, told) => {
    expect(toldLevel(level, share, seconds)).toBe(told);
  });

  test('of live bytes does not depend on time', () => {
    expect(toldLevel('confirmed', 0.001, bytes)).toBe('confirmed');
  });
});

/** Each a tenth less than the one before. */
const FALLING = Array.from({ length: 60 }, (_, at) => 0.9 ** at);

test.each(Object.entries(SHARES))(
  'as its share falls below what is %s, %d, a hint goes down level by level',
  (_, least) => {
    const levels = FALLING.map((share) => {
      const level = levelOfShare('confirmed', share, least);
      return level === undefined ? LEVELS.length : LEVELS.indexOf(level);
    });
    expect(new Set(levels)).toEqual(new Set([0, 1, 2, 3]));
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeOneOf([0, 1]);
  },
);

test('what is only likely is never made surer by its share', () => {
  for (const share of FALLING) expect(levelOfShare('likely', share, SHARES.told)).not.toBe('confirmed');
  expect(levelOfShare('possible', 1, SHARES.told)).toBe('possible');
});

/** The hints for a program that puts so many objects of one class into a list. */
function hintsOfObjects(objects: number, minor?: number): readonly Hint[] {
  const builder = new ProfileBuilder();
  const made = { ncalls: objects, primitiveCalls: objects, tottime: 1, cumtime: 1 };
  builder.setRow('made.py', 1, '<module>', { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 2 });
  builder.setRow('made.py', 2, '__init__', made);
  const nothing = { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 };
  if (minor !== undefined) builder.setRow(`/usr/lib/python3.${minor}/textwrap.py`, 1, 'dedent', nothing);
  builder.endEdges();
  builder.setEdge('made.py', 1, '<module>', made, false);
  builder.endEdges();
  const source = 'class Point:\n    def __init__(self, x):\n        self.x = x\nrows = [Point(x) for x in range(9)]\n';
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode(source)).hints;
}

test.each([
  [25_000, []],
  [40_000, ['slots possible']],
  [110_000, ['slots likely']],
] as const)('%d objects with a dict each, without a snapshot: %j', (objects, told) => {
  expect(hintsOfObjects(objects).map(({ rule, level }) => `${rule} ${level}`)).toEqual(told);
});

test.each([
  [10, 112],
  [11, 40],
  [12, 32],
  [13, 40],
  [undefined, 112],
  [undefined, 32],
])(
  'what slots save on Python 3.%s has what was measured of objects with one attribute, %d bytes',
  (minor, measured) => {
    const [hint] = hintsOfObjects(300_000, minor);
    const { low = 0, high = 0 } = hint?.saving ?? {};
    expect(low / 300_000).toBeLessThanOrEqual(measured);
    expect(high / 300_000).toBeGreaterThanOrEqual(measured);
    if (minor !== undefined) expect(high / low).toBeLessThanOrEqual(2);
  },
);
