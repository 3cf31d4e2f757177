import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { shortPath } from '../../src/views/short-paths.ts';
import { fc } from '../properties.ts';

function tableOf(files: readonly string[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const file of files) builder.setRow(file, 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 });
  return builder.finish('traced', []);
}

function shortPaths(...files: readonly string[]): readonly string[] {
  const table = tableOf(files);
  return files.map((file) => shortPath(table, table.strings.find(file)));
}

describe('a path is shortened', () => {
  test('to its last part, where that is enough', () => {
    expect(shortPaths('/usr/lib/python3.11/json/encoder.py', '/srv/app/shop.py')).toEqual(['encoder.py', 'shop.py']);
  });

  test('to as many parts as tell it apart, and no file to more than it needs', () => {
    expect(
      shortPaths('/lib/json/__init__.py', '/lib/re/__init__.py', '/srv/lib/re/__init__.py', '/lib/re/_parser.py'),
    ).toEqual(['json/__init__.py', '/lib/re/__init__.py', 'srv/lib/re/__init__.py', '_parser.py']);
  });

  test('not at all where it is the end of another', () => {
    expect(shortPaths('util.py', 'app/util.py', '~', '<string>', '')).toEqual([
      'util.py',
      'app/util.py',
      '~',
      '<string>',
      '',
    ]);
  });

  test('at backslashes too, and in other scripts', () => {
    expect(shortPaths('C:\\app\\a\\main.py', 'C:\\app\\b\\main.py')).toEqual(['a\\main.py', 'b\\main.py']);
    expect(shortPaths('/данные/я.py', '/資料/я.py', 'half\udce9/x.py')).toEqual(['данные/я.py', '資料/я.py', 'x.py']);
  });

  test('even where directories have no names', () => {
    expect(shortPaths('/a//', '/b//', '//')).toEqual(['a//', 'b//', '//']);
  });

  test('and of two files never to the same text', () => {
    const part = fc.constantFrom('a', 'b', 'cc', '');
    const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 20 }), (paths) => {
        const short = shortPaths(...paths);
        expect(short.every((text, at) => paths[at]?.endsWith(text) === true)).toBe(true);
        for (const [at, text] of short.entries()) {
          const others = paths.filter((_, other) => other !== at);
          const isWhole = text === paths[at];
          expect(isWhole || others.every((other) => !`/${other}`.endsWith(`/${text}`))).toBe(true);
        }
      }),
    );
  });

  test('is given in full where no function stands in it', () => {
    const table = tableOf(['/a/b.py']);
    expect(shortPath(table, table.strings.intern('/x/y.py'))).toBe('/x/y.py');
  });
});
