import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Key, writeProfile } from '../decode/write-marshal.ts';
import { type CliResult, runCli } from './run-cli.ts';

/** What the files hold that a profile names, and what a report must not show of itself. */
const SECRET = 'the_password';
const TEXT = `def f():\n    return '${SECRET}'\n\n\ndef g():\n    return f()\n`;
const LEFT_OUT = 'since it is outside the working folder, --source-root and --map';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-reach-'));
  mkdirSync(at('elsewhere'));
  mkdirSync(at('root'));
  writeFileSync(at('elsewhere/x.py'), TEXT);
  writeFileSync(at('elsewhere/app.zip'), zipSync({ 'x.py': Buffer.from(TEXT) }));
  symlinkSync(at('elsewhere/x.py'), at('root/linked.py'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command on a profile of two functions in this file. */
async function run(file: string, command: string, ...options: readonly string[]): Promise<CliResult> {
  const keys: Key[] = [
    [file, 1, 'f'],
    [file, 5, 'g'],
  ];
  const rows = keys.map((key) => ({ key, numbers: [1n, 1n, 1, 1] as const, callers: [] }));
  writeFileSync(at('out.prof'), writeProfile(rows, 2));
  return runCli([command, ...options, at('out.prof')]);
}

describe('a report', () => {
  test.each([
    ['a file', 'elsewhere/x.py'],
    ['an archive', 'elsewhere/app.zip/x.py'],
    ['a link that leads out of the folders that may be read', 'root/linked.py'],
  ])('does not read %s that the profile names elsewhere, and says how many functions that are', async (_, file) => {
    const { stdout, stderr, exitCode } = await run(at(file), 'report', '--source-root', at('root'));
    expect({ exitCode, hasSecret: stdout.includes(SECRET) }).toEqual({ exitCode: 0, hasSecret: false });
    expect(stderr).toBe(
      `pyprof-view: note: the source of 2 functions is not in the report, ${LEFT_OUT}; --sources any includes it\n`,
    );
    expect(stdout).toContain(`The source of 2 hot functions is left out, ${LEFT_OUT}: \`--sources any\` includes it.`);
  });

  test.each([
    ['--source-root', () => ['--source-root', at('elsewhere')]],
    ['--map', () => ['--map', `${at('elsewhere')}=${at('elsewhere')}`]],
    ['--sources any', () => ['--sources', 'any']],
  ])('reads it with %s', async (_, options) => {
    const { stdout, stderr } = await run(at('elsewhere/x.py'), 'report', ...options());
    expect({ hasSecret: stdout.includes(SECRET), stderr }).toEqual({ hasSecret: true, stderr: '' });
  });

  test('as JSON says it beside the hints', async () => {
    const { stdout } = await run(at('elsewhere/x.py'), 'report', '--format', 'json');
    expect(stdout).not.toContain(SECRET);
    expect(JSON.parse(stdout).hints.notes.join()).toContain(LEFT_OUT);
  });

  test('names --sources in the command that makes it again', async () => {
    const sections = ['--section', 'reproduce', '--section', 'source'];
    const { stdout } = await run(at('elsewhere/x.py'), 'report', '--sources', 'any', ...sections);
    expect(stdout).toContain('--sources any');
  });

  test('without sections that read source refuses --sources any', async () => {
    const { stderr, exitCode } = await run(at('elsewhere/x.py'), 'report', '--format', 'csv', '--sources', 'any');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('--sources changes nothing') });
  });
});

test('other commands read wherever the profile says, unless they are told not to', async () => {
  const path = at('elsewhere/x.py');
  await run(path, 'report');
  expect((await runCli(['source', at('out.prof'), 'f'])).stdout).toContain(SECRET);
  const { stdout, stderr, exitCode } = await runCli(['source', '--sources', 'here', at('out.prof'), 'f']);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 });
  expect(stderr).toContain(`${path} is not read: it is outside the working folder, --source-root and --map`);
});
