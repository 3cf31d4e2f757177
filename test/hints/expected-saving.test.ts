import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { savingText } from '../../src/hints/amounts.ts';
import { FIXTURES, hintsFor } from './hint-fixtures.ts';

const PROGRAMS = readdirSync(join(FIXTURES, 'hint-programs')).filter((name) => name.endsWith('.prof'));

describe.each(PROGRAMS)('the savings of %s', (profile) => {
  const { hints, totalTime, table } = hintsFor(`hint-programs/${profile}`);

  test('in seconds are worth the name: no range from zero, none wider than five times, none of no width', () => {
    for (const { saving, rule } of hints.filter((hint) => hint.saving.unit === 'seconds')) {
      expect(saving.low, rule).toBeGreaterThanOrEqual(1e-3);
      expect(saving.high, rule).toBeGreaterThan(saving.low);
      expect(saving.high, rule).toBeLessThanOrEqual(5 * saving.low);
    }
  });

  test('are parts of what the program takes, which is less than its profile', () => {
    for (const { saving, rule } of hints.filter((hint) => hint.saving.unit === 'seconds')) {
      const { low, high } = saving.ofProgram ?? { low: 0, high: 0 };
      expect(low, rule).toBeGreaterThanOrEqual(0.01);
      expect(high, rule).toBeLessThan(0.995); // something of a program is always left
      expect(saving.high / high, rule).toBeLessThanOrEqual(totalTime);
    }
  });

  test('of own time are little more than its function took: that fills the caches for the others too', () => {
    const own = hints.filter(({ saving, isUpperBound }) => isUpperBound && saving.unit === 'seconds');
    for (const { saving, cost, row, rule, lines } of own.filter((hint) => hint.lines.length === 1)) {
      expect(saving.high, `${rule} ${lines}`).toBeLessThanOrEqual(1.4001 * Math.max(cost, table.cumtime[row]!));
    }
  });

  test('are of no more than what the function took', () => {
    // to call a function also takes its callers' time
    const ofTime = hints.filter(({ rule, saving }) => saving.unit !== 'bytes' && rule !== 'call-overhead');
    for (const { cost, row, rule, saving } of ofTime) {
      expect(cost, `${rule} ${saving.unit}`).toBeLessThanOrEqual(table.cumtime[row]! * 1.0001);
    }
  });

  test('are a part of the program where no seconds can be told', () => {
    for (const { saving, rule } of hints.filter((hint) => hint.saving.unit === 'share')) {
      expect(saving.low, rule).toBe(0);
      expect(saving.high, rule).toBeLessThanOrEqual(1);
    }
  });
});

describe('a saving in words', () => {
  test('is a range of seconds, and of the program', () => {
    const saving = {
      low: 0.045,
      high: 0.08,
      unit: 'seconds',
      ofProgram: { low: 0.09, high: 0.17 },
      basis: 'why',
    } as const;
    expect(savingText(saving)).toBe('45.0 ms to 80.0 ms, 9.0 % to 17 % of the program: why');
  });

  test('is what is at stake, where no seconds can be told', () => {
    const saving = { low: 0, high: 0.2, unit: 'share', basis: 'why' } as const;
    expect(savingText(saving)).toBe(
      "not known in seconds; 20 % of the program's time without the profiler is at stake: why",
    );
  });

  test('is the reason alone, where nothing is known', () => {
    expect(savingText({ low: 0, high: 0, unit: 'share', basis: 'why' })).toBe('why');
  });
});
