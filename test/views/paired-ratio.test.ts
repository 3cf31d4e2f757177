import { describe, expect, test } from 'vitest';
import { FEWEST_PAIRS, type Pair, pairedRatio } from '../../src/views/paired-ratio.ts';
import { fc } from '../properties.ts';

/** Always the same numbers (mulberry32): a share of trials is no test if it is another each time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Times as they come: never less than what the program takes, now and then much more. */
const SHAPES: Readonly<Record<string, (random: () => number) => number>> = {
  even: (random) => 1 + random() * 0.1,
  skewed: (random) => 1 + -Math.log(1 - random()) * 0.1,
  'with outliers': (random) => 1 + random() * 0.05 + (random() < 0.1 ? random() * 5 : 0),
  'of two kinds': (random) => (random() < 0.5 ? 1 : 1.4) + random() * 0.02,
  'by ticks of a clock': (random) => 1 + Math.floor(random() * 4) * 0.01,
};

/** Both runs of a pair have the noise of their minute. */
function pairsOf(count: number, shape: (random: () => number) => number, factor: number, random: () => number): Pair[] {
  let minute = 1;
  return Array.from({ length: count }, () => {
    minute *= 0.9 + random() * 0.2;
    return { before: minute * shape(random), after: minute * shape(random) * factor };
  });
}

const TRIALS = 1000;

describe.each(Object.entries(SHAPES))('of times that are %s', (_, shape) => {
  test.each([6, 10, 25])('%i pairs claim a difference where there is none in at most 5 of 100 comparisons', (count) => {
    const random = randomFrom(count);
    const claims = Array.from({ length: TRIALS }, () => pairedRatio(pairsOf(count, shape, 1, random))).filter(
      ({ isDifference }) => isDifference,
    );
    // three standard deviations above 5 %: the seed is fixed, so this never fails by chance
    expect(claims.length / TRIALS).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / TRIALS));
  });

  test.each([0.5, 0.9, 1.3])('the range holds the true ratio, %d, in 95 of 100 comparisons', (factor) => {
    const random = randomFrom(99);
    const held = Array.from({ length: TRIALS }, () => pairedRatio(pairsOf(10, shape, factor, random)).ratio).filter(
      (ratio) => ratio !== null && ratio.low <= factor * (1 + 1e-12) && ratio.high >= factor * (1 - 1e-12),
    );
    expect(held.length / TRIALS).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt((0.05 * 0.95) / TRIALS));
  });
});

test('whichever run of each pair is taken for the one before, at most 5 % of all ways to do that claim a difference', () => {
  const size = fc.double({ min: 0.001, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.array(size, { minLength: FEWEST_PAIRS, maxLength: 9 }), (sizes) => {
      const ways = 2 ** sizes.length;
      let claims = 0;
      for (let way = 0; way < ways; way++) {
        const pairs = sizes.map((by, at) => ({ before: 1, after: Math.exp((way >> at) & 1 ? by : -by) }));
        if (pairedRatio(pairs).isDifference) claims++;
      }
      expect(claims / ways).toBeLessThanOrEqual(0.05);
      expect(claims).toBeGreaterThan(0);
    }),
    { numRuns: 20 },
  );
});

test('a program that became twice as fast is found by 6 pairs in nearly all comparisons', () => {
  const random = randomFrom(7);
  const found = Array.from({ length: TRIALS }, () => pairedRatio(pairsOf(6, SHAPES['skewed']!, 0.5, random))).filter(
    ({ isDifference }) => isDifference,
  );
  expect(found.length / TRIALS).toBeGreaterThan(0.95);
});

describe('any pairs', () => {
  const time = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  const pairs = fc.array(fc.record({ before: time, after: time }), { minLength: FEWEST_PAIRS, maxLength: 40 });

  test('have an estimate inside of the range', () => {
    fc.assert(
      fc.property(pairs, (made) => {
        const { ratio } = pairedRatio(made);
        expect(ratio!.low).toBeLessThanOrEqual(ratio!.estimate);
        expect(ratio!.high).toBeGreaterThanOrEqual(ratio!.estimate);
      }),
    );
  });

  test('say the opposite when before and after change places', () => {
    fc.assert(
      fc.property(pairs, (made) => {
        const there = pairedRatio(made).ratio!;
        const back = pairedRatio(made.map(({ before, after }) => ({ before: after, after: before }))).ratio!;
        expect(back.estimate * there.estimate).toBeCloseTo(1, 9);
        expect(back.low * there.high).toBeCloseTo(1, 9);
      }),
    );
  });

  test('that differ for sure, but by less than matters, are no difference', () => {
    const made = Array.from({ length: 10 }, () => ({ before: 100, after: 101 }));
    expect(pairedRatio(made)).toMatchObject({ isDifference: true, isTiny: false });
    expect(pairedRatio(made, 2)).toMatchObject({ isDifference: false, isTiny: true });
    expect(pairedRatio(made, 0.5)).toMatchObject({ isDifference: true, isTiny: false });
  });

  test('that are too few, or of nothing, say nothing', () => {
    expect(pairedRatio(Array(FEWEST_PAIRS - 1).fill({ before: 1, after: 9 }))).toMatchObject({
      ratio: null,
      isDifference: false,
    });
    expect(pairedRatio(Array(10).fill({ before: 0, after: 9 })).ratio).toBeNull();
  });
});

/** scipy.stats.wilcoxon's exact tables: the largest rank sum whose chance on both sides together is at most 5 %. */
test.each([
  [6, 0],
  [8, 3],
  [10, 8],
  [20, 52],
])('of %i pairs %i means lie outside on each side', (count, sum) => {
  // before is 1 throughout; the logarithms of after are powers of two, so that all means differ
  const made = Array.from({ length: count }, (_, at) => ({ before: 1, after: Math.exp(2 ** at * 1e-4) }));
  const logs = made.map(({ after }) => Math.log(after));
  const means = logs.flatMap((one, at) => logs.slice(at).map((other) => (one + other) / 2)).sort((a, b) => a - b);
  expect(Math.log(pairedRatio(made).ratio!.low)).toBeCloseTo(means[sum]!, 12);
});
