import { expect, test } from 'vitest';
import { growingByKey } from '../../../../src/hints/code/loops/growing-by-key.ts';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { frameIn } from '../../program-code.ts';

/** Who appends to the lists that the generator of `level` walks one of; undefined where they do not only get longer. */
function writersIn(walk: string, more: string): readonly string[] | undefined {
  const source = `class Move:\n    def __init__(self, size):\n        self.size = size\n        self.parts = [size]\nclass Stock:\n    def __init__(self):\n        self.moves = {}\n    def open(self, key):\n        self.moves[key] = []\n    def add(self, key, size):\n        self.moves.setdefault(key, []).append(Move(size))\n    def level(self, key):\n        return sum(${walk})\n${more}`;
  const level = frameIn(source, 'level');
  const [walked] = nodesOf(level, 'GeneratorExp');
  return growingByKey(walked?.node, level)?.writers.map(({ scope }) => scope.name);
}

const SIZES = 'move.size for move in self.moves[key]';
const PARTS = 'move.parts[0] for move in self.moves[key]';
const HISTORY = '    def history(self, key):\n        return self.moves[key]\n';

test.each([
  '',
  '    def put(self, key, move):\n        self.moves[key].append(move)\n',
  `${HISTORY}def last(stock, key):\n    return stock.history(key)[-1]\n`,
  '    def names(self, key):\n        names = list(self.moves[key])\n        names.pop()\n        return names\n',
  'def count(stock):\n    return sum(len(moves) for moves in stock.moves.values())\n',
])('lists that only get longer are known by who appends: %s', (more) => {
  expect(writersIn(SIZES, more)).toEqual(more.includes('put') ? ['add', 'put'] : ['add']);
});

test.each([
  'def trim(moves):\n    moves.pop(0)\ndef tidy(stock, key):\n    trim(stock.moves[key])\n',
  `${HISTORY}def undo(stock, key):\n    stock.history(key).pop()\n`,
  'def undo(stock):\n    for moves in stock.moves.values():\n        moves.pop()\n',
  'def undo(stock, key):\n    moves = stock.moves[key]\n    del moves[0]\n',
  'def undo(stock, key):\n    del stock.moves[key]\n',
  'def undo(stock, key, move):\n    stock.moves[key] = [move]\n',
  'def undo(stock, key, move):\n    stock.moves[key][0] = move\n',
  "KEPT = {}\ndef keep(stock, key):\n    KEPT['it'] = stock.moves[key]\ndef undo():\n    KEPT['it'].pop()\n",
  'def grow(move):\n    move.size += 1\n',
])('nothing is told of lists of which something is taken out or set: %s', (more) => {
  expect(writersIn(SIZES, more)).toBeUndefined();
});

test.each([
  'def grow(move):\n    move.parts[0] += 1\n',
  'def grow(move):\n    parts = move.parts\n    parts[0] += 1\n',
  'def grow(move):\n    return move.parts.append\n',
])('nor where what is taken of an item changes: %s', (more) => {
  expect(writersIn(PARTS, '')).toEqual(['add']);
  expect(writersIn(PARTS, more)).toBeUndefined();
});
