import { expect, test } from 'vitest';
import { sitesIn } from '../program-code.ts';

/** How many lists of some tasks are said to be the same in every call. */
function alikeIn(state: string): number {
  const source = `class Task:\n    def __init__(self):\n        self.state = 1\n    @property\n    def is_open(self):\n        return self.state < 3\nclass Board:\n    def __init__(self):\n        self.tasks = [Task(), Task()]\n    @property\n    def open(self):\n        return len([task for task in self.tasks if task.is_open])\n    def move(self, at):\n        ${state}\ndef main():\n    board = Board()\n    for at in range(900):\n        board.move(at)\n        print(board.open)\n`;
  return sitesIn('made-again', source).filter(({ why }) => why === 'every-call').length;
}

test('a list of what a property tells is another where what the property reads is set', () => {
  expect(alikeIn('pass')).toBe(1);
  expect(alikeIn('self.tasks[at].state = 2')).toBe(0);
});
