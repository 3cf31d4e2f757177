import { expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { codeGroupOf } from '../../../src/views/icicle/frame-facts.ts';

const TIMES = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };

/** Whose code the caller of a function is; the caller has no row of its own. */
function groupOfCaller(file: string, line: number, name: string): string {
  const builder = new ProfileBuilder();
  builder.setRow('app.py', 1, 'main', TIMES);
  builder.setEdge(file, line, name, TIMES, false);
  builder.endEdges();
  const table = builder.finish('traced', []);
  return codeGroupOf(table, table.edges().caller[0]!);
}

test.each([
  ['gone.py', 1, 'caller', 'own'],
  ['/usr/lib/python3.11/json/decoder.py', 332, 'decode', 'library'],
  ['/srv/venv/lib/python3.11/site-packages/attr/_make.py', 9, 'run', 'library'],
  ['~', 0, '<built-in method builtins.exec>', 'builtin'],
  ['~', 3, 'f', 'own'],
])('a caller without a row, %s:%i(%s), is %s code', (file, line, name, group) => {
  expect(groupOfCaller(file, line, name)).toBe(group);
});
