import { expect, test } from 'vitest';
import { hintsFor } from './hint-fixtures.ts';
import { sitesIn } from './program-code.ts';

/** What is advised where a method sorts the stamps of an album, which some others change. */
function adviceFor(...changers: readonly string[]): readonly string[] {
  const methods = changers.map((name) => `    def ${name}(self, stamp):\n        self.stamps[stamp] = 1\n`).join('');
  const source = `class Album:\n    def __init__(self):\n        self.stamps = {}\n    def place(self, stamp):\n        return list(self.stamps)[stamp]\n${methods}`;
  return sitesIn('made-again', source).map(({ fix }) => fix?.text ?? '');
}

test.each([
  [['add'], /: add\(\) sets that to None/],
  [['add', 'put', 'swap'], /: add\(\), put\(\) and swap\(\) set that to None/],
])('all that change what is kept have to set it to None: %j', (changers, text) => {
  expect(adviceFor(...changers)).toEqual([expect.stringMatching(text)]);
});

test('what was made of an object is told with its name, its class and how often', () => {
  const texts = hintsFor('hint-programs/rosters-py311.prof').hints.flatMap(({ evidence }) =>
    evidence.map(({ text }) => text),
  );
  expect(texts).toContainEqual(
    expect.stringMatching(/^\[member\.age for member in self\.members\] was made 9,000 times for 1 object of Club, /),
  );
});
