import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const REPORT = `"${process.execPath}" "${join(ROOT, 'bin/pyprof-view.js')}" report --section summary "${join(ROOT, 'fixtures/profiles/words-py311/out.prof')}"`;
const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-descriptors-'));

afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['standard output', '-o /dev/stdout', '>'],
  ['standard output, appended to', '-o /dev/stdout', '>>'],
  ['standard output by its number', '-o /dev/fd/1', '>'],
  ['a descriptor of the shell', '-o /dev/fd/3 3>&1', '>'],
])('what others write into %s stays there', (name, output, into) => {
  const path = join(folder, name.replaceAll(/\W+/g, '-'));
  execFileSync('sh', [
    '-c',
    `echo before ${into} "${path}"; { echo first; ${REPORT} ${output}; echo last; } ${into} "${path}"`,
  ]);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const begin = into === '>>' ? ['before', 'first'] : ['first'];
  expect(lines.slice(0, begin.length)).toEqual(begin);
  expect(lines[begin.length]).toMatch(/^# Profile of /);
  expect(lines.at(-1)).toBe('last');
});
