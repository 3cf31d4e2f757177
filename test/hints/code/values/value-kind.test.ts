import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { kindOf } from '../../../../src/hints/code/values/value-kind.ts';
import { framesIn } from '../../program-code.ts';

function kindsReturned(source: string): readonly string[] {
  const frames = framesIn(source);
  return frames.flatMap((frame) =>
    nodesOf(frame, 'Return').flatMap(({ node: { value } }) => (value == null ? [] : [kindOf(value, frame)])),
  );
}

test.each([
  ['Tour = List[int]\n', 'list'],
  ['Tour = typing.Dict[str, int]\n', 'dict'],
  ['Tour = Sequence[int]\n', 'unknown'],
  ['Tour = List[int]\nTour = Set[int]\n', 'unknown'],
  ['class Tour:\n    pass\n', 'unknown'],
])('after %j an argument that is annotated with that name is: %s', (alias, kind) => {
  expect(kindsReturned(`${alias}def kept(tour: Tour):\n    return tour\n`)).toEqual([kind]);
});

test.each([
  ['values', '[1]', 'list'],
  ['items', "'a'", 'str'],
  ['copy', '{1}', 'set'],
  ['get', '(1, 2)', 'tuple'],
])('what a class gives by a method of its own called %s is what that gives: %s', (name, given, kind) => {
  const own = `class Table:\n    def ${name}(self):\n        return ${given}\n    def ask(self):\n        return self.${name}()\n`;
  expect(kindsReturned(own)).toEqual([kind, kind]);
});

test('of another object the well-known method is meant', () => {
  const own =
    'class Table:\n    def values(self):\n        return [1]\n    def ask(self, sums):\n        return sums.values()\n';
  expect(kindsReturned(own)).toEqual(['list', 'other']);
});

test.each([
  ['for name in list(stock):', 'unknown'],
  ['for name in sorted(stock):', 'unknown'],
  ['for name in tuple(stock):', 'unknown'],
  ['for name in list(stock.values()):', 'number'],
  ['for name in [stock[one] for one in (1, 2)]:', 'number'],
  ['for name in list([1, 2]):', 'number'],
])('what a list of a dict has are its keys, and of its values those: %s', (loop, kind) => {
  const source = `def walked():\n    stock = {'nut': 3}\n    ${loop}\n        return name\n`;
  expect(kindsReturned(source)).toEqual([kind]);
});
