import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupBy } from '../../src/hints/code/module-code.ts';
import type { Hint } from '../../src/hints/hint.ts';
import { RULES } from '../../src/hints/rules.ts';
import { FIXTURES, hintsFor } from './hint-fixtures.ts';

const FOLDERS = [...RULES.map(({ id }) => join('hints', id)), 'hint-advice', 'hint-programs'];

const PROFILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(FIXTURES, folder))
    .filter((file) => file.endsWith('-py311.prof'))
    .map((file) => join(folder, file)),
);

const SAID = /save part of the same time|saves part of the same time|all savings in/;

/** The functions of a profile with more than one promise, in seconds, and what they take. */
function promises(
  profile: string,
  levels: ReadonlySet<string>,
): readonly { readonly all: readonly Hint[]; readonly cumtime: number }[] {
  const { table, hints } = hintsFor(profile);
  const shown = hints.filter(({ level, saving }) => levels.has(level) && saving.unit === 'seconds');
  return [...groupBy(shown, ({ row }) => [row])].flatMap(([row, all]) =>
    all.length < 2 ? [] : [{ all, cumtime: table.cumtime[row] ?? 0 }],
  );
}

const highOf = (hints: readonly Hint[]): number => hints.reduce((sum, { saving }) => sum + saving.high, 0);

test.each([
  ['shown by default', new Set(['confirmed', 'likely'])],
  ['of every level', new Set(['confirmed', 'likely', 'possible'])],
])('the savings of a function %s are no more than its time, or they say so', (_, levels) => {
  const several = PROFILES.flatMap((profile) => promises(profile, levels));
  expect(several.length).toBeGreaterThan(1);
  for (const { all, cumtime } of several) {
    const sure = all.filter(({ saving }) => !SAID.test(saving.basis));
    const [one, ...others] = sure;
    if (others.length > 0) expect([one?.function, highOf(sure) <= cumtime]).toEqual([one?.function, true]);
  }
});

test('there are functions whose savings would be more', () => {
  const several = PROFILES.flatMap((profile) => promises(profile, new Set(['confirmed', 'likely', 'possible'])));
  const more = several.filter(({ all, cumtime }) => highOf(all) > cumtime);
  expect(more.length).toBeGreaterThan(0);
});

test('two rules that have one call name each other', () => {
  const { hints } = hintsFor('hints/gen-any/bad-py311.prof');
  const said = hints.filter(({ function: name }) => name === 'is_composite').map(({ saving }) => saving.basis);
  expect(said).toHaveLength(2);
  for (const basis of said)
    expect(basis).toMatch(/; (gen-any|by-hand) in line 2 saves part of the same time: do not add them up$/);
});
