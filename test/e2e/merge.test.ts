import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROGRAM } from './shell.ts';

test('merge takes a file named - in the working folder for a file, not for standard input', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-merge-'));
  cpSync(join(import.meta.dirname, '../../fixtures/profiles/words-py311/out.prof'), join(folder, '-'));
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'merge', '.', '-o', 'all.prof'], {
    cwd: folder,
    encoding: 'utf8',
    input: 'no profile',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'pyprof-view: note: 1 profile merged\n' });
  rmSync(folder, { recursive: true });
});
