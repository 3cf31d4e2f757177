import { describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { changeName } from '../../src/report/diff-words.ts';
import { parseRestriction } from '../../src/select/restriction.ts';
import { parseGate } from '../../src/views/gate.ts';
import { fc } from '../properties.ts';
import { diffOf, loadFixture, madeProfile, type Runs, runsOf } from '../report/made-diffs.ts';

const f = (tottime: number, calls = 1) => ({ name: 'f', tottime, calls });
const g = (tottime: number) => ({ name: 'g', tottime });

function listed(...args: Parameters<typeof diffOf>): readonly string[] {
  const document = diffOf(...args);
  return document.view.rows.map((row) => `${row.kind} ${changeName(document, row)} ${row.tottime.delta}`);
}

function failed(before: Runs, after: Runs, gate: string, tolerance = 0) {
  const document = diffOf(before, after, { tolerance }, [gate]);
  const failures = document.gates.flatMap((result) => result.failures);
  return failures.map(({ function: row }) => (row === null ? 'all' : changeName(document, row)));
}

/** Five runs a side, which decide. */
function failedInFive(before: ProfileTable, after: ProfileTable, gate: string, tolerance = 0) {
  return failed(runsOf(before), runsOf(after), gate, tolerance);
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
    const runs = [madeProfile(f(0.9, 2), g(6)), madeProfile(f(1.5, 2), g(6))] as const;
    expect(listed([before], runs, { only: 'slower' })).toEqual(['changed a.py:7(g) 1']);
  });

  test('takes nothing for slower that has twice the calls and as much time for each', () => {
    const [before, after] = [madeProfile(f(1, 10), g(5)), madeProfile(f(2, 20), g(6))];
    expect(listed([before], [after])).toEqual(['changed a.py:7(f) 1', 'changed a.py:7(g) 1']);
    expect(listed([before], [after], { only: 'slower' })).toEqual(['changed a.py:7(g) 1']);
    const more = madeProfile(f(2.4, 20), g(5));
    expect(listed([before], [more], { only: 'slower' })).toEqual(['changed a.py:7(f) 1.4']);
    expect(listed([before], [more], { only: 'slower', tolerance: 0.5 })).toEqual([]);
  });

  test('lists with restrictions what they leave of the sorted list, and adds the others up', () => {
    const [before, after] = [madeProfile(f(1), g(5)), madeProfile(f(4), g(1), { name: 'young', file: '/x/b.py' })];
    const restrict = (...words: readonly string[]) =>
      listed([before], [after], { restrictions: words.map(parseRestriction) });
    expect(restrict('2')).toEqual(['changed a.py:7(g) -4', 'changed a.py:7(f) 3']);
    expect(restrict('x/b')).toEqual(['appeared /x/b.py:7(young) 1']);
    expect(restrict(String.raw`\((f|young)\)`, '1')).toEqual(['changed a.py:7(f) 3']);
    expect(() => restrict('(')).toThrow('( is not a regular expression');
    const { hidden } = diffOf([before], [after], { restrictions: [parseRestriction('1')] }).view;
    expect(hidden).toEqual({ count: 2, tottime: 4, ncalls: 1 });
  });

  test('takes changes up to the tolerance for none, but never a change of calls', () => {
    const [before, after] = [madeProfile(f(1), g(5)), madeProfile(f(1.5, 2), g(5.5))];
    expect(listed([before], [after], { tolerance: 0.5 })).toEqual(['changed a.py:7(f) 0.5']);
    expect(diffOf([before], [after], { tolerance: 0.5 }).view.counts.same).toBe(1);
  });

  test('calls noise what is not slower, nor faster, in nearly all pairs of runs', () => {
    const before = [madeProfile(f(1), g(5)), madeProfile(f(1.6), g(5))] as const;
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

  test('calls noise calls that differ no more than they do among the runs of one side', () => {
    const before = [madeProfile(f(1, 10)), madeProfile(f(1, 14))] as const;
    expect(failed(before, [madeProfile(f(1, 15)), madeProfile(f(1, 16))], 'calls>0')).toEqual([]);
    expect(failed(before, [madeProfile(f(1, 17)), madeProfile(f(1, 17))], 'calls>0')).toEqual(['a.py:7(f)']);
    expect(failed(before, [madeProfile(f(1, 15)), madeProfile(f(1, 16))], 'total-calls>0')).toEqual([]);
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
    ['tottime(f)>19%', ['a.py:7(f)']],
    ['tottime(g)>0%', []],
    ['calls(a.py:7(f))>0', ['a.py:7(f)']],
    ['tottime-percall>0%', []],
  ])('%s', (gate, functions) => {
    expect(failedInFive(before, after, gate)).toEqual(functions);
  });

  test.each(['total-calls>39%', 'calls>0', 'new>13%'])('%s is decided by one run', (gate) => {
    expect(diffOf([before], [after], {}, [gate]).gates[0]?.status).toBe('failed');
  });

  test.each(['total>0%', 'tottime>99999s', 'cumtime>1%', 'tottime-percall>1%', 'cumtime-percall>1%', 'cumtime(f)>1%'])(
    '%s is decided by five runs a side and not by four',
    (gate) => {
      const statusWith = (...[left, right]: readonly [number, number]) =>
        diffOf(runsOf(before, left), runsOf(after, right), {}, [gate]).gates[0]?.status;
      expect([statusWith(1, 1), statusWith(4, 9), statusWith(9, 4)]).toEqual(['undecided', 'undecided', 'undecided']);
      expect(statusWith(5, 5)).not.toBe('undecided');
    },
  );

  test('on a time per call does not fail where there are only more calls', () => {
    const more = madeProfile(f(20, 8), g(1));
    expect(failedInFive(before, more, 'tottime>10%')).toEqual(['a.py:7(f)']);
    expect(failedInFive(before, more, 'tottime-percall>10%')).toEqual([]);
    const slower = madeProfile(f(26, 8), g(1));
    expect(failedInFive(before, slower, 'tottime-percall>10%')).toEqual(['a.py:7(f)']);
    expect(failedInFive(before, slower, 'tottime-percall>40%')).toEqual([]);
  });

  test('does not look at an increase within the tolerance, nor below the floor: of the function that it names at that too', () => {
    expect(failedInFive(before, after, 'cumtime>1%', 2)).toEqual([]);
    const [small, grown] = [madeProfile(f(100), g(2)), madeProfile(f(100), g(4))];
    expect(failedInFive(small, grown, 'tottime>25%')).toEqual([]);
    expect(failedInFive(small, grown, 'tottime(g)>25%')).toEqual(['a.py:7(g)']);
    expect(failedInFive(small, grown, 'tottime(g)>25%', 2)).toEqual([]);
    expect(failedInFive(small, madeProfile(f(100), g(4.1)), 'tottime>25%')).toEqual(['a.py:7(g)']);
    expect(failedInFive(small, madeProfile(f(100), g(4.1)), 'cumtime>25%')).toEqual([]);
    expect(failedInFive(small, madeProfile(f(100), g(7.2)), 'cumtime>25%')).toEqual(['a.py:7(g)']);
  });

  test('looks at the faster three quarters of the runs of each side, and there at nearly all pairs', () => {
    const side = (...times: readonly number[]): Runs => {
      const [first, ...others] = times.map((time) => madeProfile(f(time), g(10)));
      return [first!, ...others];
    };
    const isRed = (before: Runs, after: Runs) => failed(before, after, 'tottime>25%').length > 0;
    expect(isRed(side(1, 1, 1, 1, 1), side(9, 9, 9, 9, 9))).toBe(true);
    expect(isRed(side(1, 1, 1, 1, 50), side(9, 9, 9, 9, 9))).toBe(true); // one run beside a neighbour
    expect(isRed(side(1, 1, 1, 50, 50), side(9, 9, 9, 9, 9))).toBe(false);
    expect(isRed(side(1, 1, 1, 1, 1), side(9, 9, 9, 9, 1))).toBe(false); // one run as quick as ever: it can be
    const ten = (slow: number) => side(1, 1, 1, 1, 1, 1, 1, ...Array.from({ length: 3 }, () => slow));
    const nines = side(...Array.from({ length: 10 }, () => 9));
    expect(isRed(ten(1), nines)).toBe(true); // eight of ten are looked at: 64 of 64
    expect(isRed(ten(8.5), side(7, 9, 9, 9, 9, 9, 9, 9, 9, 9))).toBe(true); // 63 of 64
    expect(isRed(ten(50), nines)).toBe(false); // 56 of 64
  });

  test('looks at own functions where it is told which these are', () => {
    const [there, here] = [
      madeProfile(f(1), { name: 'lib', file: '/lib/b.py', calls: 2 }),
      madeProfile(f(1, 2), { name: 'lib', file: '/lib/b.py', calls: 3 }, { name: 'young', file: '/lib/c.py' }),
    ];
    const failing = (gate: string) =>
      diffOf([there], [here], { isGatedFile: (file) => !file.startsWith('/lib/') }, [gate]).gates[0]?.failures.length;
    expect([failing('calls>0'), failing('new>0%'), failing('calls(lib)>0'), failing('total-calls>0')]).toEqual([
      1, 0, 1, 1,
    ]);
    expect(failed([there], [here], 'calls>0').length).toBe(2);
  });

  test('and the list never disagree: what fails is listed, and is no noise', () => {
    const time = fc.double({ min: 0.5, max: 2, noNaN: true });
    const side = fc.array(fc.tuple(time, time), { minLength: 5, maxLength: 9 });
    const runs = (times: readonly (readonly [number, number])[]): Runs => {
      const [first, ...others] = times.map(([one, other]) => madeProfile(f(one), g(other)));
      return [first!, ...others];
    };
    let failing = 0;
    fc.assert(
      fc.property(side, side, time, (before, after, factor) => {
        const slowed = after.map(([one, other]) => [one * factor * 2, other] as const);
        const { view, gates } = diffOf(runs(before), runs(slowed), {}, ['tottime>5%', 'cumtime>5%']);
        for (const { gate, function: item } of gates.flatMap(({ failures }) => failures)) {
          failing++;
          expect(view.rows).toContain(item);
          expect(item?.isNoise[gate.metric.name === 'tottime' ? 'tottime' : 'cumtime']).toBe(false);
        }
      }),
    );
    expect(failing).toBeGreaterThan(0);
  });

  test('names the function that became slower itself before those that call it', () => {
    const rows = (leaf: number) => [
      { name: 'main', tottime: 1, cumtime: 11 + leaf },
      { name: 'middle', tottime: 10, cumtime: 10 + leaf },
      { name: 'leaf', tottime: leaf },
    ];
    expect(failedInFive(madeProfile(...rows(5)), madeProfile(...rows(15)), 'cumtime>25%')[0]).toBe('a.py:7(leaf)');
  });

  test('on a function that a side does not have is an error that says which', () => {
    const judge = (gate: string) => () => failed([before], [after], gate);
    expect(judge('tottime(young)>1%')).toThrow(
      'tottime(young)>1%: a.py:7(young) is new: only the profile after has it',
    );
    expect(judge('tottime(old)>1%')).toThrow('tottime(old)>1%: no function matches old');
    expect(judge('calls(a.py)>1')).toThrow(/calls\(a\.py\)>1: 3 functions match: a\.py:7\(f\), /);
    const gone = () => failed([after], [before], 'calls(young)>1');
    expect(gone).toThrow('calls(young)>1: a.py:7(young) is gone: only the profile before has it');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('does not hold for a time that is %d', (seconds) => {
    const odd = madeProfile(f(seconds, 4), g(1));
    for (const gate of ['total>1%', 'total>1s']) expect(failedInFive(before, odd, gate)).toEqual(['all']);
    for (const gate of ['cumtime>1%', 'tottime>5ms']) expect(failedInFive(before, odd, gate)).toEqual(['a.py:7(f)']);
    expect(failedInFive(odd, odd, 'total>1%')).toEqual([]);
    expect(listed([odd], [odd])).toEqual([]);
  });

  test('fails on an increase alone', () => {
    expect(failedInFive(after, before, 'total>0%')).toEqual([]);
    expect(failedInFive(after, before, 'cumtime>0%')).toEqual([]);
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
    'total(f)>1%',
    'new(f)>1%',
    'cumtime()>1%',
    'total-calls',
  ])('%j is none', (text) => {
    expect(() => parseGate(text)).toThrow(/gate|counted in|one function|has no limit/);
  });
});
