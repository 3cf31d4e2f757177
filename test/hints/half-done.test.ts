import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES, hintsWithSource } from './hint-fixtures.ts';

/** The level of a list whose loop has another step, where its caller calls it so. */
function levelOf(step: string, call: string): string | undefined {
  const source = readFileSync(join(FIXTURES, 'hints/gen-retain/bad.py'), 'utf8')
    .replace('result += value', step)
    .replace('print(total(120000))', call);
  const { hints } = hintsWithSource('hints/gen-retain/bad-py313.prof', source);
  return hints.find(({ rule }) => rule === 'gen-retain')?.level;
}

const CAUGHT = 'try: total(120000)\n    except ValueError: pass';

test.each([
  ['print(value)', 'total(120000)'],
  ['result += value', CAUGHT],
  ['print(value)', 'try: total(120000)\n    except KeyboardInterrupt: pass'],
])('a generator is likely where nobody sees half of the loop: %s; %s', (step, call) => {
  expect(levelOf(step, call)).toBe('likely');
});

test('a generator is possible where a loop may be left half done', () => {
  expect(levelOf('print(value)', CAUGHT)).toBe('possible');
});
