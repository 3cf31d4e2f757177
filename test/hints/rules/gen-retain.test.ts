import { describe, expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

const HEAD = 'import csv, threading\nLOCK = threading.Lock()\n';

const WALKING = ['total = 0', 'for row in load(path):', '    total += row', 'return total'];

/** What is advised for a function that gives a list, and for one that uses it. */
function advice(making: readonly string[], using: readonly string[] = WALKING): readonly (string | undefined)[] {
  const [load, use] = [making, using].map((lines) => lines.map((line) => `    ${line}\n`).join(''));
  const program = `${HEAD}def load(path):\n${load}def use(path):\n${use}use('x')\n`;
  return sitesIn('gen-retain', program).map(({ fix }) => fix?.after);
}

const OPENED = 'with open(path) as file:';
const LOADED = 'return [int(line) for line in file]';

describe('a list that is made while a file is open', () => {
  test('is yielded there, where its callers only walk it', () => {
    expect(advice([OPENED, `    ${LOADED}`])).toEqual(['yield from (int(line) for line in file)']);
    const named = [OPENED, '    rows = [int(line) for line in file]', 'return rows'];
    expect(advice(named)).toEqual([undefined]);
    expect(advice([OPENED, '    return list(map(int, file))'])).toEqual(['yield from map(int, file)']);
  });

  test('stays where more is asked of it', () => {
    expect(advice([OPENED, `    ${LOADED}`], ['return len(load(path))'])).toEqual([]);
    const named = [OPENED, '    rows = [int(line) for line in file]', 'print(len(rows))', 'return rows'];
    expect(advice(named)).toEqual([]);
  });

  test('stays where a lock is held meanwhile', () => {
    expect(advice(['with LOCK:', '    return [int(line) for line in path]'])).toEqual([]);
  });

  test('stays where the file is written before the list is walked', () => {
    const rewriting = [
      'rows = load(path)',
      'with open(path, "w") as out:',
      '    for row in rows:',
      '        out.write(row)',
    ];
    expect(advice([OPENED, `    ${LOADED}`], rewriting)).toEqual([]);
    const elsewhere = rewriting.map((line) => line.replace('open(path', 'open("other"'));
    expect(advice([OPENED, `    ${LOADED}`], elsewhere)).toHaveLength(1);
  });
});

test('a list that is extended by what each file gives is yielded from it', () => {
  const extended = (...steps: readonly string[]): readonly string[] => [
    'found = []',
    'for name in path:',
    '    with open(name) as file:',
    ...steps.map((step) => `        ${step}`),
    'return found',
  ];
  expect(advice(extended('found.extend(csv.DictReader(file))'))).toEqual(['yield from csv.DictReader(file)']);
  expect(advice(extended('found.extend(csv.DictReader(file))', 'found.append(1)'))).toEqual([]);
  expect(advice(extended('found.extend(csv.DictReader(file))'), ['return len(load(path))'])).toEqual([]);
});

describe('a list that is numbered by a name of its own', () => {
  const numbered = (between: string): number =>
    sitesIn(
      'gen-retain',
      `def work(path, most):\n    rows = [x + most for x in path]\n    walk = enumerate(rows)\n    ${between}\n    for at, row in walk:\n        print(at, row)\n`,
    ).length;

  test('is walked once', () => {
    expect(numbered('pass')).toBe(1);
  });

  test('stays where something changes before the walk', () => {
    expect(numbered('most = 9')).toBe(0);
  });
});
