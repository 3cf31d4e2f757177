import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPageTools } from '../../../src/cli/output/page-tools.ts';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { renderDiffPage } from '../../../src/report/html/diff-page.ts';
import { changeOfTime } from '../../../src/report/html/page/changes.ts';
import { readPageProfile } from '../../../src/report/html/page/read-profile.ts';
import { profileData } from '../../../src/report/html/profile-data.ts';
import { directionOf } from '../../../src/views/change-direction.ts';
import { findBarriers } from '../../browser/find-barriers.ts';
import { browser, expectNothingHeard, type OpenedPage } from '../../browser/open-page.ts';
import { diffOf, loadFixture, type Runs } from '../made-diffs.ts';
import { readCsv } from '../read-csv.ts';
import { openExplorer } from './made-pages.ts';

const TOOLS = loadPageTools({ packageFolder: join(import.meta.dirname, '../../..') });
const BEFORE = loadFixture('words-py311');
const AFTER = loadFixture('words-py313');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-diff-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function pageOf(before: Runs, after: Runs, explored: ProfileTable | null): string {
  const report = diffOf(before, after);
  const { comparison } = report.view;
  return [...renderDiffPage(report, explored === null ? null : { table: explored, comparison }, TOOLS)].join('');
}

/** A function that is called more often at the same cost, one whose calls cost more, and one that is new. */
function callsOf(...numbers: readonly (readonly [name: string, ncalls: number, tottime: number])[]): ProfileTable {
  const builder = new ProfileBuilder();
  for (const [name, ncalls, tottime] of numbers)
    builder.setRow('a.py', 1, name, { ncalls, primitiveCalls: ncalls, tottime, cumtime: tottime });
  return builder.finish('traced', []);
}

test.each([
  ['real runs', BEFORE, AFTER],
  ['more calls', callsOf(['more', 100, 1], ['dear', 10, 1]), callsOf(['more', 200, 2], ['dear', 10, 2], ['new', 1, 1])],
])('of %s a page calls slower and faster what the comparison does', (_, before, after) => {
  const diff = diffOf([before], [after]);
  const { view, names } = diff;
  const { comparison, options } = view;
  const baseline = { diff, comparison };
  const page = readPageProfile(
    profileData({ table: after, names: names.after, unit: 's', fullPaths: false, baseline }),
  );
  const told = view.changes
    .filter(({ afterRow }) => afterRow >= 0)
    .map((change) => [change.afterRow, directionOf(change, 'tottime', options.tolerance) ?? 'same']);
  expect(told.map(([row]) => [row, changeOfTime(page, Number(row))])).toEqual(told);
  expect(new Set(told.map(([, direction]) => direction)).size).toBeGreaterThan(1);
});

test('of several runs a comparison has no picture, and says why', () => {
  const page = pageOf([BEFORE, BEFORE], [AFTER, AFTER], null);
  expect(page).toContain('Note: a picture is of one run: compare one with one to see it.');
  expect(page).not.toContain('<script');
});

describe.skipIf(!browser.isHere)(`${browser.title} shows of a comparison`, () => {
  function open(options: Parameters<typeof openExplorer>[1] = {}): Promise<OpenedPage> {
    const path = join(folder, 'diff.html');
    writeFileSync(path, pageOf([BEFORE], [AFTER], AFTER));
    return openExplorer(path, options);
  }

  test('nothing that runs or asks for anything, and keeps nobody out', async () => {
    const opened = await open();
    expect(await findBarriers(opened.page)).toEqual([]);
    expectNothingHeard(opened);
  });

  test('nothing beside the window on a phone, however long the paths of its notes are', async () => {
    const { page } = await open({ viewport: { width: 360, height: 640 }, isMobile: true });
    expect(await page.locator('.note').allInnerTexts()).toContainEqual(expect.stringMatching(/\S{40}/));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  test('the changes of its text, the largest first', async () => {
    const { page } = await open();
    const read = (table: string, name: string, change: string) =>
      page.evaluate<readonly (readonly [string, string])[]>(
        `[...document.querySelectorAll('${table} tbody tr')].map((row) => [row.querySelector('${name}').textContent, row.querySelector('${change}').textContent])`,
      );
    const listed = await read('#all-functions', 'th', 'td:nth-child(4)');
    const told = await read('#changes table', 'th', 'td:nth-child(4)');
    const changes = new Map(listed);
    const common = told.filter(([name, change]) => changes.has(name) && changes.get(name) !== 'new' && change !== '');
    expect(common.length).toBeGreaterThan(10);
    for (const [name, change] of common.slice(0, 20)) expect([name, changes.get(name)]).toEqual([name, change]);
    expect(await page.locator('[data-column=tottime-change]').getAttribute('aria-sort')).toBe('other');
    const sizes = listed.filter(([, change]) => change !== 'new').map(([, change]) => Math.abs(Number(change)));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('in a saved CSV what each time was before, and of a new function nothing', async () => {
    const { page } = await open();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const [heading = [], ...records] = readCsv(readFileSync(await (await download).path(), 'utf8'));
    expect(heading.slice(-4)).toEqual(['tottime_before', 'tottime_change', 'cumtime_before', 'cumtime_change']);
    const { changes } = diffOf([BEFORE], [AFTER]).view;
    const wanted = changes
      .filter(({ afterRow }) => afterRow >= 0)
      .map(({ kind, tottime, cumtime }) =>
        kind === 'appeared'
          ? ['', '', '', '']
          : [tottime.before, tottime.delta, cumtime.before, cumtime.delta].map(String),
      );
    const saved = records.map((record) => record.slice(-4).map((text) => (text === '' ? '' : String(Number(text)))));
    expect(saved.map(String).toSorted()).toEqual(wanted.map(String).toSorted());
    expect(wanted.map(String)).toContain(',,,');
  });

  test('in words whether the chosen function became slower itself', async () => {
    const { page } = await open();
    await page.locator('.frames').focus();
    for (let key = 0; key < 3; key++) await page.keyboard.press('ArrowDown');
    expect(await page.locator('.detail').textContent()).toMatch(
      /(?:slower itself|faster itself|as before), [+-]?[\d.]+ s of tottime on all paths|a new function/,
    );
    expect(await page.locator('.legend').textContent()).toContain('▲ slower itself');
    await page.locator('#all-functions tbody a').first().click();
    expect(await page.locator('#function > p').first().textContent()).toMatch(
      / Against the profile before: cumtime [+-]?[\d.]+ s, tottime [+-][\d.]+ s; (?:slower|faster) itself\.$/,
    );
  });

  test('of how many functions it has the names, and without a picture that it has those that it names', () => {
    const inside = (page: string): string => /This page holds [^.]*/.exec(page)?.[0] ?? '';
    expect(inside(pageOf([BEFORE], [AFTER], AFTER))).toContain(`numbers of ${AFTER.length} functions, and`);
    expect(inside(pageOf([BEFORE, BEFORE], [AFTER, AFTER], null))).toContain('numbers of the functions that it names');
  });
});
