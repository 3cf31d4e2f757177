import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';

const JOIN = `def joined(left, right, key):
    right = list(right)
    for row in left:
        wanted = row[key]
        for match in (one for one in right if one[0] == wanted):
            yield row, match
def run(left, right):
    pairs = joined(left, right, 0)
    return len(list(pairs))
`;

/** The levels of a join that found so many pairs, of a search that was entered so often, in so many runs. */
function levelsOf({ found = 9000, entered = 20_000, runs = 2, program = JOIN }): readonly string[] {
  const builder = new ProfileBuilder();
  const search = numbers(entered, 0.4);
  const start = program.split('\n').indexOf('def run(left, right):') + 1;
  builder.setRow('made.py', 5, '<genexpr>', search);
  builder.setEdge('made.py', 1, 'joined', search, false);
  builder.endEdges();
  builder.setRow('made.py', 1, 'joined', numbers(found + runs, 0.05, 0.45));
  builder.setEdge('made.py', start, 'run', numbers(found + runs, 0.05, 0.45), false);
  builder.endEdges();
  builder.setRow('made.py', start, 'run', numbers(runs, 0.01, 0.46));
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(program));
  return hints.flatMap(({ rule, level }) => (rule === 'list-scan' ? [level] : []));
}

describe('a join that walks a generator expression for each row', () => {
  test('is likely: it was entered for what it found, and once more for each search', () => {
    expect(levelsOf({})).toEqual(['likely']);
  });

  test('is possible where few searches found all of it, or each run may have a list of its own for a few', () => {
    expect(levelsOf({ entered: 9010 })).toEqual(['possible']);
    expect(levelsOf({ runs: 2000 })).toEqual(['possible']);
  });

  test('is possible where what was found is not counted', () => {
    const passed = JOIN.replace('            yield', '            if match[1]: continue\n            yield');
    expect(levelsOf({ program: passed })).toEqual(['possible']);
    expect(levelsOf({ program: JOIN.replace('yield row', 'if match[1]: yield row') })).toEqual(['possible']);
  });

  test('is possible where another function may give the object another list for each search', () => {
    const own = JOIN.replace('def joined(left, right', 'def joined(left, self').replace(
      'right = list(right)',
      'self.at = 0',
    );
    const held = own.replace('in right if', 'in self.right if').replace('joined(left, right', 'joined(left, view');
    expect(levelsOf({ program: held })).toEqual(['likely']);
    expect(levelsOf({ program: `${held}def turn(view, rows):\n    view.right = rows\n` })).toEqual(['possible']);
  });

  test('is possible where nothing tells how often it began', () => {
    expect(levelsOf({ program: JOIN.replace('joined(left, right, 0)', 'start(joined)') })).toEqual(['possible']);
  });
});

/** The levels of 3000 searches, before each of which a method runs such a step. */
function levelsAfter(step: string): readonly string[] {
  const program = `class View:
    def found(self, keys):
        for key in keys:
            self.turn(key)
            for row in self.rows:
                if row.key == key:
                    return row
    def turn(self, key):
        ${step}
    def fill(self, rows):
        self.rows.extend(rows)
`;
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 8, 'turn', numbers(3000, 0.001));
  builder.setEdge('made.py', 2, 'found', numbers(3000, 0.001), false);
  builder.endEdges();
  builder.setRow('made.py', 2, 'found', numbers(1, 0.4, 0.401));
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(program));
  return hints.flatMap(({ rule, level }) => (rule === 'list-scan' ? [level] : []));
}

test('a search in a loop is possible where what the loop calls gives the object another list', () => {
  expect(levelsAfter('self.at = key')).toEqual(['likely']);
  expect(levelsAfter('self.rows = self.pages[key]')).toEqual(['possible']);
});
