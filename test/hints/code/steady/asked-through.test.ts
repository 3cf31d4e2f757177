import { describe, expect, test } from 'vitest';
import { askedThrough, placesPassed } from '../../../../src/hints/code/steady/asked-through.ts';
import { frameIn } from '../../program-code.ts';

const CLASSES = `
import functools
import heapq
class Part:
    def __init__(self, value):
        self.value = value
class Book:
    def __init__(self, parts):
        self.parts = parts
        self.heap = sorted(parts)
        self.on_done = self.sell
        self.get = self.sell
    @property
    def tick(self):
        self.sell(0)
        return 1
    def sell(self, name):
        self.parts[name].value = 0
        heapq.heappop(self.heap)
        return name
    def sold(self):
        for name in self.parts:
            self.sell(name)
            yield name
    def total(self):
        return sum(part.value for part in self.parts) + len(self.heap)
    def weight(self, name):
        return self.parts[name].value / self.total()
    def run(self, names, sums):
        sold = self.sold()
        out = []
`;

/** What `run` of a book asks again through another function. */
function askedIn(...body: readonly string[]): readonly string[] {
  const text = `${CLASSES}${body.map((line) => `        ${line}\n`).join('')}`;
  const frame = frameIn(text, 'run');
  return [frame, ...frame.inner]
    .flatMap(placesPassed)
    .flatMap((passed) => askedThrough(passed).map(({ callee }) => callee.scope.name));
}

describe('what a function that a loop calls asks for each time', () => {
  test.each([
    ['for name in names:', '    out.append(self.weight(name))'],
    ['out = [name for name in names if self.weight(name) > 1]'],
    ['return sorted(names, key=self.weight)'],
    ['for name in names:', '    out.append(self.weight(sum(map(abs, name))))'],
  ])('is the same while nothing there changes it: %s %s', (...lines) => {
    expect(askedIn(...lines)).toEqual(['total']);
  });

  test.each([
    'heapq.heappop(self.heap)',
    "setattr(self.parts[name], 'value', 3)",
    'self.on_done(name)',
    'self.get(name)',
    'getattr(self, name)',
    'next(sold)',
    'list(map(self.sell, names))',
    'list(map(self.on_done, names))',
    'functools.reduce(self.handlers[name], names)',
    'sorted(names, key=self.on_done)',
    'self.tick',
    'self.parts.__setitem__(name, 2)',
    'names[name].sell(1)',
    'sums += [name]',
  ])('may be another after %s in it', (line) => {
    expect(askedIn('for name in names:', '    out.append(self.weight(name))', `    ${line}`)).toEqual([]);
  });

  test.each([
    ['for name in self.sold():', '    out.append(self.weight(name))'],
    ['for name in sold:', '    out.append(self.weight(name))'],
    ['return max(self.sold(), key=self.weight)'],
    ['return max(sold, key=lambda name: self.weight(name))'],
    ['return [self.weight(name) for name in self.sold()]'],
  ])('may be another by what is walked: %s %s', (...lines) => {
    expect(askedIn(...lines)).toEqual([]);
  });
});

const QUEST = `
class Token:
    def __init__(self, at):
        self.at = at
        self.awake = False
class Quest:
    def __init__(self, board, tokens):
        self.board = board
        self.tokens = tokens
        self.goal = 0
    def close(self, at):
        self.board.near[at] = []
    def steps(self, goal):
        return [goal, *self.board.near]
    def chase(self, token):
        token.at = min(self.steps(self.goal))
    def follow(self, token):
        token.at = min(self.steps(self.goal))
        self.goal = token.at
    def dig(self, token):
        token.at = min(self.steps(self.goal))
        self.close(token.at)
    def turn(self, goal, ask):
        self.goal = goal
        for token in self.tokens:
            token.awake = True
`;

const FIELDS = 'class Place:\n    lit: int\n';

/** What the tokens of a turn ask again. */
function askedInTurn(...body: readonly string[]): readonly string[] {
  return askedInTurnOf(QUEST, ...body);
}

function askedInTurnOf(source: string, ...body: readonly string[]): readonly string[] {
  const frame = frameIn(`${source}${body.map((line) => `            ${line}\n`).join('')}`, 'turn');
  return placesPassed(frame).flatMap((passed) => askedThrough(passed).map(({ callee }) => callee.scope.name));
}

describe('a loop that changes its items', () => {
  test('leaves the answer for all of them as it is', () => {
    expect(askedInTurn('self.chase(token)')).toEqual(['steps']);
    expect(askedInTurn('if token.awake:', '    token.seen.append(goal)', '    self.chase(token)')).toEqual(['steps']);
  });

  test.each([
    ['self.follow(token)'],
    ['self.dig(token)'],
    ['self.chase(token)', 'self.goal = token.at'],
    ['self.chase(token)', 'self.goal.append(token)'],
    ['self.chase(token)', 'self.close(token.at)'],
    ['self.chase(token)', 'ask(token)'],
    ['self.chase(token)', "setattr(self, 'goal', token.at)"],
  ])('may change it by %s %s', (...lines) => {
    expect(askedInTurn(...lines)).toEqual([]);
  });

  test.each(['self.tokens.listen(self.follow)', 'self.tokens.listen(lambda token: self.follow(token))'])(
    'may change it by a method of another file that was given what changes it: %s',
    (line) => {
      const told = QUEST.replace('self.goal = 0', `self.goal = 0\n        ${line}`);
      expect(askedInTurnOf(told, 'self.chase(token)', 'self.bus.publish(token)')).toEqual([]);
      expect(askedInTurnOf(told, 'self.chase(token)')).toEqual(['steps']);
      expect(askedInTurn('self.chase(token)', 'self.bus.publish(token)')).toEqual(['steps']);
    },
  );

  test('may change it by a property of a class that is in another file', () => {
    expect(askedInTurnOf(QUEST.replace('        self.at = at\n', ''), 'self.chase(token)')).toEqual([]);
    expect(askedInTurn('self.chase(token)', 'token.lit = 1')).toEqual([]);
    expect(askedInTurnOf(`${FIELDS}${QUEST}`, 'self.chase(token)', 'token.lit = 1')).toEqual(['steps']);
  });
});
