import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isForeignFile, readForeignFile } from '../../../src/cli/input/foreign-file.ts';
import { sourceFinder } from '../../../src/cli/viewer/find-source.ts';
import { FileError } from '../../../src/errors.ts';
import { DEADLINE_MILLISECONDS } from '../../deadline.ts';
import { writeProfile } from '../../decode/write-marshal.ts';
import { runCli } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-foreign-'));
const server = createServer();

const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  writeFileSync(at('plain.py'), 'x = 1\n');
  mkdirSync(at('folder.py'));
  execFileSync('mkfifo', [at('pipe.py')]);
  await new Promise<void>((resolve) => server.listen(at('socket.py'), resolve));
  writeFileSync(at('sparse.py'), '');
  truncateSync(at('sparse.py'), 3_000_000_000);
  symlinkSync('/proc/self/pagemap', at('pagemap.py'));
  symlinkSync('/dev/zero', at('zero.py'));
  symlinkSync(at('loop.py'), at('loop.py'));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Why a name is not read. */
function refusalOf(path: string): string {
  try {
    readForeignFile(path, { mostBytes: 1000 });
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
  throw new Error(`${path} was read`);
}

/** Each would be read without end, would wait for ever, or is nothing to read. */
const REFUSED: readonly (readonly [name: string, why: RegExp])[] = [
  ['/proc/self/pagemap', /below \/proc/],
  ['/proc/kmsg', /below \/proc/],
  ['/proc/../proc/self/status', /below \/proc/],
  ['../'.repeat(40).concat('proc/self/status'), /below \/proc/],
  ['/dev/zero', /below \/proc, \/sys and \/dev/],
  ['/sys/kernel/notes', /below \/proc/],
  ['/nowhere/\0.py', /NUL/],
  [`/${'a/'.repeat(20_000)}x.py`, /longer than 4096/],
  [`/${'a/'.repeat(200)}x.py`, /below 100 folders/],
  [at('pagemap.py'), /below \/proc/],
  [at('zero.py'), /below \/proc/],
  [at('pipe.py'), /a pipe, a socket or a device/],
  [at('socket.py'), /a pipe, a socket or a device/],
  [at('folder.py'), /a folder/],
  [at('loop.py'), /too many symbolic links/],
  [at('sparse.py'), /is the most that is read/],
  [at('absent.py'), /no such file/],
];

describe('a file that somebody else names', () => {
  test('is read if it is a plain one', () => {
    expect(Buffer.from(readForeignFile(at('plain.py'), { mostBytes: 6 }) ?? []).toString()).toBe('x = 1\n');
    expect(isForeignFile(at('plain.py'))).toBe(true);
  });

  test.each(REFUSED)('is refused in a sentence: %j', (path, why) => {
    expect(refusalOf(path)).toMatch(why);
  });

  test('is not read where its beginning is not what is wanted', () => {
    const heads: string[] = [];
    const isWanted = ({ head }: { head: Uint8Array }): boolean => heads.push(Buffer.from(head).toString()) < 0;
    expect(readForeignFile(at('plain.py'), { mostBytes: 1000, isWanted })).toBeNull();
    expect(heads).toEqual(['x = 1\n']);
  });

  test.each([
    ['grows', (path: string) => appendFileSync(path, 'y'.repeat(5000)), 'x'.repeat(2000)],
    ['shrinks', (path: string) => truncateSync(path, 1000), 'x'.repeat(1000)],
    ['vanishes', (path: string) => rmSync(path), 'x'.repeat(2000)],
  ])('that %s while it is read gives no more than it had', (_, change, expected) => {
    writeFileSync(at('changing.py'), 'x'.repeat(2000));
    const isWanted = (): boolean => {
      change(at('changing.py'));
      return true;
    };
    const bytes = readForeignFile(at('changing.py'), { mostBytes: 3000, isWanted });
    expect(Buffer.from(bytes ?? []).toString()).toBe(expected);
  });

  test('is given up once reading it has taken 5 s', () => {
    let time = 0;
    const readSlowly = (step: number): unknown =>
      readForeignFile(at('plain.py'), { mostBytes: 1000, now: () => (time += step) });
    expect(() => readSlowly(5001)).toThrow('reading it takes longer than 5 s');
    expect(readSlowly(4999)).toHaveLength(6);
  });

  test('is opened in no editor unless it may be read', () => {
    const find = sourceFinder({ profileFolders: [], workingFolder: '', roots: [], maps: [] });
    expect(find(at('plain.py'))).toBe(at('plain.py'));
    for (const [path] of REFUSED.filter(([name]) => name !== at('sparse.py'))) expect(find(path)).toBeNull();
  });
});

describe('a profile that names such a file', () => {
  const dump = at('hostile.prof');

  test.each(REFUSED)('is shown without its source: %j', { timeout: DEADLINE_MILLISECONDS }, async (path) => {
    writeFileSync(dump, writeProfile([{ key: [path, 1, '<module>'], numbers: [1n, 1n, 1, 1], callers: [] }], 2));
    for (const command of [['report'], ['hints', '--level', 'possible'], ['summary']]) {
      const { exitCode, stderr } = await runCli([...command, dump]);
      expect({ command, exitCode, stderr }).toEqual({ command, exitCode: 0, stderr: '' });
    }
    expect(await runCli(['source', dump, '<module>'])).toMatchObject({ exitCode: 3, stdout: '' });
  });

  test('says why nothing was looked for', async () => {
    writeFileSync(dump, writeProfile([{ key: ['/proc/kmsg', 1, 'f'], numbers: [1n, 1n, 1, 1], callers: [] }], 2));
    const { stderr } = await runCli(['source', dump, 'f']);
    expect(stderr).toContain('no source is read below /proc, /sys and /dev');
    expect((await runCli(['hints', dump])).stdout).toMatch(/no source of that name is\s+read/);
  });

  test.each(['pipe.py', 'zero.py', 'sparse.py', 'folder.py'])('no notebook is read from %s', async (name) => {
    writeFileSync(
      dump,
      writeProfile([{ key: ['<ipython-input-1-a>', 1, 'f'], numbers: [1n, 1n, 1, 1], callers: [] }], 2),
    );
    const { exitCode, stderr } = await runCli(['report', dump, '--notebook', at(name)]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringMatching(/^pyprof-view: .*\n$/) });
  });
});
