import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';
import { sitesIn } from '../program-code.ts';

const TARIFF = `from dataclasses import dataclass
@dataclass
class Tariff:
    blocks: list
    def block_for(self, used):
        for block in sorted(self.blocks):
            if used < block:
                return block
        return None
    def reload(self, blocks):
        pass
def bill(tables, readings):
    total = 0
    for used in readings:
        total += Tariff(tables).block_for(used)
    return total
`;

/** The levels where so many tariffs were made, and each was asked so often: a sort takes that long. */
function levelsOf({
  program = TARIFF,
  objects = 10,
  reloads = 0,
  sorts = 20_000,
  perCall = 4e-6,
  isPlain = false,
}): readonly string[] {
  const builder = new ProfileBuilder();
  const own = sorts * perCall;
  builder.setRow('bill.py', 12, 'bill', numbers(1, 0.01, 3 * own));
  builder.endEdges();
  const called = [
    [isPlain ? 'bill.py' : '<string>', isPlain ? 4 : 2, '__init__', numbers(objects, 0.001)],
    ['bill.py', 5, 'block_for', numbers(sorts, own / 2, own * 1.5)],
    ['bill.py', 10, 'reload', numbers(reloads, 0.001)],
  ] as const;
  for (const [file, line, name, row] of called) {
    builder.setRow(file, line, name, row);
    builder.setEdge('bill.py', 12, 'bill', row, false);
    builder.endEdges();
  }
  builder.setRow('~', 0, '<built-in method builtins.sorted>', numbers(sorts, own));
  builder.setEdge('bill.py', 5, 'block_for', numbers(sorts, own), false);
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(program));
  return hints.flatMap(({ rule, level }) => (rule === 'sort-in-loop' ? [level] : []));
}

describe('a list of an object that each call sorts', () => {
  test('is reported as a field of a dataclass, also where it is short', () => {
    expect(levelsOf({})).toEqual(['confirmed']);
    expect(levelsOf({ perCall: 8e-7 })).toEqual(['confirmed']);
  });

  test('has to be long where an item comes each time', () => {
    const program = TARIFF.replace('        pass', '        self.blocks.append(blocks)');
    expect([levelsOf({ program }), levelsOf({ program, perCall: 6e-7 })]).toEqual([['confirmed'], []]);
  });

  test.each([
    ['it', '    return total', '    return total'],
    ['the list that it was made of', '    for used in', '    tables.append(readings)\n    for used in'],
  ])('is to be sorted once only where nobody changes %s', (_, before, after) => {
    const [site] = sitesIn('sort-in-loop', TARIFF.replace(before, after));
    expect(site?.fix?.text.includes('stays as it was made') ?? false).toBe(before === after);
  });

  test('is none where each object sorts its own once', () => {
    expect(levelsOf({ objects: 20_000 })).toEqual([]);
    const program = TARIFF.replace('blocks: list\n', 'def __init__(self, blocks): self.blocks = blocks\n');
    expect(levelsOf({ program, isPlain: true })).toEqual(['confirmed']);
    expect(levelsOf({ program, isPlain: true, objects: 20_000 })).toEqual([]);
  });

  test.each(['self.blocks = blocks', 'self.blocks[:] = blocks', 'self.blocks.clear()'])(
    'is none where another fills it as often: %s',
    (change) => {
      const program = TARIFF.replace('        pass', `        ${change}`);
      expect([levelsOf({ program }), levelsOf({ program, reloads: 20_000 })]).toEqual([['confirmed'], []]);
    },
  );

  test('is none where the function empties it', () => {
    expect(levelsOf({ program: TARIFF.replace('return None', 'self.blocks.clear()') })).toEqual([]);
  });

  test('is possible at most where nothing tells how many objects there are', () => {
    const program = TARIFF.replace('Tariff(tables)', 'tables(Tariff)');
    expect(levelsOf({ program })).toEqual(['possible']);
  });
});
