import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './find-barriers.ts';
import { browser, expectNothingHeard, openPage } from './open-page.ts';

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`;

const page = (head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>${head}</head>
  <body><main><h1>Page</h1>${body}</main></body></html>`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-page-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, 'page.html');
  writeFileSync(path, text);
  return path;
}

// Else a test that expects silence would pass because nobody listened.
describe.skipIf(!browser.isHere)(`${browser.title} tells of a page`, () => {
  test('what it asked for', async () => {
    const { heard, url } = await openPage(write(page('', '<img src="http://a.example/b.png" alt="b">')));
    expect(heard.requests).toEqual([url, 'http://a.example/b.png']);
  });

  test('its dialogs, and goes on', async () => {
    const opened = await openPage(
      write(page('', '<p>before</p><script>alert("hello"); document.title = "on"</script>')),
    );
    expect(opened.heard.dialogs).toEqual(['hello']);
    expect(await opened.page.title()).toBe('on');
  });

  test('its windows', async () => {
    const { heard } = await openPage(write(page('', '<script>open("about:blank")</script>')));
    expect(heard.windows).toEqual(['about:blank']);
  });

  test('its errors', async () => {
    const { heard } = await openPage(write(page('', '<script>console.error("said"); missing()</script>')));
    expect(heard).toMatchObject({ consoleErrors: ['said'], pageErrors: ['missing is not defined'] });
  });

  test('errors of its window that no script threw', async () => {
    const grow = 'new ResizeObserver(() => { box.height = box.clientHeight + 1; }).observe(box)';
    const opened = await openPage(write(page('', `<canvas id="box"></canvas><script>${grow}</script>`)));
    await opened.page.waitForFunction('box.height > 160');
    expect(opened.heard.consoleErrors[0]).toContain('ResizeObserver loop');
  });

  test('what its Content-Security-Policy refused', async () => {
    const { heard } = await openPage(write(page(POLICY, '<script>alert(1)</script>')));
    expect(heard.dialogs).toEqual([]);
    expect(heard.consoleErrors).toEqual([expect.stringContaining('Content Security Policy')]);
  });

  test('nothing where there was nothing', async () => {
    expectNothingHeard(await openPage(write(page('', '<p>text</p>'))));
  });

  test('whom it keeps out, whatever its Content-Security-Policy', async () => {
    const opened = await openPage(write(page(POLICY, '<button></button>')));
    expect(await findBarriers(opened.page)).toMatchObject([{ rule: 'button-name', elements: ['<button></button>'] }]);
    expect(opened.heard.consoleErrors).toEqual([]);
    expect(await opened.page.evaluate('document.querySelectorAll("button").length')).toBe(1);
  });

  test('that it keeps out nobody', async () => {
    expect(await findBarriers((await openPage(write(page('', '<p>text</p>')))).page)).toEqual([]);
  });
});
