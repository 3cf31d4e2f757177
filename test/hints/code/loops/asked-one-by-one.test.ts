import { expect, test } from 'vitest';
import { askedOneByOne } from '../../../../src/hints/code/loops/asked-one-by-one.ts';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { bareName } from '../../../../src/hints/code/names.ts';
import { frameIn } from '../../program-code.ts';

/** Of the call of `find` in a function with these lines. */
function howAsked(...lines: readonly string[]): string | undefined {
  const source = `def ask(db, keys, key):\n${lines.map((line) => `    ${line}\n`).join('')}`;
  const frame = frameIn(source, 'ask');
  const call = frame && nodesOf(frame, 'Call').find(({ node }) => bareName(node, frame) === 'find');
  if (call === undefined) throw new Error('find is not called');
  return askedOneByOne(call);
}

test.each([
  [['while key:', '    key = find(db, key)']],
  [['while key:', '    row = find(db, key).fetchone()', '    key = row[0] if row else None']],
  [['for _ in keys:', '    row = find(db, key)', '    name, key = row']],
  [['while (row := find(db, key)):', '    key = row[0]']],
])('a key that comes out of the answer before is known to no loop: %s', (lines) => {
  expect(howAsked(...lines)).toBe('key-of-answer');
});

test.each([
  [['for key in keys:', '    place = find(db, key)', '    if place is not None:', '        break']],
  [['for key in keys:', '    if find(db, key):', '        return key']],
  [
    [
      'for key in keys:',
      '    row = find(db, key)',
      '    if row is None:',
      '        print()',
      '    else:',
      '        return row',
    ],
  ],
  [['while True:', '    key = key + 1', '    if find(db, key) is None:', '        return key']],
  [['return next((row for row in map(find, keys)), any(find(db, key) for key in keys))']],
])('a loop that ends at the first answer does not ask for all: %s', (lines) => {
  expect(howAsked(...lines)).toBe('first-answer');
});

test.each([
  [['for key in keys:', '    print(find(db, key))']],
  [['total = 0', 'for key in keys:', '    total += find(db, key)']],
  [['for key in keys:', '    if find(db, key) is None:', '        return False']],
  [['for key in keys:', '    row = find(db, key)', '    if not row:', '        break']],
  [['for key in keys:', '    if key is None:', '        break', '    print(find(db, key))']],
  [['for key in keys:', '    for row in find(db, key):', '        if row:', '            break']],
  [['return [find(db, key) for key in keys]']],
  [['return find(db, key)']],
])('all keys are known before a loop that goes on: %s', (lines) => {
  expect(howAsked(...lines)).toBeUndefined();
});
