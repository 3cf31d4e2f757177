import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';

const PROGRAM = `import ast
class Module:
    def __init__(self, text):
        self.tree = ast.parse(text)
    def parent(self, node):
        for one in ast.walk(self.tree):
            if node in ast.iter_child_nodes(one):
                return one
def run(texts):
    for text in texts:
        module = Module(text)
        for node in ast.walk(module.tree):
            module.parent(node)
`;

/** The levels where a method looked so often for a parent, for so long, in so many trees that took the parser so long. */
function levelsOf({ searches = 900, seconds = 0.6, trees = 20, parsing = 0.1, also = 'dump' }): readonly string[] {
  const library = '/usr/lib/python3.11/ast.py';
  const rows = [
    ['made.py', 9, 'run', numbers(1, 0.1, 0.31 + seconds), ''],
    ['made.py', 3, '__init__', numbers(20, 0.01, 0.11), 'run'],
    ['made.py', 5, 'parent', numbers(searches, 0.1, 0.1 + seconds), 'run'],
    [library, 200, 'iter_child_nodes', numbers(9000, seconds / 2), 'parent'],
    [library, 300, 'walk', numbers(9000, seconds / 2), 'parent'],
    [library, 30, trees === 0 ? 'unparse' : 'parse', numbers(trees || 1, parsing), '__init__'],
    [library, 100, also, numbers(9, 0.001), ''],
  ] as const;
  const builder = new ProfileBuilder();
  for (const [file, line, name, row] of rows) builder.setRow(file, line, name, row);
  for (const [, , , row, caller] of rows) {
    const by = rows.find(([, , name]) => name === caller);
    if (by !== undefined) builder.setEdge(by[0], by[1], by[2], row, false);
    builder.endEdges();
  }
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(PROGRAM));
  return hints.flatMap(({ rule, level }) => (rule === 'list-scan' ? [level] : []));
}

describe('searches for the parent of a node', () => {
  test('are likely for nothing where many of them go through a few trees', () => {
    expect(levelsOf({})).toEqual(['likely']);
  });

  test('are left alone where each tree is asked a few times', () => {
    expect(levelsOf({ searches: 150 })).toEqual([]);
  });

  test('are left alone where they find it among the first, as the time of the parser tells', () => {
    expect(levelsOf({ parsing: 0.25 })).toEqual([]);
  });

  test('are possibly for nothing where nothing tells how many trees there are, or others change them', () => {
    expect(levelsOf({ trees: 0 })).toEqual(['possible']);
    expect(levelsOf({ also: 'fix_missing_locations' })).toEqual(['possible']);
  });
});
