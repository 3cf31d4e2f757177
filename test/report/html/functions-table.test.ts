import { describe, expect, test } from 'vitest';
import { rowStandardName } from '../../../src/profile/function-name.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { finish } from '../../../src/profile/steps.ts';
import {
  type ListRequest,
  listColumns,
  listedFunction,
  listedRows,
  shareBeside,
} from '../../../src/report/html/page/functions-table.ts';
import { groupOf, shownName } from '../../../src/report/html/page/page-model.ts';
import { type PageProfile, readPageProfile } from '../../../src/report/html/page/read-profile.ts';
import { profileData } from '../../../src/report/html/profile-data.ts';
import { phraseText } from '../../../src/report/phrase.ts';
import { hotFunctionsSection } from '../../../src/report/sections/hot-functions.ts';
import { filterRows } from '../../../src/select/filter-rows.ts';
import { parseNameFilter } from '../../../src/select/name-filter.ts';
import { resolveSortOrder, type SortOrder } from '../../../src/select/sort-keys.ts';
import { sortRows } from '../../../src/select/sort-rows.ts';
import { isOwn } from '../../../src/select/whose-code.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from '../../tui/made-tables.ts';
import { loadFixture } from '../made-diffs.ts';
import { reportOf } from '../made-report.ts';

const TABLES: readonly (readonly [string, ProfileTable])[] = [
  ...['words-py311', 'shop-py38', 'oddnames-py311', 'sampled-sudoku-pyo315', 'profile-py311'].map(
    (name) => [name, loadFixture(name)] as const,
  ),
  ['hostile names', tableWithHostileNames()],
  ['hostile numbers', tableWithHostileNumbers()],
];

const ALL: ListRequest = { column: 'cumtime', share: 'cumtime', isReversed: false, filter: [], onlyOwn: false };

function orderBy(key: string): SortOrder {
  const order = resolveSortOrder([key]);
  if (order === null) throw new Error(`no order is called ${key}`);
  return order;
}

function pageOfTable(table: ProfileTable): PageProfile {
  return readPageProfile(profileData(reportOf(table)));
}

describe.each(TABLES)('the list of all functions of %s', (_, table) => {
  const page = pageOfTable(table);

  test.each([
    ['ncalls', 'ncalls'],
    ['tottime', 'tottime'],
    ['cumtime', 'cumulative'],
    ['tottime-percall', 'tottime-percall'],
    ['cumtime-percall', 'cumtime-percall'],
  ])('by %s stands as the viewer has it', (column, key) => {
    expect([...listedRows(page, { ...ALL, column })]).toEqual([...sortRows(table, orderBy(key))]);
  });

  test('has the same rows in every order, turned round where that is asked for', () => {
    for (const { id } of listColumns(page)) {
      const rows = listedRows(page, { ...ALL, column: id });
      expect([...rows].sort((a, b) => a - b)).toEqual(Array.from({ length: table.length }, (__, row) => row));
      expect([...listedRows(page, { ...ALL, column: id, isReversed: true })]).toEqual([...rows].reverse());
    }
  });

  test('has the cells of the table in Markdown', () => {
    const report = reportOf(table, { sort: { order: orderBy('tottime'), reverse: false } });
    const [, block] = hotFunctionsSection(report);
    const cells = block?.kind === 'table' ? block.rows.map((row) => row.map(textOf)) : [];
    const rows = listedRows(page, { ...ALL, column: 'tottime' });
    const columns = ['tottime', 'share', 'cumtime', 'ncalls', 'tottime-percall', 'name'];
    const ours = Array.from(rows, (row) => {
      const line = listedFunction(page.table, row, 'tottime');
      return columns.map((wanted) =>
        textOf(
          listColumns(page)
            .find(({ id }) => id === wanted)
            ?.cell(page, line) ?? '',
        ),
      );
    });
    expect(ours).toEqual(cells);
  });

  test.each([
    '',
    'py',
    'file:lib -func:init',
    '(m',
    'BUILT',
    '{',
    'nothing-has-this',
    '-a',
    '/:\\d+\\(_/',
    'func:/^S/i',
    '-file:/\\.py$/ e',
  ])('filtered by %j is what the viewer keeps', (text) => {
    const parsed = parseNameFilter(text);
    if (!parsed.ok) throw new Error(parsed.message);
    const kept = finish(filterRows(table, parsed.filter, (regex, names) => names.map((name) => regex.test(name))));
    const rows = listedRows(page, { ...ALL, filter: parsed.filter });
    expect([...rows].sort((a, b) => a - b)).toEqual(Array.from(kept.keys()).filter((row) => kept[row] === 1));
  });

  test('has only the own code, if that is asked for', () => {
    const own = Array.from({ length: table.length }, (__, row) => row).filter((row) => isOwn(table, row));
    const rows = listedRows(page, { ...ALL, onlyOwn: true });
    expect([...rows].sort((a, b) => a - b)).toEqual(own);
    for (const row of own) expect(groupOf(page, row)).toBe('own');
  });
});

test('the share keeps the time that it is of when one sorts by it', () => {
  expect(shareBeside('tottime-percall', 'cumtime')).toBe('tottime');
  expect(shareBeside('share', 'tottime')).toBe('tottime');
  expect(shareBeside('share', 'cumtime')).toBe('cumtime');
  const page = pageOfTable(loadFixture('words-py311'));
  const rows = listedRows(page, { ...ALL, column: 'share', share: 'tottime' });
  expect([...rows]).toEqual([...listedRows(page, { ...ALL, column: 'tottime', share: 'tottime' })]);
});

function textOf(cell: Parameters<typeof phraseText>[0] | string): string {
  return typeof cell === 'string' ? cell : phraseText(cell);
}

test('names are written without their directories unless they are asked for', () => {
  const table = loadFixture('shop-py38');
  const whole = readPageProfile(profileData(reportOf(table, { fullPaths: true })));
  const short = readPageProfile(profileData(reportOf(table, { fullPaths: false })));
  const row = Array.from({ length: table.length }, (_, at) => at).find((at) =>
    rowStandardName(table, at).startsWith('/'),
  );
  expect(shownName(whole, row ?? 0)).toBe(rowStandardName(table, row ?? 0));
  expect(rowStandardName(table, row ?? 0).endsWith(`/${shownName(short, row ?? 0)}`)).toBe(true);
});
