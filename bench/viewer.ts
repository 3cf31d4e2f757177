import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dumpOf } from './dumps.ts';
import { ownWork } from './own-work.ts';
import { percentile } from './percentile.ts';
import { type Opened, openViewer, timeBareNode } from './viewer-process.ts';

/**
 * How quickly the viewer answers, in a real pseudo-terminal: from the start to the first whole picture, and from a key
 * to the end of the picture that it makes. Wall time: it is what a user waits for. Writes bench/VIEWER.md.
 */

type Row = { readonly what: string; readonly value: string; readonly most: string; readonly holds: boolean };

const STARTS = 9;
const KEYS_EACH = 60;

/** Keys that move, and keys that sort and so put a million rows into another order in the background. */
const MOVES = ['j', 'k', '\x1b[6~', '\x1b[5~', 'G', 'g'];
const SORTS = ['t', 'c', 'r', '#'];

/** A real profile, and the sources of its program. */
const SOURCE_DUMP = 'fixtures/profiles/logreport-py311/out.prof';
const SOURCE_ROOT = 'fixtures/source/app';

/** Keys that change what is on every screen of a function: to another pane, to other units. */
const CHANGING = ['\t', 'U'];

const CLEAR_SCREENS = ['\x1b[2J', '\x1b[3J'];

const rows: Row[] = [];

async function firstFrame(): Promise<void> {
  const dump = dumpOf(10_000);
  const first: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < STARTS; run++) {
    const viewer = await openViewer(dump, { columns: 120, rows: 53 });
    first.push(viewer.firstFrame);
    await viewer.quit();
    bare.push(await timeBareNode());
  }
  const least = Math.min(...first);
  const ratio = percentile(first, 50) / percentile(bare, 50);
  add('first picture of 10,000 functions, best of 9', milliseconds(least), '170 ms', least <= 170);
  add('the same, median, over a bare `node -e 0`', `${ratio.toFixed(1)}x`, '5x', ratio <= 5);
}

async function keys(): Promise<void> {
  const dump = dumpOf(1_000_000);
  const viewer = await openViewer(dump, { columns: 120, rows: 53 });
  const moves: number[] = [];
  for (let round = 0; round < KEYS_EACH; round++) for (const key of MOVES) moves.push(await viewer.press(key));
  const sorts: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const key of SORTS) {
      sorts.push(await viewer.press(key));
      sorts.push(await viewer.press('j')); // while the rows are still being sorted
    }
  }
  const half = percentile(moves, 50);
  const worst = percentile(moves, 99);
  add('key to picture, a million functions, 120x53: p50', milliseconds(half), '25 ms', half <= 25);
  add('p99', milliseconds(worst), '80 ms', worst <= 80);
  const slowest = Math.max(...sorts);
  add('slowest key while a million rows are sorted', milliseconds(slowest), '100 ms', slowest <= 100);
  await quiet(viewer);
  await viewer.quit();
}

/** The densest screen: a function of a real profile between its callers and callees, its source at the right. */
async function functionWithSource(): Promise<void> {
  const size = { columns: 160, rows: 50 };
  const viewer = await openViewer(SOURCE_DUMP, size, ['--map', `/srv/app=${SOURCE_ROOT}`]);
  for (const key of ['/', ...'normalise', '\r', '\r']) await viewer.press(key);
  await viewer.until('Source, and the time of what each line calls');
  const times: number[] = [];
  for (let round = 0; round < KEYS_EACH; round++) for (const key of CHANGING) times.push(await viewer.press(key));
  await viewer.quit();
  const half = percentile(times, 50);
  add('key to picture, a function with its source, 160x50: p50', milliseconds(half), '25 ms', half <= 25);
  const own = percentile(await ownWork(SOURCE_DUMP, SOURCE_ROOT, size), 50);
  add('of that our own work: the key, and the lines of the frame: p50', `${own.toFixed(2)} ms`, '3 ms', own <= 3);
}

async function quiet(viewer: Opened): Promise<void> {
  const idle = await viewer.bytesWhileIdle();
  add('bytes written in two idle seconds', `${idle}`, '0', idle === 0);
  const clears = CLEAR_SCREENS.reduce((sum, code) => sum + viewer.output().split(code).length - 1, 0);
  add('clear-screens', `${clears}`, '0', clears === 0);
}

function add(what: string, value: string, most: string, holds: boolean): void {
  process.stderr.write(`${what}: ${value} (at most ${most})\n`);
  rows.push({ what, value, most, holds });
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}

await firstFrame();
await keys();
await functionWithSource();
const text = [
  '# The viewer: results',
  '',
  'Made by `npm run bench:viewer` in a pseudo-terminal. Wall time, so take a quiet machine.',
  '',
  `- Node ${process.version}`,
  `- ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
  '',
  '| what | measured | at most | holds |',
  '| --- | --: | --: | --- |',
  ...rows.map(({ what, value, most, holds }) => `| ${what} | ${value} | ${most} | ${holds ? 'yes' : '**no**'} |`),
  '',
].join('\n');
process.stdout.write(`${text}\n`);
writeFileSync('bench/VIEWER.md', text);
