import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import type { MatchNames } from '../../src/select/restrict-rows.ts';
import { findFunction } from '../../src/tui/find-function.ts';
import { openViewer, readTable } from './press.ts';

const matchPlainly: MatchNames = (regex, names) => names.map((name) => regex.test(name));

/** More functions than are sorted in the time of a key. */
function largeTable(): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 };
  for (let at = 0; at < 21_000; at++) builder.setRow('/srv/app/shop.py', at, `load_${at}`, numbers);
  return builder.finish('traced', []);
}

test('the first function of the list that matches is found', () => {
  const found = findFunction(openViewer(readTable('recursion-py311')), 'fib', matchPlainly);
  expect(found).toHaveProperty('row');
});

test('what is not in the list is said, and what is no regex', () => {
  const state = openViewer(readTable('recursion-py311'));
  expect(findFunction(state, 'nowhere', matchPlainly)).toEqual({ refusal: 'No function of the list matches nowhere' });
  expect(findFunction(state, '(', matchPlainly)).toEqual({ refusal: 'No regex: (' });
});

test('nothing is said of a list of which only the first functions are known', () => {
  const refusal = 'The list is not ready yet: try again in a moment.';
  expect(findFunction(openViewer(largeTable()), 'load_20999', matchPlainly)).toEqual({ refusal });
});

test('a function of just this name comes before one that costs more and only matches', () => {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1 };
  builder.setRow('index.py', 1, 'rebuild_all', { ...numbers, cumtime: 3 });
  builder.setRow('index.py', 9, 'build', { ...numbers, cumtime: 1 });
  const state = openViewer(builder.finish('traced', []));
  expect(findFunction(state, 'build', matchPlainly)).toEqual({ row: 1 });
  expect(findFunction(state, 'buil', matchPlainly)).toEqual({ row: 0 });
});
