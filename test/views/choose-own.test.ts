import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { isOwn } from '../../src/select/whose-code.ts';
import { isChoosable, toggleOwn, withChosen } from '../../src/views/choose-own.ts';
import { moduleGroups } from '../../src/views/modules/grouping.ts';
import { ownCode } from '../../src/views/own-code.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function toggled(table: ProfileTable, files: readonly string[]): ProfileTable {
  return finish(toggleOwn(table, files));
}

function ownRows(table: ProfileTable): readonly number[] {
  return Array.from({ length: table.length }, (_, row) => row).filter((row) => isOwn(table, row));
}

describe.each(readdirSync(PROFILES))('of %s', (name) => {
  const table = decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
  const { names, filesOf } = moduleGroups(table, 'library');

  test('a library becomes own code, and nothing else changes; once more, and all is as it was', () => {
    for (const library of names.slice(0, 8)) {
      const files = filesOf(library).filter(isChoosable);
      const once = toggled(table, files);
      const isIn = (row: number): boolean => files.includes(table.strings.text(table.functions.file[row]!));
      const others = (rows: readonly number[]): readonly number[] => rows.filter((row) => !isIn(row));
      expect(others(ownRows(once))).toEqual(others(ownRows(table)));
      expect(ownRows(toggled(once, files))).toEqual(ownRows(table));
    }
  });
});

describe('what was chosen', () => {
  const table = decodeProfile(readFileSync(join(PROFILES, 'words-py311', 'out.prof')));
  const files = moduleGroups(table, 'library').filesOf('re').filter(isChoosable);

  test('is what counts, and is said to be no guess', () => {
    expect(files).not.toEqual([]);
    const { parts, isSaid } = ownCode(toggled(table, files));
    expect(parts.map(({ name }) => name)).toContain('re');
    expect(isSaid).toBe(true);
  });

  test('is a guess again when all of it is taken back', () => {
    expect(ownCode(toggled(toggled(table, files), files))).toEqual(ownCode(table));
    expect(ownCode(withChosen(toggled(table, files), undefined)).isSaid).toBe(false);
  });

  test('is never a built-in, text that was executed or a frozen module', () => {
    expect(['~', '', '<string>', '<frozen importlib._bootstrap>', '/srv/app/shop.py'].filter(isChoosable)).toEqual([
      '/srv/app/shop.py',
    ]);
  });
});
