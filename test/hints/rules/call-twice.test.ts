import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from '../hint-fixtures.ts';
import { sitesIn } from '../program-code.ts';

const BOARD = `import random
class Board:
    def __init__(self):
        self.rows = [[0, 1], [1, 0]]
        self.turn = 0
    def moves(self, side):
        return [(y, x) for y, row in enumerate(self.rows) for x, disc in enumerate(row) if disc == side]
    def put(self, y, x, side):
        self.rows[y][x] = side
    def score(self):
        return sum(map(sum, self.rows))
`;

/** A search on a board that changes elsewhere. */
function search(...lines: readonly string[]): string {
  return `${BOARD}def search(board, side, log):\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

/** The lines of the body of `search` of which the rule tells. */
function linesIn(...lines: readonly string[]): readonly (readonly number[])[] {
  return sitesIn('call-twice', search(...lines)).map((site) => (site.lines ?? []).map((line) => line - 12));
}

const TEST = ['if not board.moves(side):', '    return 0'];
const LOOP = ['for y, x in board.moves(side):', '    board.put(y, x, -side)'];

describe('a call in a test and again behind it', () => {
  test('is the same twice, whatever changes before and after, and whatever is done with the second', () => {
    expect(linesIn(...TEST, ...LOOP)).toEqual([[1, 3]]);
    expect(linesIn('board.put(0, 0, side)', ...TEST, 'best = -9', ...LOOP)).toEqual([[2, 5]]);
    expect(linesIn('if board.moves(side):', '    first = board.moves(side)', '    first.clear()')).toEqual([[1, 2]]);
  });

  test('is so too where what changes something leaves', () => {
    expect(linesIn('if not board.moves(side):', '    board.put(0, 0, side)', '    return 0', ...LOOP)).toEqual([
      [1, 4],
    ]);
    const skip = ['    if not board.moves(side):', '        board.put(0, 0, 1)', '        continue'];
    expect(linesIn('for side in (1, 2):', ...skip, '    log.append(board.moves(side))')).toEqual([[2, 5]]);
  });

  test.each([
    ['something is put between', [...TEST, 'board.put(0, 0, side)', ...LOOP]],
    ['a branch that goes on puts something', [...TEST, 'if side:', '    board.put(0, 0, side)', ...LOOP]],
    ['the branch of the test goes on', ['if not board.moves(side):', '    board.put(0, 0, side)', ...LOOP]],
    ['an attribute is set between', [...TEST, 'board.turn += 1', ...LOOP]],
    ['who knows what is called between', [...TEST, 'log.flush()', ...LOOP]],
    ['it is another board', [...TEST, 'board = Board()', ...LOOP]],
    ['it is another side', [...TEST, 'side = -side', ...LOOP]],
    [
      'only an inner loop is left',
      [...TEST, 'for _ in log:', '    if side:', '        board.put(0, 0, 1)', '        break', ...LOOP],
    ],
    ['the first is changed and kept', ['kept = board.moves(side)', 'kept.clear()', ...LOOP]],
  ])('is not where %s', (_, lines) => {
    expect(linesIn(...lines)).toEqual([]);
  });

  test.each([
    ['draws', 'return [random.random() for row in self.rows]'],
    ['counts its calls', 'self.turn += 1; return [self.turn]'],
    ['takes what is there', 'return [self.rows.pop()]'],
    ['makes them one by one', 'yield from self.rows'],
  ])('is not where the function %s', (_, body) => {
    const program = search(...TEST, ...LOOP).replace(/return \[\(y, x\).*/, body);
    expect(sitesIn('call-twice', program)).toEqual([]);
  });

  test('is not where two classes have such a method', () => {
    const other = 'class Other:\n    def moves(self, side):\n        return self.seen.pop()\n';
    expect(sitesIn('call-twice', `${other}${search(...TEST, ...LOOP)}`)).toEqual([]);
  });
});

/** The levels of a search that is called so often, of which so many calls leave before the test. */
function levelsOf(calls: number, left: number): readonly string[] {
  const builder = new ProfileBuilder();
  const lines = ['if side == 0:', '    return board.score()', ...TEST, ...LOOP];
  const moves = numbers(2000, 0.5);
  const score = numbers(left, 0.01);
  builder.setRow('made.py', 1, '<module>', numbers(1, 0.1, 1));
  builder.setRow('made.py', 12, 'search', numbers(calls, 0.1, 0.9));
  builder.endEdges();
  builder.setEdge('made.py', 1, '<module>', numbers(calls, 0.1, 0.9), false);
  builder.endEdges();
  builder.setRow('made.py', 6, 'moves', moves);
  builder.setEdge('made.py', 12, 'search', moves, false);
  builder.endEdges();
  builder.setRow('made.py', 10, 'score', score);
  builder.setEdge('made.py', 12, 'search', score, false);
  builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(search(...lines)));
  return hints.flatMap(({ rule, level }) => (rule === 'call-twice' ? [level] : []));
}

test('who has left before the first, as what is returned there tells, is not counted as one who made it', () => {
  expect(levelsOf(1000, 1)).toEqual(['likely']);
  expect(levelsOf(5000, 4000)).toEqual(['likely']);
  expect(levelsOf(5000, 1)).toEqual([]);
});
