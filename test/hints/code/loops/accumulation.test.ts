import { describe, expect, test } from 'vitest';
import { sitesIn } from '../../program-code.ts';

function numbered(end: string, loop = 'for number in range(2, 9000):'): string {
  return `def register(name, used):
    ${loop}
        candidate = '%s_%d' % (name, number)
        if candidate not in used:
            name = candidate
            ${end}
    return name
`;
}

describe('a text that is handed on to its own name', () => {
  test('does not grow where the only loop is left then', () => {
    expect(sitesIn('str-concat-quad', numbered('break'))).toEqual([]);
    expect(sitesIn('str-concat-quad', numbered('return name'))).toEqual([]);
  });

  test('grows where the loop goes on, or a loop around it', () => {
    expect(sitesIn('str-concat-quad', numbered('used.add(name)'))).toHaveLength(1);
    const inner = 'for number, used in [(number, used) for number in used]:';
    const around = numbered('break', inner).replace('    for', '    while used.pop():\n     for');
    expect(sitesIn('str-concat-quad', around)).toHaveLength(1);
  });
});
