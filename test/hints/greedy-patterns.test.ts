import { expect, test } from 'vitest';
import type { Hint } from '../../src/hints/hint.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { hintsIn } from './hint-fixtures.ts';

/** The hint for a function that matches a pattern 10,000 times, at 0.1 ms each. */
function hintFor(pattern: string, matched = 'line'): Hint | undefined {
  const builder = new ProfileBuilder();
  const calls = { ncalls: 10_000, primitiveCalls: 10_000, tottime: 1, cumtime: 1 };
  builder.setRow('made.py', 3, 'hot', { ncalls: 1, primitiveCalls: 1, tottime: 0.1, cumtime: 1.1 });
  builder.setRow('~', 0, "<method 'match' of 're.Pattern' objects>", calls);
  builder.endEdges();
  builder.setEdge('made.py', 3, 'hot', calls, false);
  builder.endEdges();
  const program = `import re\nLINE = re.compile(r'${pattern}')\ndef hot(lines):\n    return [LINE.match(${matched}) for line in lines]\n`;
  return hintsIn(builder.finish('traced', []), new TextEncoder().encode(program)).hints[0];
}

test('of a pattern with many .* it says what to write in their place, and no seconds, as the texts decide', () => {
  const hint = hintFor('.*a.*b.*c.*d.*e$');
  expect(hint?.rule).toBe('regex-backtracking');
  expect(hint?.fix.text).toMatch(/^Write for each \.\* what may stand there/);
  expect(hint?.saving.unit).toBe('share');
});

test('it is possible where the lines may be long ones, and likely where they are written out', () => {
  expect(hintFor('.*a.*b.*c.*d.*e$')?.level).toBe('possible');
  expect(hintFor('.*a.*b.*c.*d.*e$', "'abcd' * 30")?.level).toBe('likely');
});

test('of a group whose rounds can begin anywhere it says the seconds', () => {
  const hint = hintFor('^([a-z0-9]+[._-]?)+@');
  expect(hint?.rule).toBe('regex-backtracking');
  expect(hint?.fix.text).toMatch(/^Write the pattern so that/);
  expect(hint?.saving.unit).toBe('seconds');
});

test('three .* are many where nothing stands between two that the first does not take too', () => {
  expect(hintFor('(.*)\\s(.*)\\sfor (.*) took (\\d+)ms$')?.rule).toBe('regex-backtracking');
  expect(hintFor('(.*)=(.*);(.*):x')?.rule).toBe('regex-backtracking');
});

test('three that each stop at a character of their own are not', () => {
  expect(hintFor('([^=]*)=([^;]*);(.*) took (\\d+)ms$')).toBeUndefined();
});
