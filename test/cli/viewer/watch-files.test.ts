import { mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signatureOf, watchFiles, watchRefusal } from '../../../src/cli/viewer/watch-files.ts';

let folder = '';
let path = '';
let settled = 0;
let lost: string[] = [];
let end: () => void = () => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-watch-'));
  path = join(folder, 'out.prof');
  writeFileSync(path, 'first');
  settled = 0;
  lost = [];
});

afterEach(() => {
  end();
  rmSync(folder, { recursive: true, force: true });
});

function watch(watched: string = path, seen: string = signatureOf([watched])): void {
  end = watchFiles([watched], seen, { onSettled: () => settled++, onLost: (error) => lost.push(watchRefusal(error)) });
}

const isSettled = (times: number) => expect.poll(() => settled).toBe(times);

test('a file that is written, replaced, taken away and put back is seen each time', async () => {
  watch();
  writeFileSync(path, 'second');
  await isSettled(1);
  writeFileSync(join(folder, 'new'), 'third');
  renameSync(join(folder, 'new'), path);
  await isSettled(2);
  unlinkSync(path);
  await isSettled(3);
  writeFileSync(path, 'fourth');
  await isSettled(4);
});

test('many steps of writing are one change', async () => {
  watch();
  for (let step = 0; step < 50; step++) writeFileSync(path, 'x'.repeat(step));
  await isSettled(1);
});

test('a change before watching began is seen', async () => {
  const seen = signatureOf([path]);
  writeFileSync(path, 'changed meanwhile');
  watch(path, seen);
  await isSettled(1);
});

test('the file behind a link is watched', async () => {
  const links = mkdtempSync(join(tmpdir(), 'pyprof-view-links-'));
  symlinkSync(path, join(links, 'link.prof'));
  watch(join(links, 'link.prof'));
  writeFileSync(path, 'second');
  await isSettled(1);
  rmSync(links, { recursive: true });
});

test('other files of the folder are nothing', async () => {
  watch();
  writeFileSync(join(folder, 'other'), 'x');
  writeFileSync(path, 'second'); // seen after the other
  await isSettled(1);
});

test('a folder that is not there cannot be watched', () => {
  expect(() => watch(join(folder, 'no/such/out.prof'))).toThrow(/ENOENT/);
});

test('a folder that goes away is said: nothing more would be heard of its files', async () => {
  watch();
  rmSync(folder, { recursive: true });
  await expect.poll(() => lost.length).toBeGreaterThan(0);
  expect(lost[0]).toBe('The file cannot be watched: its folder is gone.');
});
