import { expect, test } from 'vitest';
import type { FrameCode } from '../../src/hints/code/module-code.ts';
import { whyOwned } from '../../src/hints/one-owner.ts';
import type { HintRule } from '../../src/hints/rule.ts';
import { aggregateInLoop } from '../../src/hints/rules/aggregate-in-loop.ts';
import { madeAgain } from '../../src/hints/rules/made-again.ts';
import type { Weighed } from '../../src/hints/weighed.ts';
import { framesIn } from './program-code.ts';

const TEAM = `class Team:
    def __init__(self):
        self.points = []
    def add(self, n):
        self.points.append(n)
    def share(self, n, least):
        return n / sum(point for point in self.points) > least
`;

/** The only place of a program that a rule matches, as if the profile had told that it is likely. */
function likely(rule: HintRule, frames: readonly FrameCode[]): Weighed {
  const [site, ...others] = frames.flatMap((frame) => rule.match(frame));
  if (site === undefined || others.length > 0) throw new Error(`${rule.id} does not match one place`);
  const saving = { low: 0, high: 0, unit: 'seconds', basis: '' } as const;
  const finding = {
    verdict: 'reported',
    level: 'likely',
    cost: 1,
    share: 0.5,
    of: 'edge',
    evidence: [],
    saving,
  } as const;
  return { rule, site, finding, line: 7, lastLine: 7 };
}

test('a sum that is kept along with each item is not said to be made again as well', () => {
  const frames = framesIn(TEAM);
  const [made, kept] = [likely(madeAgain, frames), likely(aggregateInLoop, frames)];
  expect(whyOwned(made, [made, kept])).toBe('aggregate-in-loop says the same of line 7');
  expect(whyOwned(kept, [made, kept])).toBeUndefined();
});
