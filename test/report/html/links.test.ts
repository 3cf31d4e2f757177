import { describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import { linkTo, namesFunction, rowOfHash } from '../../../src/report/html/page/links.ts';
import { type PageProfile, readPageProfile } from '../../../src/report/html/page/read-profile.ts';
import { profileData } from '../../../src/report/html/profile-data.ts';
import { fc } from '../../properties.ts';
import { hostileName } from '../hostile-names.ts';
import { loadFixture } from '../made-diffs.ts';
import { reportOf } from '../made-report.ts';

function pageOfNames(names: readonly string[]): PageProfile {
  const builder = new ProfileBuilder();
  for (const [at, name] of names.entries()) {
    builder.setRow('a.py', at, name, { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
  }
  return readPageProfile(profileData(reportOf(builder.finish('traced', []))));
}

describe('the link to a function', () => {
  test('leads to it, whatever it is called', () => {
    fc.assert(
      fc.property(fc.uniqueArray(hostileName, { minLength: 1, maxLength: 6 }), (names) => {
        const page = pageOfNames(names);
        for (const row of names.keys()) {
          const link = linkTo(page, row);
          expect(link).toMatch(/^#(fn|row)=[\w%.!~*'()-]+$/);
          expect(rowOfHash(page, link)).toBe(row);
        }
      }),
    );
  });

  test('tells two functions apart whose names look the same', () => {
    const builder = new ProfileBuilder();
    const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
    for (const name of ['a\x1b', 'a\\x1b']) builder.setRow('a.py', 1, name, numbers);
    const page = readPageProfile(profileData(reportOf(builder.finish('traced', []))));
    expect([linkTo(page, 0), linkTo(page, 1)].map((link) => rowOfHash(page, link))).toEqual([0, 1]);
  });

  test('by a name leads to the same function of another run', () => {
    const [one, other] = ['words-py311', 'words-py313'].map((name) =>
      readPageProfile(profileData(reportOf(loadFixture(name)))),
    );
    const row = rowOfHash(one!, '#fn=%7Bbuilt-in%20method%20builtins.len%7D');
    expect(row).not.toBeNull();
    expect(rowOfHash(other!, linkTo(one!, row!))).not.toBeNull();
  });

  test.each([
    '',
    '#',
    '#fn=',
    '#fn=none',
    '#fn=%',
    '#row=',
    '#row= ',
    '#row=0x0',
    '#row=-1',
    '#row=1.5',
    '#row=999',
    '#row=x',
    '#hints',
  ])('is none where the address is %j', (hash) => {
    expect(rowOfHash(pageOfNames(['f']), hash)).toBeNull();
  });

  test('is told from an address within the page', () => {
    expect(['#fn=x', '#row=1', '#hints', ''].map(namesFunction)).toEqual([true, true, false, false]);
  });
});
