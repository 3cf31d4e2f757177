import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';

/** A plan ranks each of 500 targets, which were added before, and adds a name to something else each time. */
const planned = (seen: string): string => `class Plan:
    def __init__(self):
        self.targets = {}
    def add(self, name, nexts):
        self.targets[name] = nexts
    def rank(self, name):
        return 1 + sum(self.rank(other) for other in self.targets[name])
def fill(plan, names):
    for name in names:
        plan.add(name, names[1:])
def main(names, other):
    plan = Plan()
    fill(plan, names)
    seen = ${seen}
    for name in names:
        seen.add(name)
        plan.rank(name)
`;

function rulesSaid(seen: string): readonly string[] {
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 4, 'add', numbers(500, 0.001));
  builder.setRow('made.py', 6, 'rank', { ncalls: 200_000, primitiveCalls: 500, tottime: 4, cumtime: 4 });
  builder.setRow('made.py', 8, 'fill', numbers(1, 0.001, 0.002));
  builder.setRow('made.py', 11, 'main', numbers(1, 0.001, 4.003));
  builder.setEdge('made.py', 8, 'fill', numbers(500, 0.001), false);
  builder.endEdges();
  builder.setEdge('made.py', 6, 'rank', { ncalls: 199_500, primitiveCalls: 0, tottime: 3.9, cumtime: 3.9 }, false);
  builder.setEdge('made.py', 11, 'main', { ncalls: 500, primitiveCalls: 500, tottime: 0.1, cumtime: 4 }, false);
  builder.endEdges();
  builder.setEdge('made.py', 11, 'main', numbers(1, 0.001, 0.002), false);
  builder.endEdges();
  builder.endEdges();
  const source = new TextEncoder().encode(planned(seen));
  return hintsIn(builder.finish('traced', []), source).hints.map(({ rule }) => rule);
}

test('what is added to a set between two questions is no call of a method of that name', () => {
  expect(rulesSaid('set(other)')).toContain('lru-cache');
});

test('it may be one where nobody knows what it is added to', () => {
  expect(rulesSaid('other')).not.toContain('lru-cache');
});
