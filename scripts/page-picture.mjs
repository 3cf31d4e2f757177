// Makes the picture of an HTML report from the real page in a real browser: `npm run pictures`, after those of the viewer.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const PICTURE = 'docs/pictures/report.webp';
const REPORT = [
  '--map',
  '/srv/app=fixtures/source/app',
  'fixtures/profiles/logreport-py311/out.prof',
  '--format',
  'html',
];
const SIZE = { width: 1000, height: 960 };

/** By the names that Debian, Ubuntu and Google give it. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];

const executablePath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => COMMANDS.map((name) => join(folder, name)))
  .find((path) => existsSync(path));

if (executablePath === undefined) {
  process.stderr.write(
    `${PICTURE} is left as it was: no Chromium is here. Run .ci/install-browser, then this again.\n`,
  );
  process.exitCode = 1;
} else await takePicture();

async function takePicture() {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-picture-'));
  const path = join(folder, 'report.html');
  execFileSync(process.execPath, ['bin/pyprof-view.js', 'report', ...REPORT, '-o', path], { stdio: 'inherit' });
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
    await page.goto(pathToFileURL(path).href);
    await page.waitForSelector('#all-functions tbody tr');
    await page.evaluate('document.querySelector("#explorer").scrollIntoView()');
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
    writeFileSync(PICTURE, Buffer.from(data, 'base64'));
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
