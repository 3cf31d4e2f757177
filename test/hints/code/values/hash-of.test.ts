import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { hashOfClass, hasNoHash } from '../../../../src/hints/code/values/hash-of.ts';
import { framesIn } from '../../program-code.ts';

const HEAD = `import dataclasses
from dataclasses import dataclass
from functools import total_ordering
from typing import NamedTuple
from elsewhere import Other, register
class Plain:
    pass
class Alike:
    def __eq__(self, other):
        return True
`;

function hashOf(text: string): string | undefined {
  const frames = framesIn(HEAD + text);
  const part = frames.find(({ scope }) => scope.name === 'Part');
  return part === undefined ? undefined : hashOfClass(part);
}

test.each([
  ['class Part:\n    pass\n', 'own'],
  ['class Part(Plain):\n    pass\n', 'own'],
  [
    'class Part(object):\n    def __hash__(self):\n        return 1\n    def __eq__(self, other):\n        return True\n',
    'own',
  ],
  ['@total_ordering\nclass Part:\n    def __lt__(self, other):\n        return True\n', 'own'],
  ['@dataclass(eq=False)\nclass Part:\n    size: int\n', 'own'],
  ['class Part:\n    def __eq__(self, other):\n        return True\n', 'none'],
  ['class Part(Alike):\n    pass\n', 'none'],
  ['class Part(Plain):\n    __hash__ = None\n', 'none'],
  ['@dataclass\nclass Part:\n    size: int\n', 'none'],
  ['@dataclasses.dataclass(order=True)\nclass Part:\n    size: int\n', 'none'],
  ['@dataclass(frozen=True)\nclass Part:\n    size: int\n', 'parts'],
  ['@dataclass(unsafe_hash=True)\nclass Part:\n    size: int\n', 'parts'],
  ['class Part(NamedTuple):\n    size: int\n', 'parts'],
  ['class Part(Other):\n    pass\n', 'unknown'],
  ['@register\nclass Part:\n    pass\n', 'unknown'],
])('what a dict gets of an object of %j is: %s', (text, hash) => {
  expect(hashOf(text)).toBe(hash);
});

test.each([
  ['near([Alike() for _ in range(9)])', true],
  ['near((Plain(), Alike()))', true],
  ['made = []\nmade.append(Alike())\nnear(made)', true],
  ['near([Plain() for _ in range(9)])', false],
  ['near({Alike(): 1 for _ in range(9)})', false],
])('what a loop takes from a list is of the classes of which the list is made: %s', (calls, isWithout) => {
  const source = `${HEAD}def near(points):\n    for point in points:\n        print(point)\n${calls}\n`;
  const frames = framesIn(source);
  const near = frames.find(({ scope }) => scope.name === 'near');
  const point = near && nodesOf(near, 'Name').findLast(({ node }) => node.id === 'point');
  expect(near && point && hasNoHash(point.node, near)).toBe(isWithout);
});
