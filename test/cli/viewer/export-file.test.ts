import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportFile } from '../../../src/cli/viewer/export-file.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-export-'));
  writeFileSync(join(folder, 'there.md'), 'before');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('a new file is written', () => {
  expect(exportFile([], join(folder, 'new.md'), 'list', { replace: false })).toBeNull();
  expect(text('new.md')).toBe('list');
});

test.each(['there.md', 'link.md'])('%s is written over only where that is wanted', (name) => {
  symlinkSync('there.md', join(folder, 'link.md'));
  expect(exportFile([], join(folder, name), 'list', { replace: false })).toBe('exists');
  expect(text('there.md')).toBe('before');
  expect(exportFile([], join(folder, name), 'list', { replace: true })).toBeNull();
  expect(text('there.md')).toBe('list');
});

test('a profile is never written over', () => {
  const profile = join(folder, 'there.md');
  expect(exportFile(['-', profile], profile, 'list', { replace: true })).toMatchObject({
    refusal: expect.stringContaining('would overwrite'),
  });
  expect(text('there.md')).toBe('before');
});

test.skipIf(process.platform === 'win32')(
  'into a pipe, or through a link to one, nothing is written: nobody may read it',
  () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('pipe', join(folder, 'to-pipe'));
    for (const name of ['pipe', 'to-pipe'])
      for (const replace of [false, true])
        expect(exportFile([], join(folder, name), 'list', { replace })).toMatchObject({
          refusal: expect.stringContaining('it is a pipe or a device, and the viewer waits for none'),
        });
  },
);
