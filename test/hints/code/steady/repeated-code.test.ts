import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { runsBetween } from '../../../../src/hints/code/steady/repeated-code.ts';
import { frameIn } from '../../program-code.ts';

/** Whether others have the turn between two calls of `note`, which a generator calls that `main` walks so. */
function isLeft(walk: string, more: string = ''): boolean {
  const program = `
def note(text):
    print(text)
def rows(source):
    for row in source:
        note(row)
        yield row
${more}
def main(source):
    ${walk}
`;
  const [call] = nodesOf(frameIn(program, 'note'), 'Call');
  if (call === undefined) throw new Error('no call');
  return runsBetween(call).isLeft;
}

test.each([
  ['for row in rows(source): print(row)'],
  ['print(len(list(rows(source))))'],
  ['source.extend(rows(source))'],
  ['for row in rows(source):\n        for part in rows(row): print(part)'],
])('all that runs at a yield is in the file: %s', (walk) => {
  expect(isLeft(walk)).toBe(false);
});

test.each([
  ['return rows(source)', ''],
  ['return map(rows, source)', ''],
  ['for row in rows(source): yield row', ''],
  ['for row in zip(source, rows(source)): print(row)', ''],
  ['for row in rows(source): print(row)', 'handed = [rows]'],
  ['print(max(rows(source), key=source))', ''],
  ['source.extend(rows(source))', 'class Store:\n    def extend(self, rows): pass'],
  ['print(source)', ''],
])('others may run at a yield: %s', (walk, more) => {
  expect(isLeft(walk, more)).toBe(true);
});

test('what the loop over a generator does runs in between', () => {
  const program = `
def rows(source):
    for row in source:
        print(row)
        yield row
def main(source):
    for row in rows(source):
        source.clear()
`;
  const [call] = nodesOf(frameIn(program, 'rows'), 'Call');
  if (call === undefined) throw new Error('no call');
  const called = runsBetween(call).nodes.flatMap(({ node }) =>
    node.nodeType === 'Call' && node.func.nodeType === 'Attribute' ? [node.func.attr] : [],
  );
  expect(called).toEqual(['clear']);
});
