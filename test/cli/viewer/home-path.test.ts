import { join } from 'node:path';
import { expect, test } from 'vitest';
import { homePath } from '../../../src/cli/viewer/home-path.ts';

// As bash and dash expand them; `~name` is another user's home, which nobody is asked for here.
test.each([
  ['~/out.md', join('/home/ann', 'out.md')],
  ['~', '~'],
  ['~bob/out.md', '~bob/out.md'],
  ['a/~/out.md', 'a/~/out.md'],
  ['/srv/out.md', '/srv/out.md'],
])('%s is %s', (path, expected) => {
  expect(homePath(path, { HOME: '/home/ann' })).toBe(expected);
});

test('without a home a path is what it is', () => {
  expect(homePath('~/out.md', {})).toBe('~/out.md');
});
