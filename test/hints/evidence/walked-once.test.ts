import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn } from '../hint-fixtures.ts';

/** The levels of the search in `report`, which has nearly all of the time and looks for 16 keys in each of 12 calls. */
function levelsOf(lines: readonly string[]): readonly string[] {
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 6, 'report', { ncalls: 12, primitiveCalls: 12, tottime: 0.27, cumtime: 0.28 });
  const calls = { ncalls: 192, primitiveCalls: 192, tottime: 1e-5, cumtime: 1e-5 };
  builder.setRow('~', 0, "<method 'append' of 'list' objects>", calls);
  builder.endEdges();
  builder.setEdge('made.py', 6, 'report', calls, false);
  builder.endEdges();
  const source = [
    'class Shop:',
    '    def __init__(self, items):',
    '        self.items = list(items)',
    '    def fewer(self):',
    '        self.items.pop()',
    '    def report(self, items, keys, more):',
    ...lines.map((line) => `        ${line}`),
    '',
  ].join('\n');
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.flatMap(({ rule, level }) => (rule === 'list-scan' ? [level] : []));
}

const search = (items: string): readonly string[] => [
  'found = []',
  'for key in keys:',
  `    group = [item for item in ${items} if item.key == key]`,
  '    found.append(group)',
  'return found, pages',
];

test.each(['{item.key: item.text for item in ITEMS}', '[item["key"][0] for item in ITEMS if item.text]'])(
  '%s takes little beside 16 searches of the same list',
  (once) => {
    for (const items of ['items', 'self.items']) {
      expect(levelsOf([`pages = ${once.replace('ITEMS', items)}`, ...search(items)])).toEqual(['likely']);
    }
  },
);

test.each([
  '{item.key: item.text * 4000 for item in ITEMS}',
  '[item.text + more for item in ITEMS]',
  '{item.text[1:] for item in ITEMS}',
  '[item.key for item in ITEMS if item.text + more]',
])('%s may take more than 16 searches of the same list', (once) => {
  for (const items of ['items', 'self.items']) {
    expect(levelsOf([`pages = ${once.replace('ITEMS', items)}`, ...search(items)])).toEqual(['possible']);
  }
});

test.each(['self.items = self.items[:3]', 'self.items, other = more', 'self.items.clear()', 'self.fewer()'])(
  'a walk of a list that was longer before %s may take more than 16 searches of it',
  (between) => {
    expect(levelsOf(['pages = {item.key for item in self.items}', between, ...search('self.items')])).toEqual([
      'possible',
    ]);
  },
);
