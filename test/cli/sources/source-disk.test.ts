import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sourceDisk } from '../../../src/cli/sources/source-disk.ts';

const DISK = sourceDisk(() => undefined);

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function link(name: string, target: string): string {
  const path = join(folder, name);
  symlinkSync(target, path);
  return path;
}

function textAt(path: string): string | null {
  const bytes = DISK.read(path, 'source');
  return bytes === undefined ? null : Buffer.from(bytes).toString();
}

describe('a link by the name of a Python file', () => {
  test('is followed to Python, by name or by first line', () => {
    const module = file('real.py', 'x = 1\n');
    const script = file('script', '#!/usr/bin/env python3\nx = 2\n');
    expect(textAt(link('to-module.py', module))).toBe('x = 1\n');
    expect(textAt(link('to-script.py', script))).toBe('#!/usr/bin/env python3\nx = 2\n');
  });

  test('is not followed to anything else: what is shown is passed on', () => {
    expect(textAt(link('key.py', file('id_rsa', 'PRIVATE')))).toBeNull();
    expect(textAt(link('environment.py', '/proc/self/environ'))).toBeNull();
    expect(textAt(link('twice.py', join(folder, 'key.py')))).toBeNull();
  });
});

test('a folder, and a file that is not there, are no source', () => {
  expect(textAt(folder)).toBeNull();
  expect(textAt(join(folder, 'nowhere.py'))).toBeNull();
});
