// Size of a page and time to its first picture, beside snakeviz and speedscope:
// npm run bench:pages -- [--snakeviz=COMMAND] [--speedscope=dist/release] PROFILE...
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type Page as BrowserPage, chromium, type Request } from 'playwright-core';
import { percentile } from './percentile.ts';

const RUNS = 3;
const MOST_MS = 60_000;
const PORT = 8917;
const PROGRAM = resolve('bin/pyprof-view.js');

/** `drawn` holds in the page once the picture is in it; `bytes`: the data of this profile alone, and all that the page needs. */
type Page = {
  readonly url: string;
  readonly drawn: string;
  readonly bytes: { readonly data: number; readonly all: number } | null;
};

type Tool = { readonly name: string; readonly makePage: (profile: string, folder: string) => Page };

const sizeOf = (path: string): number => statSync(path).size;

const OURS: Tool = {
  name: 'pyprof-view',
  makePage: (profile, folder) => {
    const path = join(folder, 'report.html');
    execFileSync(process.execPath, [PROGRAM, 'report', profile, '--format', 'html', '-o', path], { stdio: 'ignore' });
    const drawn = "document.querySelector('.frames canvas') && document.querySelector('#all-functions tbody tr')";
    return { url: pathToFileURL(path).href, drawn, bytes: { data: sizeOf(path), all: sizeOf(path) } };
  },
};

/** The server makes the page when it is asked for it; what it sent is counted then. */
const SNAKEVIZ: Tool = {
  name: 'snakeviz',
  makePage: (profile) => ({
    url: `http://127.0.0.1:${PORT}/snakeviz/${encodeURIComponent(resolve(profile))}`,
    drawn: "document.querySelector('#chart svg rect')",
    bytes: null,
  }),
};

/** As its own command line opens a file, which we write for it. */
function speedscopeIn(release: string): Tool {
  const program = readdirSync(release).filter((name) => /^(?:index\.html|speedscope-.*|.*\.woff2)$/.test(name));
  const all = program.reduce((sum, name) => sum + sizeOf(join(release, name)), 0);
  return {
    name: 'speedscope',
    makePage: (profile, folder) => {
      const path = join(folder, 'profile.json');
      execFileSync(process.execPath, [PROGRAM, 'export', profile, '--to', 'speedscope', '-o', path], {
        stdio: 'ignore',
      });
      const script = join(folder, 'profile.js');
      const base64 = readFileSync(path).toString('base64');
      writeFileSync(script, `speedscope.loadFileFromBase64("profile.json", "${base64}")`);
      const url = `${pathToFileURL(join(release, 'index.html')).href}#localProfilePath=${script}`;
      const drawn = "document.querySelectorAll('canvas').length > 1";
      return { url, drawn, bytes: { data: sizeOf(script), all: all + sizeOf(script) } };
    },
  };
}

type Opened = { readonly milliseconds: number | null; readonly sent: number; readonly page: number };

/** From the start of the navigation to the frame behind the one in which the picture was there. */
async function open(browser: Browser, { url, drawn }: Page, shot: string | null): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const requests: Request[] = [];
  page.on('requestfinished', (request) => requests.push(request));
  await page.addInitScript(`{
    const look = () => (${drawn}) ? requestAnimationFrame(() => { globalThis.drawnAt = performance.now(); }) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  }`);
  const answer = await page.goto(url, { waitUntil: 'commit' });
  const milliseconds = await drawnAt(page);
  if (shot !== null) await page.screenshot({ path: shot });
  const isServed = url.startsWith('http');
  const sizes = isServed ? await Promise.all(requests.map((request) => request.sizes())) : [];
  const sent = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  const body = isServed ? ((await answer?.body())?.length ?? 0) : 0;
  await context.close();
  return { milliseconds, sent, page: body };
}

/** Asked from outside: a page whose policy forbids `eval` refuses Playwright's own waiting. */
async function drawnAt(page: BrowserPage): Promise<number | null> {
  const end = Date.now() + MOST_MS;
  while (Date.now() < end) {
    const milliseconds = await page.evaluate<number | null>('globalThis.drawnAt ?? null');
    if (milliseconds !== null) return milliseconds;
    await new Promise((done) => setTimeout(done, 50));
  }
  return null;
}

async function measure(browser: Browser, { name, makePage }: Tool, profile: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-bench-'));
  const page = makePage(profile, folder);
  const runs: Opened[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await open(browser, page, shotOf(name, profile, run)));
  rmSync(folder, { recursive: true });
  const times = runs.flatMap(({ milliseconds }) => (milliseconds === null ? [] : [milliseconds]));
  const data = page.bytes?.data ?? runs[0]?.page ?? 0;
  const all = page.bytes?.all ?? runs[0]?.sent ?? 0;
  const time = times.length < RUNS ? `none in ${MOST_MS / 1000} s` : times.map((each) => Math.round(each)).join(', ');
  const median = times.length < RUNS ? '' : `${(percentile(times, 50) / 1000).toFixed(2)} s`;
  return `| ${basename(dirname(profile))} | ${name} | ${kilobytes(data)} | ${kilobytes(all)} | ${median} | ${time} |`;
}

function shotOf(name: string, profile: string, run: number): string | null {
  const folder = process.env['SHOTS'];
  return folder === undefined || run > 0 ? null : join(folder, `${basename(dirname(profile))}-${name}.png`);
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000).toLocaleString('en')} kB`;
}

function startSnakeviz(command: string, profile: string): ChildProcess {
  const [program = '', ...args] = command.split(' ');
  return spawn(program, [...args, '--server', '--port', String(PORT), profile], { stdio: 'ignore' });
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const args = process.argv.slice(2);
const optionOf = (name: string): string | undefined =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const profiles = args.filter((arg) => !arg.startsWith('--'));
const [snakeviz, speedscope] = [optionOf('snakeviz'), optionOf('speedscope')];
const tools = [
  OURS,
  ...(snakeviz === undefined ? [] : [SNAKEVIZ]),
  ...(speedscope === undefined ? [] : [speedscopeIn(resolve(speedscope))]),
];
const server = snakeviz === undefined ? null : startSnakeviz(snakeviz, profiles[0] ?? '');
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--allow-file-access-from-files', '--enable-unsafe-swiftshader'],
});
try {
  if (server !== null) await answers(`http://127.0.0.1:${PORT}/static/snakeviz.css`);
  print(
    '| profile | tool | data | all that is loaded | first picture | runs (ms) |\n| :-- | :-- | --: | --: | --: | :-- |',
  );
  for (const profile of profiles) for (const tool of tools) print(await measure(browser, tool, profile));
} finally {
  await browser.close();
  server?.kill();
}
