import { describe, expect, test } from 'vitest';
import { isShortInMemory } from '../../src/hints/weigh-walked.ts';
import { sitesIn } from './program-code.ts';

const CLASSES = `import enum, json
from collections import namedtuple
from dataclasses import dataclass
Pair = namedtuple('Pair', 'key value')
class Row:
    def __init__(self, line):
        self.key, self.value = line.split()
        self.size = float(self.value)
@dataclass(slots=True)
class Spot:
    x: float
    y: float
    z: float
    @classmethod
    def of(cls, line):
        x, y, z = line.split()
        return cls(float(x), float(y), float(z))
    @classmethod
    def found(cls, line):
        return SPOTS[line]
class Shared:
    def __new__(cls, line):
        return SHARED[line]
class Colour(enum.Enum):
    RED = '1'
`;

/** Whether so many items that a loop makes of the lines of a file are few for the memory of a program. */
function isSmallList(items: number, made: readonly string[], use = 'print(row)', rest = ''): boolean {
  const loop = made.map((line) => `            ${line}\n`).join('');
  const load = `def load(path):\n    rows = []\n    with open(path) as file:\n        for line in file:\n${loop}    return rows\n`;
  const program = `${CLASSES}${rest}${load}def main():\n    for row in load('x'):\n        ${use}\nmain()\n`;
  const [site] = sitesIn('gen-retain', program);
  if (site === undefined) throw new Error(`no list in: ${program}`);
  return isShortInMemory(items, site);
}

describe('a list that is only walked', () => {
  test('is as long as the objects that are made for it take memory', () => {
    for (const made of ['Row(line)', 'Spot.of(line)', 'Spot(0.5, 0.5, float(line))'])
      expect(isSmallList(45_000, [`rows.append(${made})`])).toBe(false);
    for (const made of ['Spot(0.5, 0.5, 0.5)', 'Pair(line, line)'])
      expect(isSmallList(45_000, [`rows.append(${made})`])).toBe(true);
    expect(isSmallList(45_000, ['row = Spot.of(line)', 'rows.append(row)'])).toBe(false);
    expect(isSmallList(20_000, ['rows.append(Row(line))'])).toBe(true);
  });

  test('is taken for short where its objects may be there already', () => {
    for (const made of ['Spot.found(line)', 'Shared(line)', 'Colour(line)', 'KNOWN[line]'])
      expect(isSmallList(90_000, [`rows.append(${made})`])).toBe(true);
    const once = ['if line == "x":', '    row = Row(line)', 'rows.append(row)'];
    expect(isSmallList(45_000, once)).toBe(false);
    expect(isSmallList(90_000, ['row = Row(line)', 'row = LAST[line]', 'rows.append(row)'])).toBe(true);
  });

  test('has dicts where each item is parsed and asked for a part by its name', () => {
    const parsed = ['rows.append(json.loads(line))'];
    expect(isSmallList(25_000, parsed, 'print(row["kind"])')).toBe(false);
    expect(isSmallList(25_000, parsed)).toBe(true);
    expect(isSmallList(25_000, parsed, 'print(row[0])')).toBe(true);
    expect(isSmallList(25_000, ['rows.append(KNOWN.get(line))'], 'print(row["kind"])')).toBe(true);
  });

  test('is only its references where whoever walks it keeps each item', () => {
    const keep = 'def keep(row):\n    KNOWN[row.key] = row\n';
    const put = 'class Box:\n    def __init__(self, row):\n        self.row = row\n';
    const made = ['rows.append(Row(line))'];
    for (const use of [
      'KNOWN[row.key] = row',
      'seen.append(row)',
      'seen.append((row.key, row))',
      'keep(row)',
      'Box(row=row)',
    ])
      expect(isSmallList(90_000, made, use, keep + put)).toBe(true);
    const shown =
      'def shown(row):\n    print(row)\nclass Sum:\n    def add(self, row):\n        self.total += row.value\n';
    for (const use of ['KNOWN[row.key] = row.value', 'seen.append(row.key)', 'shown(row)', 'KNOWN[row.key].add(row)'])
      expect(isSmallList(90_000, made, use, shown)).toBe(false);
  });
});
