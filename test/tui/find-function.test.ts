import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import type { MatchNames } from '../../src/select/restrict-rows.ts';
import { findSteps } from '../../src/tui/find-function.ts';
import { openViewer, readTable } from './press.ts';

const matchPlainly: MatchNames = (regex, names) => names.map((name) => regex.test(name));

/** More functions than are sorted in the time of a key, or fewer. */
function largeTable(length = 21_000): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 };
  for (let at = 0; at < length; at++) builder.setRow('/srv/app/shop.py', at, `load_${at}`, numbers);
  return builder.finish('traced', []);
}

function found(...[state, pattern, matchNames]: Parameters<typeof findSteps>) {
  return finish(findSteps(state, pattern, matchNames));
}

test('the first function of the list that matches is found', () => {
  expect(found(openViewer(readTable('recursion-py311')), 'fib', matchPlainly)).toHaveProperty('row');
});

test('what is not in the list is said, and what is no regex', () => {
  const state = openViewer(readTable('recursion-py311'));
  expect(found(state, 'nowhere', matchPlainly)).toEqual({ refusal: 'No function of the list matches nowhere' });
  expect(found(state, '(', matchPlainly)).toEqual({ refusal: 'No regex: (' });
});

test('nothing is said of a list of which only the first functions are known', () => {
  const refusal = 'The list is not ready yet: try again in a moment.';
  expect(found(openViewer(largeTable()), 'load_20999', matchPlainly)).toEqual({ refusal });
});

test('keys are heard while many functions are looked through', () => {
  const steps = findSteps(openViewer(largeTable(7000)), 'nowhere', matchPlainly);
  const slices = Array.from({ length: 4 }, () => steps.next().done);
  expect(slices).toEqual([false, false, false, true]);
});

test('a function of just this name comes before one that costs more and only matches', () => {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1 };
  builder.setRow('index.py', 1, 'rebuild_all', { ...numbers, cumtime: 3 });
  builder.setRow('index.py', 9, 'build', { ...numbers, cumtime: 1 });
  const state = openViewer(builder.finish('traced', []));
  expect(found(state, 'build', matchPlainly)).toEqual({ row: 1 });
  expect(found(state, 'buil', matchPlainly)).toEqual({ row: 0 });
});
