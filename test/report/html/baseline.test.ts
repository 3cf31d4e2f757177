import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from '../../browser/find-barriers.ts';
import { browser, expectNothingHeard, type OpenedPage } from '../../browser/open-page.ts';
import { diffOf, loadFixture } from '../made-diffs.ts';
import { openExplorer, pageOf } from './made-pages.ts';

const BEFORE = loadFixture('words-py311');
const AFTER = loadFixture('words-py313');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-baseline-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function comparedPage(): string {
  const diff = diffOf([BEFORE], [AFTER]);
  return pageOf(AFTER, { baseline: { diff, comparison: diff.view.comparison }, unit: 's', fullPaths: true });
}

test('a page without a baseline has no word of changes', () => {
  expect(pageOf(AFTER)).not.toContain('<section id="changes">');
  expect(comparedPage()).toContain('<section id="changes">\n<h2>What changed</h2>');
});

test('a page says at its top that it has the numbers before as well', () => {
  const top = (page: string): string => /<header>([\s\S]*?)<\/header>/.exec(page)?.[1] ?? '';
  expect(top(comparedPage())).toContain('what they were before');
  expect(top(pageOf(AFTER))).not.toContain('what they were before');
});

describe.skipIf(!browser.isHere)(`${browser.title} shows of a report with a baseline`, () => {
  function open(): Promise<OpenedPage> {
    const path = join(folder, 'report.html');
    writeFileSync(path, comparedPage());
    return openExplorer(path);
  }

  test('nothing that runs or asks for anything, and keeps nobody out', async () => {
    const opened = await open();
    expect(await findBarriers(opened.page)).toEqual([]);
    expectNothingHeard(opened);
  });

  test('beside each function the change that its text tells', async () => {
    const { page } = await open();
    const read = (table: string): Promise<readonly (readonly [string, string])[]> =>
      page.evaluate(
        `[...document.querySelectorAll('${table} tbody tr')].map((row) => [row.querySelector('th')?.textContent, row.querySelector('td:nth-child(4)')?.textContent])`,
      );
    const listed = new Map(await read('#all-functions'));
    const told = (await read('#changes table')).filter(([name, change]) => change !== '' && listed.has(name));
    const changed = told.filter(([name]) => listed.get(name) !== 'new');
    expect(changed.length).toBeGreaterThan(10);
    for (const [name, change] of changed.slice(0, 20)) expect([name, listed.get(name)]).toEqual([name, change]);
    expect(await page.locator('.legend').textContent()).toContain('▲ slower itself');
  });
});
