import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';

const SOURCE = `class Flock:
    def __init__(self, birds):
        self.birds = [bird for bird in birds]
    def near(self, bird):
        return len([one for one in self.birds if one.x < bird.x])
    def align(self, bird):
        return self.near(bird) + 1
    def avoid(self, bird):
        return self.near(bird) * 2
    def step(self, bird):
        return self.align(bird) - self.avoid(bird)
`;

/** The levels of the hints where `align` and `avoid` called a `near` at a line of a file. */
function levelsWhereNearIs(file: string, line: number): readonly string[] {
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 10, 'step', numbers(3000, 0.01, 1));
  builder.setRow('made.py', 6, 'align', numbers(3000, 0.01, 0.5));
  builder.setRow('made.py', 8, 'avoid', numbers(3000, 0.01, 0.49));
  builder.setRow(file, line, 'near', numbers(6000, 0.96, 0.96));
  builder.endEdges();
  for (let row = 0; row < 2; row++) {
    builder.setEdge('made.py', 10, 'step', numbers(3000, 0.01, 0.5), false);
    builder.endEdges();
  }
  builder.setEdge('made.py', 6, 'align', numbers(3000, 0.48, 0.48), false);
  builder.setEdge('made.py', 8, 'avoid', numbers(3000, 0.48, 0.48), false);
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(SOURCE));
  return hints.flatMap(({ rule, level }) => (rule === 'call-twice' ? [level] : []));
}

test('a call that two functions make is told where the profile says that they called the function of the file', () => {
  expect(levelsWhereNearIs('made.py', 4)).toEqual(['likely']);
});

test('and not where one of that name in another file ran', () => {
  expect(levelsWhereNearIs('other.py', 4)).toEqual([]);
});
