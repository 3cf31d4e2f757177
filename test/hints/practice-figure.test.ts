import { describe, expect, test } from 'vitest';
import type { PracticeNote } from '../../src/hints/practice.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn } from './hint-fixtures.ts';

/** The practices of the function at the first line, which takes all the time of a profile that does not say its Python. */
function practicesOf(name: string, lines: readonly string[]): readonly PracticeNote[] {
  const builder = new ProfileBuilder();
  builder.setRow('made.py', 1, name, { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
  builder.endEdges();
  const { practices } = hintsIn(builder.finish('traced', []), new TextEncoder().encode(`${lines.join('\n')}\n`));
  return [...practices.values()].flatMap((notes) => notes());
}

describe('where the Python is not known', () => {
  const BOUND = [
    'def kept(values):',
    '    found = []',
    '    add = found.append',
    '    for value in values:',
    '        add(value)',
    '    return found',
  ];

  test('a form that is slower on some Pythons is told by Python, not as a range around 1', () => {
    const brings = practicesOf('kept', BOUND).map((note) => note.brings);
    expect(brings).toHaveLength(1);
    expect(brings[0]).toMatch(/^slower on 3\.\d+( and 3\.\d+)?, (up to )?1\.\d times as fast on 3\.10/);
    expect(brings[0]).toContain('the name helps on some Pythons and harms on others');
    expect(brings[0]).not.toMatch(/0\.\d+ /);
  });
});

describe('a sum made in a loop', () => {
  const addedBy = (step: string): readonly string[] => [
    'def added(values):',
    '    total = 0',
    '    for value in values:',
    `        ${step}`,
    '    return total',
  ];

  test.each(['total += value', 'total = total + value', 'total = value + total'])('by %s is one for sum()', (step) => {
    const [only, ...others] = practicesOf('added', addedBy(step));
    expect(others).toEqual([]);
    expect([only?.practice, only?.fix.after]).toEqual(['built-ins', 'total += sum(values)']);
  });

  test.each(['total = total + total', 'total = 2 + value', 'total = total - value'])('by %s is none', (step) => {
    expect(practicesOf('added', addedBy(step))).toEqual([]);
  });

  test('of what does not begin as a number is none', () => {
    const lines = [
      'def added(values, total):',
      '    for value in values:',
      '        total = total + value',
      '    return total',
    ];
    expect(practicesOf('added', lines)).toEqual([]);
  });
});
