import { expect, test } from 'vitest';
import { isFarBelow, levelOfShare } from '../../src/hints/level-of-call.ts';
import { LEVELS } from '../../src/hints/rule.ts';

/** Each a tenth less than the one before. */
const SHARES = Array.from({ length: 60 }, (_, at) => 0.9 ** at);

test.each([0.02, 0.03, 0.05])('as its share falls below %d a hint goes down level by level', (least) => {
  const levels = SHARES.map((share) =>
    isFarBelow(share, least) ? LEVELS.length : LEVELS.indexOf(levelOfShare('confirmed', share, least)),
  );
  expect(new Set(levels)).toEqual(new Set([0, 1, 2, 3]));
  for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeOneOf([0, 1]);
});

test('what is only likely is never made surer by its share', () => {
  for (const share of SHARES) expect(levelOfShare('likely', share, 0.03)).not.toBe('confirmed');
  expect(levelOfShare('possible', 1, 0.03)).toBe('possible');
});
