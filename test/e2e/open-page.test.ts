import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROFILE, PROGRAM } from './shell.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-open-'));
  writeBrowser('my browser');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A program that writes down each argument that it is called with, and opens nothing. */
function writeBrowser(name: string): void {
  writeFileSync(at(name), `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > '${at('opened')}'\n`);
  chmodSync(at(name), 0o755);
}

type Run = { readonly status: number | null; readonly stderr: string; readonly opened: readonly string[] | null };

/** The built program in a shell-less process, with a browser of ours. */
function run(args: readonly string[], browser: string): Run {
  rmSync(at('opened'), { force: true });
  const env = { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, BROWSER: browser };
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, env, encoding: 'utf8' });
  const opened = existsSync(at('opened')) ? readFileSync(at('opened'), 'utf8').trimEnd().split('\n') : null;
  return { status, stderr, opened };
}

// A shell would run the touch, expand the name, or cut it into words.
const NAMES = [
  'with blanks.html',
  'a;touch hacked;.html',
  '$HOME $(touch hacked) `touch hacked`.html',
  'a&b|c>d#e?f%20g.html',
];

// Windows starts no script of sh, and has no such names.
describe.skipIf(process.platform === 'win32')('report --open', () => {
  test.each(NAMES)('opens %j as one address, which leads to the page', (name) => {
    const { status, stderr, opened } = run(['report', PROFILE, '--open', '-o', name], `'${at('my browser')}'`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: `pyprof-view: opened ${opened?.[1]}\n` });
    expect(opened).toEqual(['1', expect.stringMatching(/^file:\/\/\/[^ `|>#?]*$/)]);
    expect(fileURLToPath(opened?.[1] ?? '')).toBe(at(name));
    expect(readFileSync(at(name), 'utf8')).toMatch(/^<!doctype html>/);
    expect(existsSync(at('hacked'))).toBe(false);
  });

  test('puts the address where %s stands, and nowhere else', () => {
    const { opened } = run(
      ['report', PROFILE, '--open', '-o', 'a b.html'],
      `'${at('my browser')}' --new-tab %s '$x;y'`,
    );
    expect(opened).toEqual(['3', '--new-tab', expect.stringMatching(/\/a%20b\.html$/), '$x;y']);
  });

  test('without -o opens a page in a temporary folder', () => {
    const { status, opened } = run(['report', PROFILE, '--open'], `'${at('my browser')}'`);
    expect(status).toBe(0);
    const path = fileURLToPath(opened?.[1] ?? '');
    expect(path.startsWith(folder)).toBe(true);
    expect(readFileSync(path, 'utf8')).toMatch(/^<!doctype html>/);
  });

  test('goes on to the next browser where one is missing', () => {
    const { status, opened } = run(['report', PROFILE, '--open', '-o', 'next.html'], `not-there:'${at('my browser')}'`);
    expect({ status, opened }).toEqual({ status: 0, opened: ['1', expect.stringMatching(/\/next\.html$/)] });
  });

  test('without any browser ends with 4, and the page is there', () => {
    const { status, stderr, opened } = run(['report', PROFILE, '--open', '-o', 'alone.html'], 'not-there');
    expect({ status, opened }).toEqual({ status: 4, opened: null });
    expect(stderr).toContain('alone.html: it is written, but no browser could be started');
    expect(existsSync(at('alone.html'))).toBe(true);
  });

  test('diff --open does the same', () => {
    const args = ['diff', PROFILE, PROFILE, '--force', '--open', '-o', 'a;b $x.html'];
    const { status, opened } = run(args, `'${at('my browser')}'`);
    expect(status).toBe(0);
    expect(fileURLToPath(opened?.[1] ?? '')).toBe(at('a;b $x.html'));
  });
});
