import { expect, test } from 'vitest';
import { nodesOf } from '../../../../src/hints/code/module-code.ts';
import { askedAgain } from '../../../../src/hints/code/steady/asked-again.ts';
import { frameIn } from '../../program-code.ts';

/** Why `shape(...)` of a comprehension is asked for the same again, if it is. */
function whyAsked(made: string): string | undefined {
  const frame = frameIn(`def gathered(rows, others):\n    return ${made}\n`, 'gathered');
  const call = nodesOf(frame, 'Call').find(({ node: { func } }) => func.nodeType === 'Name' && func.id === 'shape');
  return call && askedAgain(call.node.args, call);
}

test.each([
  '[shape(row) for row in rows for other in others]',
  '[other for row in rows for other in others if shape(row) < other]',
  '[part for row in rows for other in others for part in shape(row)]',
])('each item of one clause comes again for those of another: %s', (made) => {
  expect(whyAsked(made)).toBe('pairs');
});

test.each([
  '[part for row in rows for part in shape(row)]',
  '[other for row in rows if shape(row) for other in others]',
  '[shape(row) for row in rows]',
  '[part for row in rows for other in others for part in shape((row, other))]',
])('what a clause asks for comes once for each item before it: %s', (made) => {
  expect(whyAsked(made)).toBeUndefined();
});
