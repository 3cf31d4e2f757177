import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOwn, withOwnPlaces } from '../../../src/cli/sources/own-places.ts';
import { mergeProfiles } from '../../../src/profile/merge.ts';
import { partsOf } from '../../../src/profile/parts.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { isOwn } from '../../../src/select/whose-code.ts';

let site = '';

beforeAll(() => {
  site = join(mkdtempSync(join(tmpdir(), 'pyprof-view-site-')), 'lib/python3.11/site-packages');
  mkdirSync(join(site, 'pair-1.0.dist-info'), { recursive: true });
  mkdirSync(join(site, 'alone-2.0.dist-info'));
  const record =
    'pair/__init__.py,sha256=abc,12\npair/__main__.py,,\npairlib/core.py,,\n_pair_version.py,,\n../../../bin/pair,,\n';
  writeFileSync(join(site, 'pair-1.0.dist-info/RECORD'), record);
});

afterAll(() => rmSync(site, { recursive: true, force: true }));

const NUMBERS = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 3 };

/** `python -m pair`, as far as it matters here. */
function profile(): ProfileTable {
  const builder = new ProfileBuilder();
  builder.setRow('~', 0, '<built-in method builtins.exec>', NUMBERS);
  builder.setRow(join(site, 'pair/__main__.py'), 1, '<module>', NUMBERS);
  builder.setRow(join(site, 'pairlib/core.py'), 1, 'work', NUMBERS);
  builder.setRow(join(site, 'click/core.py'), 1, 'main', NUMBERS);
  builder.endEdges();
  builder.setEdge('~', 0, '<built-in method builtins.exec>', NUMBERS, false);
  for (let row = 1; row < 4; row++) builder.endEdges();
  return builder.finish('traced', []);
}

function ownNames(table: ProfileTable): readonly string[] {
  const rows = Array.from({ length: table.length }, (_, row) => row);
  return rows.filter((row) => isOwn(table, row)).map((row) => table.strings.text(table.functions.name[row]!));
}

test('what pip installed together with the package that was run is own too', () => {
  expect(ownNames(placeOwn(profile(), { mine: [] }))).toEqual(['<module>', 'work']);
});

test('what --mine names is the whole answer', () => {
  expect(ownNames(withOwnPlaces(profile(), { mine: ['click'] }))).toEqual(['main']);
  expect(ownNames(withOwnPlaces(profile(), { mine: [join(site, 'pairlib')] }))).toEqual(['work']);
});

test('a profile that --mine says nothing of is refused, unless it is beside another', () => {
  expect(() => withOwnPlaces(profile(), { mine: ['click', 'clack'] })).toThrow('--mine clack');
  expect(ownNames(placeOwn(profile(), { mine: ['clack'] }))).toEqual([]);
});

test('the parts of a merged profile have the same answer', () => {
  const merged = placeOwn(mergeProfiles([profile(), profile()], ['a', 'b']), { mine: ['click'] });
  expect(partsOf(merged).map(({ table }) => ownNames(table))).toEqual([['main'], ['main']]);
});
