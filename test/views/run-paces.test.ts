import { describe, expect, test } from 'vitest';
import { compareProfiles } from '../../src/profile/compare.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { makeRunSet } from '../../src/profile/run-set.ts';
import { runPaces } from '../../src/views/run-paces.ts';
import { fc } from '../properties.ts';
import { diffOf, madeProfile, type Runs } from '../report/made-diffs.ts';

/** Functions of a program in one run: each time of a function multiplied by the pace of the run. */
function run(pace: number, change: (at: number) => number = () => 1, calls = 1): ProfileTable {
  const rows = Array.from({ length: 60 }, (_, at) => ({
    name: `f${at}`,
    calls,
    tottime: (1 + (at % 7)) * pace * change(at),
  }));
  return madeProfile(...rows);
}

function side(paces: readonly number[], change?: (at: number) => number): Runs {
  const [first, ...others] = paces.map((pace) => run(pace, change));
  return [first!, ...others];
}

function pacesOf(before: Runs, after: Runs) {
  const [left, right] = [makeRunSet(before), makeRunSet(after)];
  return runPaces(compareProfiles(left.table, right.table), left, right);
}

const pace = fc.double({ min: 0.2, max: 5, noNaN: true });
const five = fc.array(pace, { minLength: 5, maxLength: 8 });

describe("the machine's pace", () => {
  test('of each run is what its times were multiplied with, whatever that is', () => {
    fc.assert(
      fc.property(five, five, (before, after) => {
        const found = pacesOf(side(before), side(after))!;
        const ratios = [...before, ...after].map((value, at) => [...found.before, ...found.after][at]! / value);
        for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 9);
      }),
    );
  });

  test.each([0.1, 10])('is not taken from one function that takes %d times as long, however hot it is', (factor) => {
    const change = (at: number) => (at === 0 ? 200 * factor : 1);
    const hot = (at: number) => (at === 0 ? 200 : 1);
    const found = pacesOf(side([1, 1.5, 1, 1, 1], hot), side([1, 1, 1, 2, 1], change))!;
    expect(found.before[1]! / found.before[0]!).toBeCloseTo(1.5, 2);
    expect(found.after[3]! / found.before[0]!).toBeCloseTo(2, 1);
    const view = diffOf(side([1, 1, 1, 1, 1], hot), side([1, 1, 1, 1, 1], change), { tolerance: 0.1 }).view;
    expect(view.directions).toEqual(factor > 1 ? { slower: 1, faster: 0 } : { slower: 0, faster: 1 });
  });

  test.each([
    ['too few functions', madeProfile({ name: 'f', tottime: 5 }, { name: 'g', tottime: 1 }), undefined],
    ['no function with equal calls', run(1), run(1, () => 1, 2)],
    ['functions of no time', run(0), undefined],
    ['times that are no numbers', run(Number.NaN), undefined],
  ])('is not known where there are %s', (_, table, other = table) => {
    expect(pacesOf([table, table], [other, other])).toBe(null);
  });
});
