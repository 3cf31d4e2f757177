import { describe, expect, test } from 'vitest';
import { sitesIn } from './program-code.ts';

/** What is said of a queue whose items are removed, with more lines in its class. */
function afterOf(...lines: readonly string[]): string | undefined {
  const program = `class Desk:
    def __init__(self, people):
        self.queue = list(people)

    def leave(self, person):
        self.queue.remove(person)

    def more(self, person):
        ${lines.join('\n        ')}
`;
  return sitesIn('list-scan', program).find(({ variant }) => variant === 'remove')?.fix?.after;
}

describe('a list that loses items', () => {
  test('becomes a dict of them, where the file only adds, removes, asks and walks', () => {
    expect(afterOf('self.queue.append(person)', 'return sum(one.age for one in self.queue) / len(self.queue)')).toBe(
      'self.queue = dict.fromkeys(people)  # line 3\nself.queue[person] = None  # line 9\ndel self.queue[person]',
    );
  });

  test('stays a list where the file does what a dict cannot', () => {
    const uses = [
      ['return self.queue[0]'],
      ['return self.queue'],
      ['self.queue += [person]'],
      ['show(self.queue)'],
      ['self.queue.insert(0, person)'],
    ];
    expect(uses.map((lines) => afterOf(...lines)).filter((after) => after !== undefined)).toEqual([]);
  });

  test('stays a list where it may lose one while it is walked', () => {
    expect(afterOf('for one in self.queue:', '    self.leave(one)')).toBeUndefined();
    expect(afterOf('for one in self.queue:', '    yield one')).toBeUndefined();
  });
});

test('a list that somebody gave stays one', () => {
  const program =
    'class Desk:\n    def __init__(self, queue):\n        self.queue = queue\n\n    def leave(self, one):\n        self.queue.remove(one)\n';
  expect(sitesIn('list-scan', program)[0]?.fix?.after).toBeUndefined();
});

test('a name of another function is another list', () => {
  const program = `WAITING = []

def enter(person):
    WAITING.append(person)

def leave(person):
    WAITING.remove(person)

def other():
    WAITING = [1]
    WAITING.append(2)
    return WAITING
`;
  expect(sitesIn('list-scan', program)[0]?.fix?.after).toBe(
    'WAITING = {}  # line 1\nWAITING[person] = None  # line 4\ndel WAITING[person]',
  );
});
