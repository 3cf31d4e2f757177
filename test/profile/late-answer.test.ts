import { expect, test } from 'vitest';
import { answerOf, askPatiently } from '../../src/profile/late-answer.ts';
import { finish, type MadeOnce, madeOnce } from '../../src/profile/steps.ts';

/** Made in so many slices; `slices` counts them. */
function slowAnswer(value: number, length: number): { readonly made: MadeOnce<number>; readonly slices: () => number } {
  let slices = 0;
  const made = madeOnce(function* () {
    for (; slices < length; slices++) yield;
    return value;
  });
  return { made, slices: () => slices };
}

test('who does not wait gets all answers at once', () => {
  const { made } = slowAnswer(7, 3);
  expect(answerOf(made) + 1).toBe(8);
});

test('who waits gets the work, and after it the answer', () => {
  const one = slowAnswer(1, 3);
  const two = slowAnswer(2, 3);
  const ask = (): number => answerOf(one.made) + answerOf(two.made);
  const works: number[] = [];
  let outcome = askPatiently(ask);
  for (; outcome.kind === 'late'; outcome = askPatiently(ask)) works.push([...outcome.work()].length);
  expect(outcome.value).toBe(3);
  expect(works).toHaveLength(2);
  expect([one.slices(), two.slices()]).toEqual([3, 3]);
});

test('an answer of one slice is there at once for who waits, too', () => {
  expect(askPatiently(() => answerOf(slowAnswer(5, 0).made))).toEqual({ kind: 'done', value: 5 });
});

test('what goes wrong is thrown, and nobody is waited for afterwards', () => {
  const fail = (): never => {
    throw new RangeError('too deep');
  };
  expect(() => askPatiently(fail)).toThrow(RangeError);
  expect(answerOf(slowAnswer(4, 9).made)).toBe(4);
});

test('work that was begun goes on where it stopped', () => {
  const { made, slices } = slowAnswer(6, 9);
  for (let asked = 0; asked < 3; asked++) expect(askPatiently(() => answerOf(made)).kind).toBe('late');
  expect(slices()).toBe(2);
  expect(finish(made.steps())).toBe(6);
});
