import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { finish } from '../../src/profile/steps.ts';
import { filterRows } from '../../src/select/filter-rows.ts';
import { FILTER_SYNTAX, parseNameFilter } from '../../src/select/name-filter.ts';
import { fc } from '../properties.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function tableOf(...keys: readonly (readonly [file: string, line: number, name: string])[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const key of keys) builder.setRow(...key, { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 });
  return builder.finish('traced', []);
}

const matchPlainly = (regex: RegExp, names: readonly string[]) => names.map((name) => regex.test(name));

/** The names that a filter leaves. */
function left(table: ProfileTable, text: string): readonly string[] {
  const parsed = parseNameFilter(text);
  if (!parsed.ok) throw new Error(parsed.message);
  const kept = finish(filterRows(table, parsed.filter, matchPlainly));
  return Array.from({ length: table.length }, (_, row) => row)
    .filter((row) => kept[row] === 1)
    .map((row) => standardName(table, row));
}

const SHOP = tableOf(
  ['/srv/app/shop/models.py', 12, 'get_total'],
  ['/srv/app/shop/models.py', 120, 'save'],
  ['/srv/app/shop/views.py', 12, 'Save_order'],
  ['/usr/lib/python3.11/json/decoder.py', 42, 'decode'],
  ['~', 0, '<built-in method builtins.len>'],
);
const [TOTAL, SAVE, ORDER, DECODE, LEN] = Array.from({ length: 5 }, (_, row) => standardName(SHOP, row));

describe('a filter', () => {
  test('without a word keeps everything', () => {
    for (const text of ['', '  ', '-', 'file:', '-func:', '//']) expect(left(SHOP, text).length).toBe(5);
  });

  test('keeps what has the word in its file or its name, in upper or lower case', () => {
    expect(left(SHOP, 'SAVE')).toEqual([SAVE, ORDER]);
    expect(left(SHOP, 'shop')).toEqual([TOTAL, SAVE, ORDER]);
    expect(left(SHOP, '12')).toEqual([]);
  });

  test('of several words keeps what has all of them', () => {
    expect(left(SHOP, 'models save')).toEqual([SAVE]);
  });

  test('looks at one part only behind file: and func:', () => {
    expect(left(SHOP, 'file:decode')).toEqual([DECODE]);
    expect(left(SHOP, 'func:e file:shop')).toEqual([TOTAL, SAVE, ORDER]);
    expect(left(SHOP, 'file:/srv/app/shop/v')).toEqual([ORDER]);
  });

  test('drops what has the word behind a -', () => {
    expect(left(SHOP, '-shop')).toEqual([DECODE, LEN]);
    expect(left(SHOP, 'shop -func:save -file:views')).toEqual([TOTAL]);
    expect(left(SHOP, '-/save/i -file:lib')).toEqual([TOTAL, LEN]);
  });

  test('takes a place as it stands on the screen', () => {
    expect(left(SHOP, 'models.py:12')).toEqual([TOTAL, SAVE]);
    expect(left(SHOP, 'models.py:12(')).toEqual([TOTAL]);
    expect(left(SHOP, '12(save')).toEqual([ORDER]);
    expect(left(SHOP, 'e)')).toEqual([SAVE, DECODE]);
    expect(left(SHOP, '{built-in')).toEqual([LEN]);
  });

  test('searches with a Python regex, as pstats does', () => {
    expect(left(SHOP, '/^.*\\(\\w+_\\w+\\)$/')).toEqual([TOTAL, ORDER]);
    expect(left(SHOP, 'func:/^save/i')).toEqual([SAVE, ORDER]);
    expect(left(SHOP, 'file:/app.*models|decoder/ func:/e$/')).toEqual([SAVE, DECODE]);
    expect(left(SHOP, '/app/shop/ /method builtins/')).toEqual([]);
    expect(left(SHOP, '/method builtins/')).toEqual([LEN]);
  });

  test('is read as the help explains it', () => {
    expect(FILTER_SYNTAX.filter(({ text }) => !parseNameFilter(text).ok)).toEqual([]);
  });

  test('says what a half-typed regex lacks', () => {
    expect(parseNameFilter('shop /sa')).toEqual({
      ok: false,
      message: 'the regular expression ends with a /; a path is file:/sa',
    });
    expect(parseNameFilter('/(save/')).toMatchObject({ ok: false, message: expect.stringContaining('unterminated') });
    expect(parseNameFilter('/save/').ok).toBe(true);
  });
});

/** What the language says, word for word, without any of the short ways. */
function naive(table: ProfileTable, row: number, text: string): boolean {
  const fold = (value: string): string => value.toLowerCase().replaceAll('{', '<').replaceAll('}', '>');
  const file = fold(table.strings.text(table.functions.file[row]!));
  const name = fold(table.strings.text(table.functions.name[row]!));
  return text
    .trim()
    .split(/\s+/)
    .every((word) => {
      const isNegated = word.startsWith('-');
      const [, field, rest = ''] = /^(file:|func:)?(.*)$/su.exec(isNegated ? word.slice(1) : word) ?? [];
      if (rest === '') return true;
      const sought = fold(rest);
      const isPlace = field === undefined && /[:()]/.test(sought);
      const places = isPlace ? [fold(standardName(table, row))] : [file, name];
      const looked = field === 'file:' ? [file] : field === 'func:' ? [name] : places;
      return looked.some((place) => place.includes(sought)) !== isNegated;
    });
}

describe.each(readdirSync(PROFILES))('on %s', (folder) => {
  const table = decodeProfile(readFileSync(join(PROFILES, folder, 'out.prof')));
  const rows = Array.from({ length: table.length }, (_, row) => row);

  /** Pieces of real names, in any case. */
  const piece = fc
    .tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 }), fc.boolean())
    .map(([row, from, size, isUpper]) => {
      const name = standardName(table, row % table.length).replace(/[\s/]/g, '');
      const cut = name.slice(from % name.length, (from % name.length) + size);
      return (isUpper ? cut.toUpperCase() : cut).replace(/^[-/]+/, '');
    });
  const word = fc.tuple(fc.constantFrom('', '', '-'), fc.constantFrom('', '', 'file:', 'func:'), piece);

  test('any filter keeps the rows that its words are in', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 3 }), (words) => {
        const text = words.map((parts) => parts.join('')).join(' ');
        expect(left(table, text)).toEqual(
          rows.filter((row) => naive(table, row, text)).map((row) => standardName(table, row)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
