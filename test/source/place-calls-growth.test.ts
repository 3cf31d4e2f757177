import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { countSteps } from '../hints/count-steps.ts';

const { loadSourceReader } = await import('../../src/source/python-source.ts');
const { openSourceBook } = await import('../../src/source/source-book.ts');
const { placeCalls } = await import('../../src/source/costs/place-calls.ts');

const read = await loadSourceReader();

const NUMBERS = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };

/** The method `hot` of a class, which calls each of its other methods. */
function placeAll(methods: number): void {
  const names = Array.from({ length: methods }, (_, at) => `method${at}`);
  const calls = ['class Shop:', '    def hot(self):', ...names.map((name) => `        self.${name}()`)];
  const bodies = names.flatMap((name) => [`    def ${name}(self):`, '        self.rows = []']);
  const builder = new ProfileBuilder();
  const hot = builder.setRow('shop.py', 2, 'hot', NUMBERS);
  const lineOf = (at: number): number => 3 + methods + 2 * at;
  for (const [at, name] of names.entries()) builder.setRow('shop.py', lineOf(at), name, NUMBERS);
  builder.endEdges();
  for (const _ of names) {
    builder.setEdge('shop.py', 2, 'hot', NUMBERS, false);
    builder.endEdges();
  }
  const book = openSourceBook({
    table: builder.finish('traced', []),
    read,
    places: { profileFolders: [''], workingFolder: '', roots: [], maps: [] },
    files: { read: () => Buffer.from([...calls, ...bodies, ''].join('\n')), under: () => [] },
  });
  const found = book.sourceOf(hot);
  if (found.kind !== 'found') throw new Error(found.kind);
  const placed = placeCalls(book, hot, found, found.fit.scopes.get(hot)?.[0] ?? 0).calls;
  expect(placed.map(({ lines }) => lines)).toEqual(names.map((_, at) => [3 + at]));
}

test('twice as many methods that a method calls take at most 2.5 times the steps', async () => {
  placeAll(5); // what is made once
  const once = await countSteps(() => placeAll(100));
  const twice = await countSteps(() => placeAll(200));
  expect(twice / once).toBeLessThan(2.5);
  expect(twice).toBeGreaterThan(once);
});
