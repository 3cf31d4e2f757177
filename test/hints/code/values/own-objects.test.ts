import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { isOfOwnObjects } from '../../../../src/hints/code/values/own-objects.ts';
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
  ['ROOT.next', false],
])('an attribute is of what a function makes by what all begin it with, also with itself: %s', (begun, isOwn) => {
  expect(isOwnNext(begun)).toBe(isOwn);
});
