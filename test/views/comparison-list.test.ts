import { expect, test } from 'vitest';
import { askInSlices, askPatiently } from '../../src/profile/late-answer.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { comparisonSince } from '../../src/views/changes-since.ts';
import { changesSince, compareImpact } from '../../src/views/comparison-list.ts';
import { DIFF_METRICS, functionChanges, NO_LIMITS } from '../../src/views/function-change.ts';

function runOf(length: number, pace: number): ProfileTable {
  const builder = new ProfileBuilder();
  for (let at = 0; at < length; at++) {
    const ncalls = 1 + ((at * pace) % 5);
    const tottime = ((at * pace) % 31) / 8 - (at % 2);
    builder.setRow('a.py', at, `f${at}`, { ncalls, primitiveCalls: ncalls, tottime, cumtime: (at * pace) % 7 });
  }
  return builder.finish('traced', []);
}

const before = runOf(12_000, 3);
const after = runOf(13_000, 11);

test.each(DIFF_METRICS)('changes stand in the order of their size, by %s', (metric) => {
  const changes = [...functionChanges(comparisonSince(before, after)(), NO_LIMITS)].filter(
    ({ kind }) => kind !== 'same',
  );
  const sorted = changes.toSorted((a, b) => compareImpact(metric, a, b));
  expect(changesSince(before, after, metric, false)).toEqual(sorted);
  expect(changesSince(before, after, metric, true)).toEqual(sorted.toReversed());
});

test('those of many functions are made in slices for who can wait, those of few at once', () => {
  const ask = (length: number) => () => changesSince(runOf(length, 3), runOf(length, 11), 'tottime', false);
  expect(askPatiently(ask(50)).kind).toBe('done');
  const [many, others] = [runOf(15_000, 3), runOf(15_000, 11)];
  const slices = [...askInSlices(() => changesSince(many, others, 'tottime', false))];
  expect(slices.length).toBeGreaterThan(10);
  expect(askPatiently(() => changesSince(many, others, 'tottime', false)).kind).toBe('done');
});
