import { describe, expect, test } from 'vitest';
import { savingText } from '../../src/hints/amounts.ts';

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
