import { expect, test } from 'vitest';
import { evaluation } from '../../src/hints/practices/evaluation.ts';
import { framesIn } from './program-code.ts';

/** What is said to be worked out once, of a loop over `rows` by their places. */
function workedOutOnce(
  step: string,
  start = 'def walk(rows, shelf):',
  test = 'at < len(rows)',
): readonly (string | undefined)[] {
  const source = `from shelf import grow\n${start}\n    at = 0\n    while ${test}:\n        ${step}\n        at += 1\n`;
  const frames = framesIn(source);
  return frames.flatMap((frame) => evaluation.match(frame)).map(({ fix }) => fix.after);
}

const ONCE = ['len_rows = len(rows)  # before the loop\nlen_rows'];

test.each(['print(rows[at])', 'other = [rows[at]]; other.append(at)', 'shelf = len(rows)'])(
  'the length of a list that the loop leaves as it is is asked once: %s',
  (step) => {
    expect(workedOutOnce(step)).toEqual(ONCE);
  },
);

test.each([
  'rows.append(at)',
  'del rows[0]',
  'grow(rows)',
  'rows = rows[1:]',
  'same = rows; same.pop()',
  'yield rows[at]',
])('the length of a list that may change is not: %s', (step) => {
  expect(workedOutOnce(step)).toEqual([]);
});

test('a length that is no side of the test may be asked for the first passes alone', () => {
  expect(workedOutOnce('print(at)', undefined, 'at < 9 and at < len(rows)')).toEqual([]);
});
