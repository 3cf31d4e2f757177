import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runMeasured } from './measured-run.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-changing-'));
const at = (name: string): string => join(folder, name);

/** Once the first bytes of a file are read, and before the next ones are, something happens to it. */
const ACCIDENT = `
const fs = require('node:fs');
const { openSync, readSync } = fs;
const named = new Map();
fs.openSync = (path, ...rest) => {
  const file = openSync(path, ...rest);
  named.set(file, String(path));
  return file;
};
fs.readSync = (file, ...rest) => {
  const count = readSync(file, ...rest);
  const path = named.get(file);
  if (path?.endsWith(process.env.VICTIM)) {
    named.delete(file);
    ({ shrinks: () => fs.truncateSync(path, 600), grows: () => fs.appendFileSync(path, 'more'), vanishes: () => fs.rmSync(path) })[process.env.ACCIDENT]();
  }
  return count;
};
`;

writeFileSync(at('accident.cjs'), ACCIDENT);
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  copyFileSync(join(FIXTURES, 'hints/re-compile/bad-py311.prof'), at('out.prof'));
  const source = readFileSync(join(FIXTURES, 'hints/re-compile/bad.py'), 'utf8');
  writeFileSync(at('bad.py'), source + '# more than is read at one go\n'.repeat(100));
});

function sizeOf(name: string): number | undefined {
  return statSync(at(name), { throwIfNoEntry: false })?.size;
}

function runWith(accident: string, victim: string, ...args: readonly string[]): ReturnType<typeof runMeasured> {
  const line = `ACCIDENT=${accident} VICTIM=${victim} NODE_OPTIONS='--require ${at('accident.cjs')}' "$@"`;
  return runMeasured(args, { line });
}

describe('a profile that changes while it is read', () => {
  test.each(['grows', 'vanishes'])('is the one that it was when it was opened, if it %s', (accident) => {
    const { stdout } = runMeasured(['stats', at('out.prof')]);
    const size = sizeOf('out.prof');
    expect(size).toBeGreaterThan(4096); // else it is read at one go, and nothing comes in between
    expect(runWith(accident, 'out.prof', 'stats', at('out.prof'))).toMatchObject({ exitCode: 0, stdout, stderr: '' });
    expect(sizeOf('out.prof')).not.toBe(size); // it did happen
  });

  test('is called cut off, if it shrinks', () => {
    const { exitCode, stdout, stderr } = runWith('shrinks', 'out.prof', 'stats', at('out.prof'));
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toMatch(/^pyprof-view: [^\n]*out\.prof: [^\n]* The copy may be incomplete[^\n]*\n$/);
  });
});

test.each(['shrinks', 'grows', 'vanishes'])('a source that %s while it is read does no harm', (accident) => {
  const size = sizeOf('bad.py');
  const run = runWith(accident, 'bad.py', 'source', at('out.prof'), 'parse_line');
  expect(run.exitCode).toBe(0);
  expect(sizeOf('bad.py')).not.toBe(size);
  expect(run.stderr).not.toMatch(/\n\s+at /);
  expect(run.stdout).toContain('def parse_line');
});
