import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProfileBuilder } from '../../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../../src/profile/profile-table.ts';
import { phraseText } from '../../../src/report/phrase.ts';
import { renderReportCsv } from '../../../src/report/report-csv.ts';
import { hotFunctionsSection } from '../../../src/report/sections/hot-functions.ts';
import { resolveSortOrder } from '../../../src/select/sort-keys.ts';
import { findBarriers } from '../../browser/find-barriers.ts';
import { browser, expectNothingHeard, type OpenedPage, openPage } from '../../browser/open-page.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from '../../tui/made-tables.ts';
import { loadFixture } from '../made-diffs.ts';
import { reportOf } from '../made-report.ts';
import { openExplorer, pageOf } from './made-pages.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-html-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SHOP = loadFixture('shop-py38');

/** What has been made so that a page would obey it. */
const MARKUP = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "'-alert(4)-'",
  '</title><base href="http://a.example/">',
  '<!--',
  'javascript:alert(5)',
  '&lt;b&gt;',
  `\${alert(6)}`,
  '#fn=x',
];

/** A function for each name, each called by the one before. */
function tableOfNames(names: readonly string[]): ProfileTable {
  const builder = new ProfileBuilder();
  const times = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
  for (const name of names) builder.setRow(name, 1, name, times);
  for (const [at] of names.entries()) {
    if (at > 0) builder.setEdge(names[at - 1]!, 1, names[at - 1]!, times, false);
    builder.endEdges();
  }
  return builder.finish('traced', []);
}

/** Clicks all links of the list, each when the one before is shown. A click of the mouse waits for frames to be drawn: fifty take seconds. */
const OPEN_ALL = `(async () => {
  const linkAt = (at) => document.querySelectorAll('#all-functions tbody a')[at];
  let [links, opened] = [0, 0];
  for (; linkAt(links) !== undefined; links++) {
    document.querySelector('#function h2')?.remove();
    linkAt(links).click();
    for (let turn = 0; turn < 1000 && document.querySelector('#function h2') === null; turn++) await new Promise((go) => setTimeout(go));
    if (document.querySelector('#function h2') !== null) opened++;
  }
  return { links, opened };
})()`;

type Options = Parameters<typeof openPage>[1];

async function openWritten(table: ProfileTable, options: Options = {}): Promise<OpenedPage> {
  const path = join(folder, 'page.html');
  writeFileSync(path, pageOf(table));
  return options.javaScriptEnabled === false ? openPage(path, options) : openExplorer(path, options);
}

/** The cells of the rows of a table, as they are read. */
function cellsOf(page: Page, table: string): Promise<readonly (readonly string[])[]> {
  return page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(`${table} tbody tr`)})].map((row) => [...row.cells].map((cell) => cell.textContent))`,
  );
}

async function textOf(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).textContent()) ?? '';
}

describe.skipIf(!browser.isHere)(`${browser.title} shows`, () => {
  test.each([
    ['a real profile', SHOP],
    ['markup in names', tableOfNames(MARKUP)],
    ['hostile names', tableWithHostileNames()],
    ['hostile numbers', tableWithHostileNumbers()],
  ])('%s: nothing runs but the page, and nothing is asked for', async (_, table) => {
    const opened = await openWritten(table);
    const { page } = opened;
    expect(await page.evaluate(OPEN_ALL)).toEqual({
      links: Math.min(table.length, 50),
      opened: Math.min(table.length, 50),
    });
    await page.locator('#picture button').click();
    for (const text of ['<', 'alert', '"']) await page.locator('#filter').fill(text);
    expectNothingHeard(opened);
  });

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 390],
  ] as const)('it to everybody, %s, %i wide: axe-core has nothing against it', async (colorScheme, width) => {
    const { page } = await openWritten(SHOP, { colorScheme, viewport: { width, height: 800 } });
    await page.locator('#all-functions tbody a').first().click();
    await page.waitForSelector('#function table');
    expect(await findBarriers(page)).toEqual([]);
  });

  test('nothing beside the window on a phone', async () => {
    const { page } = await openWritten(SHOP, { viewport: { width: 360, height: 640 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  test('the whole command on paper, however long', async () => {
    const { page } = await openWritten(SHOP, { viewport: { width: 240, height: 640 } });
    const isCut = "[...document.querySelectorAll('pre')].some((pre) => pre.scrollWidth > pre.clientWidth)";
    expect(await page.evaluate(isCut)).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(isCut)).toBe(false);
  });

  test('in each cell what the report in Markdown has there', async () => {
    const { page } = await openWritten(SHOP);
    await page.locator('[data-column=tottime] button').click();
    const shown = await cellsOf(page, '#all-functions');
    const headings = await page.locator('#all-functions thead th').allInnerTexts();
    const report = reportOf(SHOP, { fullPaths: false, sort: { order: resolveSortOrder(['tottime']), reverse: false } });
    const [, block] = hotFunctionsSection(report);
    if (block?.kind !== 'table') throw new Error('the report has no table');
    const wanted = block.rows
      .slice(0, shown.length)
      .map((row) => row.map((cell) => (typeof cell === 'string' ? cell : phraseText(cell))));
    const places = ['tottime (', 'tottime of total', 'cumtime (', 'calls', 'tottime per call', 'function'].map(
      (heading) => headings.findIndex((text) => text.startsWith(heading)),
    );
    expect(shown.map((row) => places.map((place) => row[place]))).toEqual(wanted);
    expect(shown.length).toBe(50);
  });

  test('all functions, the more the more one asks for, and says how many there are', async () => {
    const { page } = await openWritten(SHOP);
    expect(await textOf(page, '#all-functions [role=status]')).toBe(`${SHOP.length} of ${SHOP.length} functions.`);
    await page.getByRole('button', { name: /^Show / }).click();
    expect((await cellsOf(page, '#all-functions')).length).toBe(SHOP.length);
    expect(await page.getByRole('button', { name: /^Show / }).count()).toBe(0);
  });

  test('what is filtered, and says what a page does not know', async () => {
    const { page } = await openWritten(SHOP);
    await page.locator('#filter').fill('main.py -total');
    const names = (await cellsOf(page, '#all-functions')).map(([name]) => name);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(name).toMatch(/main\.py(?!.*total)/);
    const byWords = async (): Promise<number> => (await cellsOf(page, '#all-functions')).length;
    const byRegex = async (regex: string): Promise<readonly string[]> => {
      await page.locator('#filter').fill(regex);
      return (await cellsOf(page, '#all-functions')).map(([name = '']) => name);
    };
    for (const name of await byRegex('/main\\.py:\\d+\\(/')) expect(name).toMatch(/main\.py:\d+\(/);
    expect(await byWords()).toBeGreaterThan(1);
    for (const name of await byRegex('func:/^TOTAL$/i')) expect(name).toMatch(/\(total\)/);
    await page.locator('#filter').fill('/(?=main)/');
    expect(await textOf(page, '#all-functions [role=status]')).toContain('more of one than a page knows');
  });

  test('the order in the heading that was pressed, and turns it round', async () => {
    const { page } = await openWritten(SHOP);
    const heading = page.locator('[data-column=ncalls]');
    await heading.locator('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('[aria-sort]').count()).toBe(1);
  });

  test('a function with its callers and callees at its link, and Back leads back', async () => {
    const { page, url } = await openWritten(SHOP);
    const [name = ''] = await page.locator('#all-functions tbody a').allInnerTexts();
    await page.locator('#all-functions tbody a').first().click();
    expect(await textOf(page, '#function h2')).toContain(name);
    const sent = page.url();
    expect(sent.startsWith(`${url}#fn=`)).toBe(true);
    await page.locator('#function tbody a').first().click();
    expect(page.url()).not.toBe(sent);
    await page.goBack();
    expect(await textOf(page, '#function h2')).toContain(name);
    await page.goto('about:blank');
    await page.goto(sent);
    expect(await textOf(page, '#function h2')).toContain(name);
    await page.goto(`${url}#fn=nobody`);
    expect(await textOf(page, '#opened')).toBe('This profile has no function nobody. The link may be of another one.');
    const isSeen = "document.querySelector('#opened p').getBoundingClientRect().top < innerHeight";
    expect(await page.evaluate(isSeen)).toBe(true);
  });

  test('where one was before a zoom, when one goes back', async () => {
    const { page } = await openWritten(SHOP);
    const zooms = (): Promise<number> => page.locator('nav button').count();
    await page.locator('.frames').focus();
    for (const key of ['ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    const chosen = await textOf(page, '.detail');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await zooms()).toBe(3);
    await page.goBack();
    expect(await zooms()).toBe(2);
    await page.goBack();
    expect([await zooms(), await textOf(page, '.detail')]).toEqual([0, chosen]);
    await page.goForward();
    expect(await zooms()).toBe(2);
    await page.keyboard.press('Escape');
    await page.goBack();
    expect(await zooms()).toBe(2);
  });

  test('the list behind two presses of Tab: its headings are one stop and its rows another', async () => {
    const { page } = await openWritten(SHOP);
    const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
    await page.getByRole('button', { name: 'Save as Markdown' }).focus();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('function');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('calls');
    await page.keyboard.press('Tab');
    const [[first = ''] = [], [second = ''] = []] = await cellsOf(page, '#all-functions');
    expect(await focused()).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(second);
    await page.keyboard.press('End');
    await page.keyboard.press('Tab');
    expect(await focused()).toMatch(/^Show /);
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe((await cellsOf(page, '#all-functions')).at(-1)?.[0]);
  });

  test('a way past the summary to the picture, to whoever has no mouse', async () => {
    const { page } = await openWritten(SHOP);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('sought');
  });

  test('nothing outside of its box, however many accents a name has', async () => {
    const { page } = await openWritten(tableOfNames(['main', `a${'\u0301'.repeat(300)}b`, 'end']));
    await page.locator('#all-functions tbody a').nth(1).click();
    const overflowOf = (place: string): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('${place}')).overflowY`);
    for (const place of ['h1', '#function h2', '#function td', '.detail']) expect(await overflowOf(place)).toBe('clip');
    expect(await overflowOf('#all-functions tbody th')).toBe('hidden');
  });

  test('on paper what is folded on the screen, and folds it again', async () => {
    const { page } = await openWritten(SHOP);
    await page.evaluate(`
      document.querySelector('main').insertAdjacentHTML('beforeend', '<details><summary>s</summary>folded</details>');
      globalThis.seen = [];
      addEventListener('beforeprint', () => seen.push(document.querySelector('details').open));`);
    await page.pdf({ format: 'A4' });
    expect(await page.evaluate("[...seen, document.querySelector('details').open]")).toEqual([true, false]);
  });

  test('the picture to the keyboard: what is chosen is said in words', async () => {
    const { page } = await openWritten(SHOP);
    const detail = (): Promise<string> => textOf(page, '.detail');
    await page.locator('.frames').focus();
    const top = await detail();
    await page.keyboard.press('ArrowDown');
    const below = await detail();
    expect(below).not.toBe(top);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('nav button').count()).toBe(2);
    await page.keyboard.press('Escape');
    expect(await page.locator('nav button').count()).toBe(0);
    await page.keyboard.press('i');
    expect(await textOf(page, '#picture h2')).toBe('Who called what takes the time');
    await page.keyboard.press('s');
    expect(await page.locator('#function').count()).toBe(1);
  });

  test('a function once more where its link is that of the address', async () => {
    const { page } = await openWritten(SHOP);
    const isShown = (): Promise<boolean> => page.evaluate("document.activeElement.matches('#function h2')");
    await page.locator('#all-functions tbody a').first().click();
    await page.locator('#filter').focus();
    await page.locator('#all-functions tbody a').first().click();
    expect(await isShown()).toBe(true);
    for (let time = 0; time < 2; time++) {
      await page.locator('.frames').focus();
      await page.keyboard.press('s');
      expect(await isShown()).toBe(true);
    }
  });

  test('to a pointer what is under it, and says again neither that nor what is chosen', async () => {
    const { page, heard } = await openWritten(SHOP);
    await page.evaluate(`
      globalThis.told = [];
      for (const place of document.querySelectorAll('#picture [aria-live], #picture [role=status]'))
        new MutationObserver((changes) => told.push(...changes)).observe(place, { childList: true, subtree: true, characterData: true });`);
    await page.locator('.detail a').focus();
    for (const y of [10, 30, 50]) await page.locator('.frames').hover({ position: { x: 40, y } });
    await page.evaluate("document.querySelector('.frames').dispatchEvent(new Event('scroll'))");
    expect(await textOf(page, '.pointed')).not.toBe('');
    expect(await page.evaluate("document.activeElement.matches('.detail a')")).toBe(true);
    expect(await page.evaluate('told.length')).toBe(0);
    expect(heard.consoleErrors).toEqual([]);
  });

  test('what is highlighted, with its part of the time', async () => {
    const { page } = await openWritten(SHOP);
    await page.locator('#sought').fill('main');
    expect(await textOf(page, '#picture [role=status]')).toMatch(/^\d+ frames?, about \d+\.\d % of the time$/);
    await page.locator('#sought').fill('nobody-is-called-this');
    expect(await textOf(page, '#picture [role=status]')).toBe('no frame');
  });

  test.each([
    ['Enter', 'main', /^\d+ frames?, /],
    ['Escape', '', /^$/],
  ])('the picture again after %s where one types what to highlight', async (key, typed, found) => {
    const { page } = await openWritten(SHOP);
    await page.locator('.frames').focus();
    await page.keyboard.type('/main');
    await page.keyboard.press(key);
    expect(await page.evaluate("document.activeElement.matches('.frames')")).toBe(true);
    expect(await page.locator('#sought').inputValue()).toBe(typed);
    expect(await textOf(page, '#picture [role=status]')).toMatch(found);
  });

  test('a file to save, which has what the command writes', async () => {
    const { page } = await openWritten(SHOP);
    const order = { sort: resolveSortOrder(['cumulative']), reverse: false, top: SHOP.length };
    const saved = async (name: string): Promise<string> => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      return readFileSync(await (await download).path(), 'utf8');
    };
    expect(await saved('Save as CSV')).toBe([...renderReportCsv(SHOP, order)].join(''));
    const markdown = await saved('Save as Markdown');
    expect(markdown).toContain(`${SHOP.length} of ${SHOP.length} functions.`);
    expect(markdown.split('\n').filter((line) => line.startsWith('| `')).length).toBe(SHOP.length);
  });

  test('in a saved list what it was filtered by', async () => {
    const { page } = await openWritten(SHOP);
    await page.locator('#filter').fill('main.py');
    await page.getByLabel('only own code').check();
    const count = (await cellsOf(page, '#all-functions')).length;
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as Markdown' }).click();
    const saved = readFileSync(await (await download).path(), 'utf8');
    expect(saved).toMatch(/^# Profile of /);
    expect(saved).toContain(`\n${count} of ${SHOP.length} functions, those that match \`main.py\`, only own code.\n`);
  });

  test('of a function that is known as a caller only that there is no more', async () => {
    const { page } = await openWritten(tableWithHostileNames());
    await page.locator('.frames').focus();
    for (const key of ['i', 'Home', 'ArrowDown', 's']) await page.keyboard.press(key);
    expect(await textOf(page, '.detail')).toContain('known as a caller only');
    expect(await page.locator('.detail a').isVisible()).toBe(false);
    expect(await textOf(page, '#opened')).toContain('has no numbers of its own');
  });

  test('without its script the report as lists, and says what is missing', async () => {
    const { page, heard } = await openWritten(SHOP, { javaScriptEnabled: false });
    expect(await page.locator('#explorer noscript p').isVisible()).toBe(true);
    expect(await page.locator('#functions table').count()).toBe(2);
    expect(heard.consoleErrors).toEqual([]);
  });

  test('to a browser that is too old the report as lists, and says so', async () => {
    const { page, heard } = await openWritten(SHOP);
    await page.addInitScript('delete globalThis.DecompressionStream');
    await page.reload();
    expect(await textOf(page, '#explorer')).toContain('need DecompressionStream');
    expect(await page.locator('#functions table').first().isVisible()).toBe(true);
    expect(heard.pageErrors).toEqual([]);
  });

  test('the report as lists where the list of all functions fails', async () => {
    const { page } = await openWritten(SHOP);
    await page.addInitScript(`
      const { createElement } = Document.prototype;
      Document.prototype.createElement = function (tag) {
        if (tag === 'tbody') throw new Error('no list today');
        return createElement.call(this, tag);
      };`);
    await page.reload();
    await page.getByText('cannot be shown: Error: no list today').waitFor();
    expect(await page.locator('#functions table').first().isVisible()).toBe(true);
    expect(await page.locator('#hottest').isVisible()).toBe(true);
  });

  test('on paper the lists in place of what one clicks', async () => {
    const { page } = await openWritten(SHOP);
    const isVisible = (selector: string): Promise<boolean> => page.locator(selector).first().isVisible();
    expect([await isVisible('#functions'), await isVisible('#all-functions')]).toEqual([false, true]);
    await page.emulateMedia({ media: 'print' });
    expect([await isVisible('#functions'), await isVisible('#all-functions')]).toEqual([true, false]);
  });

  test('on paper the whole width of the picture', async () => {
    const { page } = await openWritten(SHOP, { viewport: { width: 1400, height: 800 } });
    await page.evaluate(`
      globalThis.widths = [];
      matchMedia('print').addEventListener('change', () => widths.push([canvas.clientWidth, document.querySelector('.frames').clientWidth]));
      const canvas = document.querySelector('canvas');`);
    await page.pdf({ format: 'A4' });
    const [onPaper = [], onScreen = []] = await page.evaluate<readonly (readonly number[])[]>('widths');
    expect(onPaper[0]).toBeLessThan(900);
    expect(onPaper[0]).toBe(onPaper[1]);
    expect(onScreen[0]).toBeGreaterThan(1200);
  });

  test('a profile of nothing, and says that there is nothing', async () => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 });
    const { page, heard } = await openWritten(builder.finish('traced', []));
    expect(await textOf(page, '#picture')).toContain('This profile has no time to show.');
    expect(heard.pageErrors).toEqual([]);
  });

  test('a chain of 3,000 calls, which one scrolls', async () => {
    const { page, heard } = await openWritten(tableOfNames(Array.from({ length: 3000 }, (_, at) => `f${at}`)));
    await page.locator('.frames').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate("document.querySelector('.frames').scrollHeight")).toBeGreaterThan(2000);
    expect(await page.evaluate("document.querySelector('canvas').height")).toBeLessThan(2000);
    expect(heard.pageErrors).toEqual([]);
  });
});
