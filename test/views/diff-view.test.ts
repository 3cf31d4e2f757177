import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { changeName } from '../../src/report/diff-words.ts';
import { parseGate } from '../../src/views/gate.ts';
import { diffOf, loadFixture, madeProfile } from '../report/made-diffs.ts';

const f = (tottime: number, calls = 1) => ({ name: 'f', tottime, calls });
const g = (tottime: number) => ({ name: 'g', tottime });

function listed(...args: Parameters<typeof diffOf>): readonly string[] {
  const document = diffOf(...args);
  return document.view.rows.map((row) => `${row.kind} ${changeName(document, row)} ${row.tottime.delta}`);
}

function failed(
  before: readonly [ProfileTable, ...ProfileTable[]],
  after: readonly [ProfileTable, ...ProfileTable[]],
  gate: string,
  tolerance = 0,
) {
  const document = diffOf(before, after, { tolerance }, [gate]);
  return document.failures.map(({ function: row }) => (row === null ? 'all' : changeName(document, row)));
}

describe('a comparison', () => {
  test('lists what changed, the greatest change first, whichever way', () => {
    const before = madeProfile(f(1), g(5), { name: 'old', tottime: 2 }, { name: 'same', tottime: 1 });
    const after = madeProfile({ name: 'same', tottime: 1 }, f(4), g(1), { name: 'young', tottime: 1 });
    expect(listed([before], [after])).toEqual([
      'changed a.py:7(g) -4',
      'changed a.py:7(f) 3',
      'vanished a.py:7(old) -2',
      'appeared a.py:7(young) 1',
    ]);
  });

  test('lists with --only what got slower or faster', () => {
    const [before, after] = [madeProfile(f(1), g(5)), madeProfile(f(4), g(1))];
    expect(listed([before], [after], { only: 'slower' })).toEqual(['changed a.py:7(f) 3']);
    expect(listed([before], [after], { only: 'faster' })).toEqual(['changed a.py:7(g) -4']);
  });

  test('lists with --only no change within the tolerance or the spread, whatever the calls did', () => {
    const [before, after] = [madeProfile(f(1), g(5)), madeProfile(f(1.01, 2), g(6))];
    expect(listed([before], [after], { only: 'slower', tolerance: 0.1 })).toEqual(['changed a.py:7(g) 1']);
    const runs = [madeProfile(f(1, 2), g(6)), madeProfile(f(1.5, 2), g(6))] as const;
    expect(listed([before], runs, { only: 'slower' })).toEqual(['changed a.py:7(g) 1']);
  });

  test('takes changes up to the tolerance for none, but never a change of calls', () => {
    const [before, after] = [madeProfile(f(1), g(5)), madeProfile(f(1.5, 2), g(5.5))];
    expect(listed([before], [after], { tolerance: 0.5 })).toEqual(['changed a.py:7(f) 0.5']);
    expect(diffOf([before], [after], { tolerance: 0.5 }).view.counts.same).toBe(1);
  });

  test('calls noise what differs no more than the runs of one side', () => {
    const before = [madeProfile(f(1), g(5)), madeProfile(f(1.4), g(5))] as const;
    const after = [madeProfile(f(1.5), g(6)), madeProfile(f(1.5), g(6))] as const;
    expect(listed(before, after)).toEqual(['changed a.py:7(g) 1']);
    expect(diffOf(before, after).view.counts.noise).toBe(1);
  });

  test('calls noise what some runs have and others have not, as what only a first run does', () => {
    const warm = { name: 'warm', tottime: 3 };
    const before = [madeProfile(f(1), warm), madeProfile(f(1)), madeProfile(f(1))] as const;
    const after = [madeProfile(f(1), g(2)), madeProfile(f(1)), madeProfile(f(1), g(2))] as const;
    expect(listed(before, after)).toEqual([]);
    expect(diffOf(before, after).view.counts).toMatchObject({ noise: 2, appeared: 0, vanished: 0 });
    for (const gate of ['new>1%', 'calls>0', 'cumtime>0%']) expect(failed(before, after, gate)).toEqual([]);
    const steady = [madeProfile(f(1), g(2)), madeProfile(f(1), g(2.5))] as const;
    expect(listed(before, steady)).toEqual(['appeared a.py:7(g) 2.25']);
    expect(failed(before, steady, 'new>1%')).toEqual(['a.py:7(g)']);
  });

  test.each([
    ['words-py311', 'words-py313'],
    ['words-py27', 'words-py311'],
    ['sudoku-py37', 'shop-py38'],
  ])('of %s and %s: listed and hidden changes add up to the change of the total', (before, after) => {
    for (const top of [1, 7, 1000]) {
      const { totals, rows, hidden, modules, hiddenModules } = diffOf([loadFixture(before)], [loadFixture(after)], {
        top,
      }).view;
      const time = rows.reduce((sum, { tottime }) => sum + tottime.delta, hidden.tottime);
      const calls = rows.reduce((sum, { ncalls }) => sum + ncalls.delta, hidden.ncalls);
      expect(time).toBeCloseTo(totals.tottime.delta, 9);
      expect(calls).toBe(totals.ncalls.delta);
      expect(modules.reduce((sum, { tottime }) => sum + tottime.delta, hiddenModules.tottime)).toBeCloseTo(
        totals.tottime.delta,
        9,
      );
    }
  });

  test('turned round has every delta turned round', () => {
    const numbers = fc.array(
      fc.record({ name: fc.constantFrom('f', 'g', 'h', 'i'), tottime: fc.nat(9), calls: fc.nat(9) }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const there = diffOf([madeProfile(...left)], [madeProfile(...right)]).view;
        const back = diffOf([madeProfile(...right)], [madeProfile(...left)]).view;
        const deltas = (view: typeof there, sign: number) =>
          view.changes.map(({ tottime }) => tottime.delta * sign + 0).sort((a, b) => a - b);
        expect(deltas(back, -1)).toEqual(deltas(there, 1));
        expect(back.counts.appeared).toBe(there.counts.vanished);
      }),
    );
  });
});

describe('a gate', () => {
  const [before, after] = [madeProfile(f(10, 4), g(1)), madeProfile(f(12, 5), g(1), { name: 'young', tottime: 2 })];

  test.each([
    ['cumtime>10%', ['a.py:7(f)']],
    ['cumtime>20%', []],
    ['tottime > 1.9s', ['a.py:7(f)']],
    ['tottime>2000ms', []],
    ['calls>0', ['a.py:7(f)']],
    ['calls>1', []],
    ['calls>24.5%', ['a.py:7(f)']],
    ['total-calls>39%', ['all']],
    ['total-calls>2', []],
    ['total>36%', ['all']],
    ['total>4s', []],
    ['new>13%', ['a.py:7(young)']],
    ['new>14%', []],
  ])('%s', (gate, functions) => {
    expect(failed([before], [after], gate)).toEqual(functions);
  });

  test('does not look at what is within the tolerance or the spread', () => {
    expect(failed([before], [after], 'cumtime>1%', 2)).toEqual([]);
    const spread = [madeProfile(f(10)), madeProfile(f(13))] as const;
    expect(failed(spread, [madeProfile(f(14))], 'cumtime>1%')).toEqual([]);
    expect(failed(spread, [madeProfile(f(14))], 'total>1%')).toEqual([]);
    expect(failed(spread, [madeProfile(f(16))], 'total>1%')).toEqual(['all']);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('does not hold for a time that is %d', (seconds) => {
    const odd = madeProfile(f(seconds, 4), g(1));
    for (const gate of ['total>1%', 'total>1s']) expect(failed([before], [odd], gate)).toEqual(['all']);
    for (const gate of ['cumtime>1%', 'tottime>5ms']) expect(failed([before], [odd], gate)).toEqual(['a.py:7(f)']);
    expect(failed([odd], [odd], 'total>1%')).toEqual([]);
    expect(listed([odd], [odd])).toEqual([]);
  });

  test('fails on growth alone', () => {
    expect(failed([after], [before], 'total>0%')).toEqual([]);
    expect(failed([after], [before], 'cumtime>0%')).toEqual([]);
  });

  test.each([
    '',
    'cumtime',
    'cumtime<5%',
    'cumtime>',
    'cumtime>-5%',
    'size>1%',
    'calls>1s',
    'total>5',
    'cumtime>1e3%',
    'new>1%x',
  ])('%j is none', (text) => {
    expect(() => parseGate(text)).toThrow(/gate|counted in/);
  });
});
