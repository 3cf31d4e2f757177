import { describe, expect, test } from 'vitest';
import { sitesIn } from './program-code.ts';

/** Such places are none where its counts do not say how seldom something changes. */
const LEFT_TO_PROFILE: ReadonlySet<string> = new Set(['def', 'counted']);

/** At how many places a rule finds something in a program, whatever a profile would say. */
function placesIn(rule: string, program: string): number {
  return sitesIn(rule, program).filter(({ variant = '' }) => !LEFT_TO_PROFILE.has(variant)).length;
}

const BOARD = `class Board:
    def __init__(self, cells):
        self.cells = tuple(cells)
    @property
    def score(self):
        return sum(cell.worth * cell.size for row in self.cells for cell in row)
class Player:
    def __init__(self, cells):
        self.mine = cells
    def play(self, at):
        step
`;

/** A property that is asked for again, where a player has the cells and does something with them. */
function withStep(step: string): string {
  return `${BOARD.replace('step', step)}def main(cells):\n    board = Board(cells)\n    player = Player(board.cells)\n    return board.score\n`;
}

describe('a property is not computed once', () => {
  test('where another object has what it reads, and changes it', () => {
    expect(placesIn('recomputed', withStep('print(self.mine[at])'))).toBe(1);
    expect(placesIn('recomputed', withStep('row = self.mine[at]; row[0] += 1'))).toBe(0);
  });

  test.each([
    'list.append(self.mine, at)',
    'put = partial(list.insert, self.mine, 0); put(at)',
    'self.mine.append(at)',
  ])('where its list is changed by %s', (step) => {
    expect(placesIn('recomputed', withStep(step).replaceAll('tuple(cells)', 'list(cells)'))).toBe(0);
  });

  test.each([
    'vars(self.mine[at]).update(worth=2)',
    "vars(self.mine[at])['worth'] = 2",
    'setattr(self.mine[at], self.name, 2)',
  ])('where attributes are set of which the file does not tell the name: %s', (step) => {
    expect(placesIn('recomputed', withStep(step))).toBe(0);
  });
});

describe('a set is not made once before the loop', () => {
  const stop = (inner: string): string =>
    `def stop(words, stops):\n    def add(word):\n        ${inner}\n    for word in words:\n        if word in set(stops):\n            add(word)\n        print(word)\n`;

  test('where a function inside puts more into its list', () => {
    expect(placesIn('made-again', stop('print(word)'))).toBe(1);
    expect(placesIn('made-again', stop('stops.append(word)'))).toBe(0);
  });
});

describe('a call is not made once', () => {
  const first = (rows: string): string =>
    `def first(lines):\n    for line in lines:\n        if line.isdigit():\n            return int(line)\n    return -1\ndef numbers(text):\n    rows = ${rows}\n    total = 0\n    while True:\n        one = first(rows)\n        if one < 0:\n            return total\n        total += one\n`;

  test('of what it is given it takes the next each time', () => {
    expect(placesIn('call-again', first('text.splitlines()'))).toBe(1);
    expect(placesIn('call-again', first('iter(text.splitlines())'))).toBe(0);
  });

  const growth = (start: string, step: string): string =>
    `import decimal\n${start}\ndef growth(rate):\n    return sum(decimal.Decimal(rate) / 3 for _ in range(9))\ndef quote(places, rate):\n    ${step}\n    return growth(rate)\ndef main(all_places):\n    for places in all_places:\n        print(quote(places, '0.3'))\n`;

  test('where the places of decimals are another in between', () => {
    const sets = 'decimal.getcontext().prec = ';
    expect(placesIn('call-again', growth(`${sets}30`, 'print(places)'))).toBe(1);
    expect(placesIn('call-again', growth('', `${sets}places`))).toBe(0);
  });
});
