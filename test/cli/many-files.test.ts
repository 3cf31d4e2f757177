import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { marshalProfile } from '../../src/export/marshal.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { runCli } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-many-'));
afterAll(() => rmSync(folder, { recursive: true }));

const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };

/** Who called its function the list says first, if it was the profiler. */
const calledBy = (file: string): Buffer => {
  const builder = new ProfileBuilder();
  builder.setRow('begin.py', 1, 'begun', numbers);
  builder.setEdge(file, 0, 'profiler', numbers, false);
  return Buffer.concat([...marshalProfile(builder.finish('traced', []))]);
};

const large = (): Buffer => {
  const builder = new ProfileBuilder();
  for (let line = 1; line <= 10_000; line++) builder.setRow('large.py', line, 'f', numbers);
  return Buffer.concat([...marshalProfile(builder.finish('traced', []))]);
};

const write = (name: string, bytes: Buffer): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

const plain = write('plain', large());
const odd = write('odd', calledBy('jprofile'));
const [first, ...others] = [plain, plain, plain, plain];

test.each([
  ['first', [odd, ...others]],
  ['last, so that all are read again', [first, odd, ...others]],
  ['through a pipe, first', ['-', ...others]],
])('callers of many files are known where the list of numbers asks for them: read %s', async (_, paths) => {
  const { stdout, stderr } = await runCli(['stats', '-n', '1', ...paths], calledBy('jprofile'));
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^ {9}begun\n {9}\d+ function calls in \d+/);
});

test('callers are known where a file has the name of the profiler only without its folder', async () => {
  const builder = new ProfileBuilder();
  builder.setRow('/srv/jprofile', 1, 'profiler', numbers);
  const named = write('named', Buffer.concat([...marshalProfile(builder.finish('traced', []))]));
  const { exitCode, stdout } = await runCli(['stats', '--restrict', 'jprofile', first, named, ...others]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('jprofile:1(profiler)');
});
