import { expect, test } from 'vitest';
import type { HintRule } from '../../src/hints/rule.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { finish } from '../../src/profile/steps.ts';
import { coverageSteps } from '../../src/views/hint-coverage.ts';
import { hintsIn } from '../hints/hint-fixtures.ts';

/** Functions of one file, the first of which has the least time, and a rule that refuses the first node of each. */
function coverageOf(functions: number): { asked: string[]; nearest: readonly string[]; hasMoreRefusals: boolean } {
  const asked: string[] = [];
  const rule: HintRule = {
    id: 'refused',
    title: '',
    article: 'beyond',
    priority: 3,
    fix: '',
    callees: ['list.append'],
    time: 'callees',
    match: ({ nodes: [first], scope }) => {
      asked.push(scope.name);
      return first === undefined ? [] : [{ code: first, subject: '' }];
    },
    weigh: () => ({ verdict: 'refused', reason: 'not worth it' }),
  };
  const builder = new ProfileBuilder();
  const names = Array.from({ length: functions }, (_, at) => `part${at}`);
  for (const [at, name] of names.entries())
    builder.setRow('made.py', 1 + 2 * at, name, { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 + at });
  for (const _ of names) builder.endEdges();
  const source = names.map((name) => `def ${name}(rows):\n    return rows\n`).join('');
  const result = hintsIn(builder.finish('traced', []), new TextEncoder().encode(source), [rule]);
  expect(asked).toEqual([]);
  const { nearest, hasMoreRefusals } = finish(coverageSteps(result, []));
  return { asked, nearest: nearest.map((one) => one.function), hasMoreRefusals };
}

test('what came nearest to a hint is asked of the functions with the most time alone', () => {
  const { asked, nearest, hasMoreRefusals } = coverageOf(50);
  expect(nearest).toEqual(['part49', 'part48', 'part47']);
  expect(asked).toEqual(['part49', 'part48', 'part47', 'part46']);
  expect(hasMoreRefusals).toBe(true);
});

test('where few functions came near to a hint, all are named', () => {
  expect(coverageOf(3)).toEqual({
    asked: ['part2', 'part1', 'part0'],
    nearest: ['part2', 'part1', 'part0'],
    hasMoreRefusals: false,
  });
});
