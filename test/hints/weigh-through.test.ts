import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn, numbers } from './hint-fixtures.ts';

const SOURCE = `class Token:
    def __init__(self, at):
        self.at = at
class Quest:
    def __init__(self, board, goal):
        self.board = board
        self.goal = goal
    def close(self, at):
        self.board[at] = []
    def steps(self, goal):
        return [goal for at in self.board if at]
    def chase(self, token):
        token.at = len(self.steps(self.goal))
    def turn(self, tokens):
        for token in tokens:
            self.chase(token)
`;

/** How surely it is told of that all tokens of a turn ask for the same steps, where such files ran. */
function levelsOf(...others: readonly string[]): readonly string[] {
  const builder = new ProfileBuilder();
  const rows = [
    [14, 'turn', numbers(10, 0.01, 4.1)],
    [12, 'chase', numbers(4000, 0.09, 4.09)],
    [10, 'steps', numbers(4000, 4)],
    [8, 'close', numbers(3000, 0.001)],
  ] as const;
  for (const [line, name, counted] of rows) builder.setRow('quest.py', line, name, counted);
  for (const other of others) builder.setRow(other, 1, 'other', numbers(1, 0.1));
  builder.endEdges();
  builder.setEdge('quest.py', 14, 'turn', rows[1][2], false);
  builder.endEdges();
  builder.setEdge('quest.py', 12, 'chase', rows[2][2], false);
  builder.endEdges();
  builder.endEdges();
  for (const _ of others) builder.endEdges();
  const { hints } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(SOURCE));
  return hints.flatMap(({ rule, level, line }) => (rule === 'call-again' && line === 16 ? [level] : []));
}

test('what a loop that changes its items asks for each time is told of, possibly where another file may change more', () => {
  expect(levelsOf()).toEqual(['likely']);
  expect(levelsOf('main.py')).toEqual(['possible']);
});
