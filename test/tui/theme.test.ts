import { describe, expect, test } from 'vitest';
import { type ColorDepth, makeTheme, type Role } from '../../src/tui/theme.ts';

const ROLES: readonly Role[] = ['title', 'heading', 'selected', 'dim', 'hot', 'warm', 'cool', 'key', 'message'];

/** The escapes of a painted text, as the numbers between `CSI` and `m`. */
function codesOf(color: ColorDepth | false): readonly string[] {
  const { paint } = makeTheme({ color, ascii: false });
  const painted = ROLES.map((role) => paint(role, 'x')).join('');
  return painted
    .split('\x1b[')
    .slice(1)
    .map((part) => part.slice(0, part.indexOf('m')));
}

describe('the theme', () => {
  test('without colour sets none', () => {
    expect(codesOf(false).filter((code) => /^(3|4|9|10)\d|^38|^48/.test(code))).toEqual([]);
  });

  test.each(['16', '256', 'truecolor'] as const)(
    'with %s colours tells the three heats apart, and none is red or green',
    (depth) => {
      const { paint } = makeTheme({ color: depth, ascii: false });
      const heats = (['hot', 'warm', 'cool'] as const).map((role) => paint(role, 'x'));
      expect(new Set(heats).size).toBe(3);
      expect(codesOf(depth).filter((code) => ['31', '32', '91', '92'].includes(code))).toEqual([]);
    },
  );

  test.each(['16', '256', 'truecolor'] as const)(
    'with %s colours ends what it begins, and never resets all',
    (depth) => {
      const ends: ReadonlyMap<string, string> = new Map([
        ['1', '22'],
        ['2', '22'],
        ['4', '24'],
        ['7', '27'],
      ]);
      for (const role of ROLES) {
        const [before = '', after = ''] = makeTheme({ color: depth, ascii: false }).paint(role, 'x').split('x');
        const codes = (text: string) => text.match(/[\d;]+(?=m)/g) ?? [];
        expect(codes(after)).toEqual(
          codes(before)
            .map((code) => ends.get(code) ?? '39')
            .reverse(),
        );
      }
    },
  );
});
