import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFile } from '../../src/cli/viewer/export-file.ts';
import { type CliResult, runCli } from './run-cli.ts';

const PROFILE = join(import.meta.dirname, '../../fixtures/profiles/recursion-py311/out.prof');

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-unwritable-'));
  chmodSync(folder, 0o755); // whoever root becomes may enter
  copyFileSync(PROFILE, at('in.prof'));
  writeFileSync(at('file'), 'kept');
  symlinkSync(at('loop'), at('loop'));
  mkdirSync(at('folder'));
  mkdirSync(at('closed'), { mode: 0o000 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where nothing can be written, and why; FOLDER is the one that the tests work in. */
const OUTPUTS: readonly (readonly [name: string, why: string])[] = [
  ['file/x', 'a part of the path is not a folder'],
  ['loop', 'too many symbolic links'],
  ['loop/x', 'too many symbolic links'],
  ['x'.repeat(300), 'the name is too long'],
  ['nowhere/x', 'there is no folder FOLDER/nowhere'],
  ['folder', 'it is a folder'],
  ['folder/', 'it is a folder'],
  ['closed/x', 'permission denied'],
];

/** For root every folder is open: it lays its rights down for the while. */
async function asAnybody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

const COMMANDS: readonly (readonly [name: string, ...args: readonly string[]])[] = [
  ['report'],
  ['hints'],
  ['hints', '--json'],
  ['diff', '--force', PROFILE],
  ['merge'],
];

describe.each(COMMANDS)('%s', (...command) => {
  const write = (name: string): Promise<CliResult> => runCli([...command, PROFILE, '-o', at(name)]);

  test.each(OUTPUTS)('into %s ends with 4 and one sentence: %s', async (name, why) => {
    await write('warm'); // what it imports is read with all rights
    const result = await asAnybody(() => write(name));
    expect(result).toEqual(
      expect.objectContaining({
        exitCode: 4,
        stdout: '',
        stderr: `pyprof-view: ${at(name)}: ${why.replace('FOLDER', folder)}. Nothing was written.\n`,
      }),
    );
    rmSync(at('warm'));
    expect(readdirSync(folder).sort()).toEqual(['closed', 'file', 'folder', 'in.prof', 'loop']);
  });
});

test.each(OUTPUTS)('typed in the viewer, %s is refused in a sentence: %s', async (name, why) => {
  const result = await asAnybody(async () => exportFile([PROFILE], at(name), 'text', { replace: false }));
  expect(result).toEqual({ refusal: `${at(name)}: ${why.replace('FOLDER', folder)}.` });
});
