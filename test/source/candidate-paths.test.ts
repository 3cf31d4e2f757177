import { describe, expect, test } from 'vitest';
import { candidatePaths, type SearchPlaces } from '../../src/source/candidate-paths.ts';

function said(recorded: string, places: SearchPlaces): readonly string[] {
  return candidatePaths(recorded, places).flatMap(({ path, isGuess }) => (isGuess ? [] : [path]));
}

const NOWHERE: SearchPlaces = { profileFolders: [], workingFolder: '', roots: [], maps: [] };

test('the ends of its path under the folders of the profile and the working folder are guesses', () => {
  const places = { ...NOWHERE, profileFolders: ['dumps'] };
  const guesses = (recorded: string): readonly string[] =>
    candidatePaths(recorded, places).flatMap(({ path, isGuess }) => (isGuess ? [path] : []));
  expect(guesses('/srv/shop/main.py')).toEqual([
    'dumps/srv/shop/main.py',
    'srv/shop/main.py',
    'dumps/shop/main.py',
    'shop/main.py',
    'dumps/main.py',
    'main.py',
  ]);
  expect(guesses('C:\\shop\\__init__.py')).toEqual(['dumps/shop/__init__.py', 'shop/__init__.py']);
  expect(guesses('/srv/../main.py')).toEqual([]);
});

describe('nothing is looked for', () => {
  const places = { profileFolders: ['dumps'], workingFolder: '', roots: ['src'], maps: [{ from: '/', to: '/x' }] };

  test.each([
    ['longer than a path can be', `/${'a/'.repeat(20_000)}x.py`],
    ['in more folders than any program has', `/${'a/'.repeat(100)}x.py`],
    ['of the kernel', '/proc/self/pagemap'],
    ['of the kernel, with two slashes', '//sys/kernel/x.py'],
    ['of a device', '/dev/zero'],
    ['that no system takes', '/srv/\0.py'],
  ])('under a name %s', (_, recorded) => {
    expect(candidatePaths(recorded, places)).toEqual([]);
  });

  test('on another machine, unless a map leads there', () => {
    const recorded = '\\\\host\\share\\x.py';
    expect(said(recorded, NOWHERE)).toEqual([]);
    expect(said(recorded, { ...NOWHERE, maps: [{ from: '\\\\host\\share', to: 'Z:\\' }] })).toEqual(['Z:\\x.py']);
    expect(said('//host/share/x.py', NOWHERE)).toEqual(['/host/share/x.py']);
  });
});

describe('a source is looked for', () => {
  test('as recorded, and under each root with ever fewer of its folders', () => {
    expect(said('/srv/app/shop/main.py', { ...NOWHERE, profileFolders: ['dumps'], roots: ['/home/me/app/'] })).toEqual([
      '/srv/app/shop/main.py',
      '/home/me/app/srv/app/shop/main.py',
      '/home/me/app/app/shop/main.py',
      '/home/me/app/shop/main.py',
      '/home/me/app/main.py',
    ]);
  });

  test('beside the profile and in the working folder, where the profile has no whole path', () => {
    expect(said('odd/x.py', { ...NOWHERE, profileFolders: ['dumps', '.'], roots: ['src'] })).toEqual([
      'dumps/odd/x.py',
      'odd/x.py',
      'src/odd/x.py',
      'src/x.py',
    ]);
  });

  test.each([
    ['/srv/app', 'here', '/srv/app/a.py', 'here/a.py'],
    ['/srv/app/', 'here/', '/srv/app/a.py', 'here/a.py'],
    ['/srv/app/a.py', 'b.py', '/srv/app/a.py', 'b.py'],
    ['C:\\app', '/home/me', 'C:\\app\\pkg\\a.py', '/home/me/pkg/a.py'],
    ['c:/APP/', '/home/me', 'C:\\App\\pkg\\a.py', '/home/me/pkg/a.py'],
    ['C:\\app', 'D:\\src', 'c:/App/pkg/a.py', 'D:\\src\\pkg\\a.py'],
    ['//host/Share', 'src', '\\\\HOST\\share\\a.py', 'src/a.py'],
    ['pkg', 'src/pkg', 'pkg/a.py', 'src/pkg/a.py'],
  ])('first where --map %s=%s says', (from, to, recorded, expected) => {
    expect(said(recorded, { ...NOWHERE, maps: [{ from, to }] })[0]).toBe(expected);
  });

  test('nowhere else: a map is of whole folder names', () => {
    const maps = [{ from: '/srv/app', to: 'here' }];
    expect(said('/srv/application/a.py', { ...NOWHERE, maps })).toEqual(['/srv/application/a.py']);
    expect(said('/SRV/app/a.py', { ...NOWHERE, maps })).toEqual(['/SRV/app/a.py']);
    const windows = [{ from: 'C:\\app', to: 'here' }];
    expect(said('C:\\application\\a.py', { ...NOWHERE, maps: windows })).toEqual(['C:\\application\\a.py']);
  });
});
