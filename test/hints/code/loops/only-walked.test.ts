import { expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

/** How many functions may give a generator, where `load` gives a list of what is in a file. */
function generatorsIn(using: string): number {
  const program = `
import os
PATH = 'rows'
def load(path):
    with open(path) as file:
        return [int(line) for line in file]
def clear(path):
    with open(path, 'w') as out:
        out.write('')
def note(row):
    with open('notes', 'a') as out:
        out.write(row)
def cut(path):
    os.truncate(path, 0)
def weight(row):
    clear(PATH)
    return row
def save(path, rows):
    with open(path, 'w') as out:
        for row in rows:
            print(row, file=out)
def written(rows):
    for row in rows:
        yield str(row)
def main(path):
    ${using}
main(PATH)
`;
  return sitesIn('gen-retain', program).length;
}

test.each([["save('other', load(path))"], ['for row in load(path):\n        note(row)'], ['print(max(load(path)))']])(
  'rows of a file are read while they are walked: %s',
  (using) => {
    expect(generatorsIn(using)).toBe(1);
  },
);

test('what has the rows only as its argument may change its object', () => {
  const program = `
class Gate:
    def __init__(self, path):
        self.path = path
    def rows(self):
        found = []
        with open(self.path) as file:
            for line in file:
                found.append(line)
        return found
class Sums:
    def consume(self, rows):
        for row in rows:
            self.last = row
def main(gate, sums):
    sums.consume(gate.rows())
`;
  expect(sitesIn('gen-retain', program)).toHaveLength(1);
});

test.each([
  ['save(path, load(path))'],
  ['for row in load(path):\n        clear(PATH)'],
  ['rows = load(path)\n    clear(path)\n    print(sum(rows))'],
  ['rows = load(path)\n    cut(path)\n    print(sum(rows))'],
  ['lines = written(load(path))\n    clear(path)\n    print(max(lines))'],
  ['print(max(load(path), key=weight))'],
  ['print(sum(map(weight, load(path))))'],
])('rows of a file that is written meanwhile are read before: %s', (using) => {
  expect(generatorsIn(using)).toBe(0);
});
