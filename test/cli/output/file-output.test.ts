import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOutput } from '../../../src/cli/output/file-output.ts';

/** Whether what is written to a file is looked through as if a terminal got it. */
function isTakenForTerminal(path: string, flags: string): boolean {
  const descriptor = openSync(path, flags);
  try {
    return fileOutput(descriptor, path).isTerminal;
  } finally {
    closeSync(descriptor);
  }
}

test('a file is no terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-output-'));
  expect(isTakenForTerminal(join(folder, 'out.txt'), 'w')).toBe(false);
  rmSync(folder, { recursive: true });
});

test.skipIf(!existsSync('/dev/null'))('/dev/null is no terminal: its output was looked through byte by byte', () => {
  expect(isTakenForTerminal('/dev/null', 'w')).toBe(false);
});

test.skipIf(!existsSync('/dev/zero'))('any other device may be one', () => {
  expect(isTakenForTerminal('/dev/zero', 'r')).toBe(true);
});
