import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { isOfGiven, isOfOwnObjects } from '../../../../src/hints/code/values/own-objects.ts';
import { frameIn } from '../../program-code.ts';

/** Whether `link.next` of a link that the function makes is its own, where a link begins so. */
function isOwnNext(begun: string): boolean | undefined {
  const source = `class Link:\n    def __init__(self, other, kept=KEPT):\n        self.next = ${begun}\ndef walk():\n    link = Link(None)\n    link.next.size = 1\n`;
  const walk = frameIn(source, 'walk');
  const next = nodesOf(walk, 'Attribute').find(({ node }) => node.attr === 'next');
  return next === undefined ? undefined : isOfOwnObjects(next.node, walk);
}

test.each([
  ['[]', true],
  ['other', true],
  ['other.next', true],
  ['[other.next, ROOT]', false],
  ['kept', false],
  ['ROOT.next', false],
])('an attribute is of what a function makes by what all begin it with, also with itself: %s', (begun, isOwn) => {
  expect(isOwnNext(begun)).toBe(isOwn);
});

/** Whether what a function is given for an argument with such a default is only its caller's. */
function isGivenWith(start: string): boolean | undefined {
  const number = frameIn(`LEAST = 3\ndef number(seen=${start}):\n    seen.add(1)\n`, 'number');
  const seen = nodesOf(number, 'Name').find(({ node }) => node.id === 'seen');
  return seen === undefined ? undefined : isOfGiven(seen.node, number);
}

test.each([
  ['None', true],
  ['LEAST', true],
  ['(0, 1)', true],
  ['set()', false],
  ['([], 1)', false],
  ['KEPT', false],
])('a default that can be changed is that of all calls: %s', (start, isGiven) => {
  expect(isGivenWith(start)).toBe(isGiven);
});

test.each([
  ['left', 'right'],
  ['right', 'left'],
])('what was found on a guess goes with the guess: %s asked before %s', (...order) => {
  const source = `class Tree:
    def left(self):
        found = self.right()
        return found or []
    def right(self):
        return self.left() or SHARED
    def use_left(self):
        self.left().append(1)
    def use_right(self):
        self.right().append(1)
`;
  const { module } = frameIn(source, 'left');
  const isOwn = order.map((name) => {
    const use = module.frames.find(({ scope }) => scope.name === `use_${name}`) ?? expect.unreachable();
    const changed = nodesOf(use, 'Attribute').find(({ node }) => node.attr === 'append');
    return isOfGiven(changed?.node.value ?? expect.unreachable(), use);
  });
  expect(isOwn).toEqual([false, false]);
});
