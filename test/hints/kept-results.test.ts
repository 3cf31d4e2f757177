import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { FIXTURES, hintsIn, hintsWithSource } from './hint-fixtures.ts';

/** The levels at which a list that `cards` makes 1,500 times for 5 objects is told to be kept. */
function levelsOf(item: string, asking: readonly string[], asker = 'made.py', more = ''): readonly string[] {
  const builder = new ProfileBuilder();
  const calls = { ncalls: 1500, primitiveCalls: 1500, tottime: 0.2, cumtime: 0.2 };
  builder.setRow('made.py', 2, '__init__', { ncalls: 5, primitiveCalls: 5, tottime: 1e-5, cumtime: 1e-5 });
  builder.setRow('made.py', 4, 'cards', calls);
  builder.setRow(asker, 9, 'ask', { ...calls, cumtime: 0.4 });
  builder.endEdges();
  builder.setEdge(asker, 9, 'ask', calls, false);
  builder.endEdges();
  builder.endEdges();
  const source = `class Tray:
    def __init__(self, size):
        self.size = size
    def cards(self):
        made = []
        for number in range(self.size):
            made.append(${item})
        return made
def ask(tray, kept):
${asking.map((line) => `    ${line}\n`).join('')}${more}`;
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source));
  return hints.flatMap(({ rule, level }) => (rule === 'recomputed' ? [level] : []));
}

describe('a list that is made again and again', () => {
  test('is told to be kept where all who ask only read it', () => {
    expect(levelsOf('number', ['return len(tray.cards())'])).toEqual(['likely']);
    expect(levelsOf('[number]', ['return sum(card[0] for card in tray.cards())'])).toEqual(['likely']);
  });

  test.each([
    [['cards = tray.cards() or [0]', 'return cards.pop()']],
    [['tray.cards()[0].append(5)']],
    [['for card in tray.cards():', '    card.append(5)']],
  ])('is not where who asks changes it: %s', (asking) => {
    expect(levelsOf('[number]', asking)).toEqual([]);
  });

  test.each([[['for card in tray.cards():', '    kept.append(card)']], [['kept += tray.cards()']]])(
    'is possible where parts of it are handed on: %s',
    (asking) => {
      expect(levelsOf('[number]', asking)).toEqual(['possible']);
      expect(levelsOf('number', asking)).toEqual(['likely']);
    },
  );

  test('is possible where it has objects that change', () => {
    const asking = ['return sum(card.left for card in tray.cards())'];
    const card = 'class Card:\n    def __init__(self, left):\n        self.left = left\n';
    expect(levelsOf('Card(number)', asking, 'made.py', card)).toEqual(['likely']);
    const sell = '    def sell(self):\n        self.left -= 1\n';
    expect(levelsOf('Card(number)', asking, 'made.py', card + sell)).toEqual(['possible']);
  });

  test('is possible where another file asks for it too: what that does with it is not seen', () => {
    expect(levelsOf('number', ['return len(tray.cards())'], 'other.py')).toEqual(['possible']);
  });
});

test('an order that something may change is possible at most', () => {
  const file = join(FIXTURES, 'hints/sort-in-loop/bad.py');
  const bids =
    'class Bid:\n    def __init__(self, left):\n        self.left = left\n    def __lt__(self, other):\n        return self.left < other.left\n';
  const sell = '    def sell(self):\n        self.left -= 1\n';
  const levels = (more: string): readonly string[] => {
    const { hints } = hintsWithSource('hints/sort-in-loop/bad-py311.prof', readFileSync(file, 'utf8') + more);
    return hints.flatMap(({ rule, level }) => (rule === 'sort-in-loop' ? [level] : []));
  };
  expect([levels(bids), levels(bids + sell)]).toEqual([['confirmed'], ['possible']]);
});
