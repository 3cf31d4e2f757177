import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { comparableName } from '../../src/profile/builtin-names.ts';
import { type Comparison, compareProfiles } from '../../src/profile/compare.ts';
import { rowStandardName } from '../../src/profile/function-name.ts';
import { matchFiles } from '../../src/profile/match-files.ts';
import { pairByLine } from '../../src/profile/pair-by-line.ts';
import type { PathMapping } from '../../src/profile/path-mapping.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { makeRunSet } from '../../src/profile/run-set.ts';
import { finish, type Steps } from '../../src/profile/steps.ts';
import { fc } from '../properties.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function load(name: string): ProfileTable {
  return decodeProfile(readFileSync(join(PROFILES, name, 'out.prof')));
}

type Row = readonly [file: string, line: number, name: string, seconds?: number, calls?: number];

function profile(...rows: readonly Row[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [file, line, name, seconds = 1, calls = 1] of rows) {
    builder.setRow(file, line, name, { ncalls: calls, primitiveCalls: calls, tottime: seconds, cumtime: seconds });
  }
  return builder.finish('traced', []);
}

/** `before => after` of every pair, then what is in one of the two only. */
function joined({ before, after, beforeOf, vanished }: Comparison): readonly string[] {
  const pairs = Array.from(beforeOf, (row, at) => {
    const name = rowStandardName(after, at);
    return row < 0 ? `+ ${name}` : `${rowStandardName(before, row)} => ${name}`;
  });
  return [...pairs, ...Array.from(vanished, (row) => `- ${rowStandardName(before, row)}`)];
}

function compare(before: ProfileTable, after: ProfileTable, mappings?: readonly PathMapping[]): readonly string[] {
  return joined(compareProfiles(before, after, mappings));
}

describe('functions of two profiles are joined', () => {
  test('by file and name, wherever their lines went', () => {
    const before = profile(['a.py', 10, 'f'], ['a.py', 20, 'g'], ['b.py', 10, 'f']);
    const after = profile(['b.py', 99, 'f'], ['a.py', 25, 'g'], ['a.py', 3, 'h']);
    expect(compare(before, after)).toEqual([
      'b.py:10(f) => b.py:99(f)',
      'a.py:20(g) => a.py:25(g)',
      '+ a.py:3(h)',
      '- a.py:10(f)',
    ]);
  });

  test('in the order of their lines where several have one name', () => {
    const before = profile(['a.py', 30, '<lambda>'], ['a.py', 10, '<lambda>']);
    const after = profile(['a.py', 12, '<lambda>'], ['a.py', 50, '<lambda>']);
    expect(compare(before, after)).toEqual([
      'a.py:10(<lambda>) => a.py:12(<lambda>)',
      'a.py:30(<lambda>) => a.py:50(<lambda>)',
    ]);
  });

  test('to the nearest where one of several is new', () => {
    const before = profile(['a.py', 10, '__init__'], ['a.py', 90, '__init__']);
    const after = profile(['a.py', 11, '__init__'], ['a.py', 50, '__init__'], ['a.py', 92, '__init__']);
    expect(compare(before, after)).toEqual([
      'a.py:10(__init__) => a.py:11(__init__)',
      '+ a.py:50(__init__)',
      'a.py:90(__init__) => a.py:92(__init__)',
    ]);
  });

  test('whatever address is in the name', () => {
    const before = profile(['~', 0, '<built-in method __new__ of type object at 0x7f01>']);
    const after = profile(['~', 0, '<built-in method __new__ of type object at 0xAB02>']);
    expect(compareProfiles(before, after).beforeOf).toEqual(Int32Array.of(0));
  });

  test('across Pythons that call a built-in by different names', () => {
    const names = [
      '<io.open>',
      '<built-in method io.open>',
      '<built-in method _io.open>',
      '<built-in function _io.open>',
    ];
    expect(new Set(names.map(comparableName)).size).toBe(1);
    expect(comparableName("<method 'match' of '_sre.SRE_Pattern' objects>")).toBe(
      comparableName("<method 'match' of 're.Pattern' objects>"),
    );
    for (const name of ['<lambda>', '<module>', 'open', '<string>']) expect(comparableName(name)).toBe(name);
  });

  test('under the new path where --map says so', () => {
    const before = profile(['/old/x.py', 1, 'f'], ['/older/x.py', 1, 'f']);
    const after = profile(['/new/y.py', 1, 'f'], ['/older/x.py', 1, 'f']);
    expect(compare(before, after, [{ from: '/old/x.py', to: '/new/y.py' }])[0]).toBe(
      '/old/x.py:1(f) => /new/y.py:1(f)',
    );
    expect(compare(before, after, [{ from: '/old', to: '/new' }])).toContain('- /old/x.py:1(f)');
  });

  test.each([
    ['C:\\old\\shop', 'D:\\new', 'C:\\old\\shop\\a.py', 'D:\\new\\a.py'],
    ['C:\\old\\', '/ci', 'C:\\old\\shop\\a.py', '/ci/shop/a.py'],
    ['c:/OLD', '/ci', 'C:\\old\\shop\\a.py', '/ci/shop/a.py'],
    ['/old/', '/new', '/old/a.py', '/new/a.py'],
    ['/old', '', '/old/a.py', 'a.py'],
    ['/', '/root/', '/a.py', '/root/a.py'],
  ])('under the new path: --map %s=%s', (from, to, old, moved) => {
    const [before, after] = [profile([old, 1, 'f']), profile([moved, 5, 'f'], ['/other/a.py', 5, 'f'])];
    expect(compareProfiles(before, after, [{ from, to }]).newFileOf(0)).toBe(moved);
  });

  test('in the words of Python 2.7, 3.11 and 3.13: nearly every function has its partner', () => {
    const py311 = load('words-py311');
    const shares = ['words-py27', 'words-py313', 'words-py311'].map((name) => {
      const { beforeOf } = compareProfiles(load(name), py311);
      return beforeOf.filter((row) => row >= 0).length / py311.length;
    });
    expect(shares[2]).toBe(1);
    expect(shares[1]).toBeGreaterThan(0.8);
    expect(shares[0]).toBeGreaterThan(0.2);
  });

  test('each once, and none is forgotten, in any two profiles', () => {
    const row = fc.tuple(
      fc.constantFrom('a.py', '/x/a.py', '/y/a.py', '~', '/x/p/__init__.py', '/y/p/__init__.py'),
      fc.nat(20),
      fc.constantFrom('f', 'g', '<lambda>', '<f at 0x1>', '<f at 0x2>'),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.array(row, { maxLength: 30 }), (left, right) => {
        const [before, after] = [profile(...left), profile(...right)];
        const { beforeOf, vanished } = compareProfiles(before, after);
        const rows = [...beforeOf.filter((at) => at >= 0), ...vanished].sort((a, b) => a - b);
        expect(rows).toEqual(Array.from({ length: before.length }, (_, at) => at));
        expect(beforeOf.length).toBe(after.length);
      }),
    );
  });
});

function* anyAlike(): Steps<boolean> {
  yield;
  return true;
}

function filesMatched(before: readonly string[], after: readonly string[]) {
  return finish(matchFiles(before, after, anyAlike));
}

describe('files of another checkout', () => {
  test('are found by the ends of their paths, the root with most files first', () => {
    const before = ['/home/ann/shop/cart/price.py', '/home/ann/shop/cart/__init__.py', '/home/ann/shop/__init__.py'];
    const after = [
      '/ci/shop/cart/price.py',
      '/ci/shop/__init__.py',
      '/ci/shop/cart/__init__.py',
      '/ci/other/__init__.py',
    ];
    const { renamed, roots } = filesMatched(before, after);
    expect([...renamed].sort()).toEqual([
      ['/home/ann/shop/__init__.py', '/ci/shop/__init__.py'],
      ['/home/ann/shop/cart/__init__.py', '/ci/shop/cart/__init__.py'],
      ['/home/ann/shop/cart/price.py', '/ci/shop/cart/price.py'],
    ]);
    expect(roots).toEqual([{ before: '/home/ann/', after: '/ci/', files: 3 }]);
  });

  test('are the standard libraries of two Pythons', () => {
    const { renamed } = filesMatched(
      ['/usr/lib/python3.11/json/__init__.py', '/usr/lib/python3.11/re.py'],
      ['/opt/lib/python3.13/json/__init__.py', '/opt/lib/python3.13/re/__init__.py'],
    );
    expect([...renamed.values()]).toEqual(['/opt/lib/python3.13/json/__init__.py']);
  });

  test('are one script in two places, if no other has its name', () => {
    expect(filesMatched(['app.py'], ['/srv/app.py']).renamed.get('app.py')).toBe('/srv/app.py');
    expect(filesMatched(['app.py'], ['/a/app.py', '/b/app.py']).renamed.size).toBe(0);
    expect(filesMatched(['/a/__init__.py', '<string>', '~'], ['/b/__init__.py', '<str>']).renamed.size).toBe(0);
  });

  test('are told by their roots, of which relative paths have none', () => {
    const said = (before: string, after: string): readonly string[] =>
      compareProfiles(profile([before, 1, 'f']), profile([after, 1, 'f'])).notes.map(({ text }) => text);
    const otherwise = '(--map OLD=NEW says otherwise)';
    expect(said('app.py', '/srv/app.py')).toEqual([
      `1 file with a relative path taken for the one under '/srv/' ${otherwise}`,
    ]);
    expect(said('/srv/app.py', 'app.py')).toEqual([
      `1 file under '/srv/' taken for the one with a relative path ${otherwise}`,
    ]);
  });

  test('are not those that both profiles know by one path', () => {
    expect(filesMatched(['/a/x/m.py', '/b/x/m.py'], ['/a/x/m.py']).renamed.size).toBe(0);
  });

  test('are not two that have only their name in common', () => {
    const before = profile(['/a/tool.py', 1, 'read'], ['/a/tool.py', 2, 'write']);
    const [other, same] = [profile(['/b/tool.py', 1, 'paint']), profile(['/b/tool.py', 9, 'write'])];
    expect(compare(before, other)).toContain('+ /b/tool.py:1(paint)');
    expect(compare(before, same)).toEqual(['/a/tool.py:2(write) => /b/tool.py:9(write)', '- /a/tool.py:1(read)']);
  });

  test('of a Windows machine are found too', () => {
    expect(filesMatched(['C:\\ci\\shop\\cart.py'], ['/srv/shop/cart.py']).renamed.size).toBe(1);
  });

  test('are found where every name is common, as in a project of forty apps', () => {
    const files = (root: string) =>
      Array.from({ length: 40 }, (_, at) => ['models.py', 'views.py'].map((name) => `${root}/app${at}/${name}`)).flat();
    const { renamed, roots } = filesMatched(files('/home/ann/shop'), files('/ci/shop'));
    expect(renamed.size).toBe(80);
    expect(roots).toEqual([{ before: '/home/ann/', after: '/ci/', files: 80 }]);
  });

  test('by the thousand under one name take no time to speak of', () => {
    const files = (root: string) => Array.from({ length: 20_000 }, (_, at) => `${root}/p${at}/__init__.py`);
    expect(
      filesMatched([...files('/a'), '/a/m.py', '/a/n.py'], [...files('/b'), '/b/m.py', '/b/n.py']).renamed.size,
    ).toBe(20_002);
  });
});

describe('functions of one name', () => {
  test('are joined in order and with the least distance', () => {
    const lines = fc.array(fc.nat(40), { maxLength: 5 }).map((values) => values.sort((a, b) => a - b));
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const paired = pairByLine(before, after)
          .map((place, at) => [at, place] as const)
          .filter(([, place]) => place >= 0);
        expect(paired.length).toBe(Math.min(before.length, after.length));
        expect(paired.map(([, place]) => place)).toEqual(
          [...new Set(paired.map(([, place]) => place))].sort((a, b) => a - b),
        );
        const distance = paired.reduce((sum, [at, place]) => sum + Math.abs(before[at]! - after[place]!), 0);
        expect(distance).toBe(leastDistance(before, after));
      }),
    );
  });
});

/** By trying every choice of as many from the longer list. */
function leastDistance(before: readonly number[], after: readonly number[]): number {
  const [short, long] = before.length < after.length ? [before, after] : [after, before];
  const [first, ...others] = short;
  if (first === undefined) return 0;
  const rest = (at: number) => Math.abs(first - long[at]!) + leastDistance(others, long.slice(at + 1));
  return Math.min(...long.slice(0, long.length - others.length).map((_, at) => rest(at)));
}

describe('several runs', () => {
  test('are their medians, and the numbers of each', () => {
    const runs = [3, 1, 10].map((seconds) => profile(['a.py', 1, 'f', seconds, 7]));
    const { table, runs: each } = makeRunSet([
      runs[0]!,
      runs[1]!,
      runs[2]!,
      profile(['a.py', 1, 'f', 5, 7], ['a.py', 2, 'g', 1]),
    ]);
    expect([...table.tottime]).toEqual([4, 0]);
    expect(each.map(({ tottime }) => Array.from(tottime, (time) => time + 0))).toEqual([
      [3, 0],
      [1, 0],
      [10, 0],
      [5, 1],
    ]);
    expect(each.map(({ ncalls }) => [...ncalls])).toEqual([
      [7, 0],
      [7, 0],
      [7, 0],
      [7, 1],
    ]);
    expect(each.map(({ total }) => total.tottime)).toEqual([3, 1, 10, 6]);
    expect(table.totals.tottime).toBe(4.5);
  });

  test('add up functions that differ only in an address, and say so', () => {
    const name = (address: string) => `<built-in method __new__ of type object at ${address}>`;
    const { table } = makeRunSet([profile(['~', 0, name('0x1'), 2], ['~', 0, name('0x2'), 3], ['a.py', 1, 'f', 4])]);
    expect([...table.tottime]).toEqual([5, 4]);
    expect(table.notes.map(({ code }) => code)).toEqual(['addresses-folded']);
  });

  test('of one profile without addresses is that profile', () => {
    const table = load('sudoku-py37');
    expect(makeRunSet([table]).table).toBe(table);
  });
});
