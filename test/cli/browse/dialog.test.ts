import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeProfile } from '../../decode/write-marshal.ts';
import { PROGRAM } from '../../e2e/shell.ts';
import { Terminal } from '../../e2e/terminal.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-dialog-'));
  copyFileSync(join(PROFILES, 'recursion-py311/out.prof'), join(folder, 'out.prof'));
  copyFileSync(join(PROFILES, 'words-py311/out.prof'), join(folder, 'two words.prof'));
  copyFileSync(join(PROFILES, 'words-py27/out.prof'), join(folder, 'python2.prof'));
  writeFileSync(join(folder, 'packed.prof.gz'), gzipSync(readFileSync(join(folder, 'out.prof'))));
  const hostile = { key: ['a.py', 1, 'na\x1b[31mme'], numbers: [1, 1, 1, 1], callers: [] } as const;
  writeFileSync(join(folder, 'hostile.prof'), writeProfile([hostile], 4));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function browse(input: string | Buffer, ...args: readonly string[]) {
  return spawnSync(process.execPath, [PROGRAM, 'browse', ...args], { cwd: folder, input, encoding: 'latin1' });
}

describe('browse with a pipe', () => {
  test('answers a line before the next one comes', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'browse', 'out.prof'], { cwd: folder });
    let printed = '';
    const shows = (text: string) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (!printed.includes(text)) return;
          child.stdout.off('data', look);
          resolve();
        };
        child.stdout.on('data', look);
        look();
      });
    child.stdout.on('data', (bytes) => {
      printed += bytes;
    });
    await shows('out.prof% ');
    child.stdin.write('help qu');
    child.stdin.write('it\nhelp re');
    await shows('Leave the profile browser.\nout.prof% ');
    child.stdin.write('ad\n');
    await shows('reload the current file.\nout.prof% ');
    child.stdin.write('quit\n'); // the pipe stays open
    const status = await new Promise((resolve) => child.once('exit', resolve));
    expect(status).toBe(0);
    expect(printed).toMatch(/% Goodbye\.\n$/);
  });

  test.skipIf(process.platform === 'win32')('ends quietly where the reader has gone', () => {
    const line = `yes 'stats' | '${process.execPath}' '${PROGRAM}' browse out.prof 2>&1 | head -n 2; echo "\${PIPESTATUS[1]}"`;
    const { stdout } = spawnSync('bash', ['-c', line], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toMatch(/^Welcome to the profile statistics browser\.\nout\.prof% .*\n0\n$/);
  });

  test('says of a line without end that it is too long', () => {
    const { status, stderr } = browse('x'.repeat(3_000_000), 'out.prof');
    expect(stderr).toMatch(/^pyprof-view: a line of standard input has more than 1024 KiB\. .*\n$/);
    expect(status).toBe(2);
  });

  test('reads what pstats refuses: gzipped profiles and those of Python 2', () => {
    const { stdout, status } = browse('read python2.prof\nstats 1\n', 'packed.prof.gz');
    expect(stdout).toMatch(/packed\.prof\.gz% python2\.prof% .* {4}python2\.prof\n\n +\d+ function calls/);
    expect(status).toBe(0);
  });

  test('takes standard input for commands only', () => {
    const { stdout, stderr, status } = browse('stats\n', '-');
    expect(stdout).toBe(
      'Welcome to the profile statistics browser.\n% No statistics object is loaded.\n% \nGoodbye.\n',
    );
    expect(stderr).toMatch(/^pyprof-view: standard input: the commands are read from there, .*\n$/);
    expect(status).toBe(3);
  });

  test('says with --debug where an error came from', () => {
    const { stderr } = browse('read nosuch/\nadd .\nread /dev/null\n', '--debug', 'out.prof');
    expect(stderr).toMatch(/^pyprof-view: \/dev\/null: the file is empty\. .*\nPyprofError: .*\n +at /);
  });

  test('goes on after a pattern that cannot be used, and says why', () => {
    const { stdout, stderr } = browse('stats (.+)+$x\nstats 0\n', 'two words.prof');
    expect(stderr).toMatch(/^pyprof-view: the regular expression \(\.\+\)\+\$x takes longer than \d+ s\. .*\n$/);
    expect(stdout).toMatch(/% two words\.prof% .* {4}two words\.prof\n/);
  });

  test('keeps the bytes of names and of lines', () => {
    const { stdout } = browse(Buffer.from('stats \xe9\xff\nbo\xffgus\n', 'latin1'), 'hostile.prof');
    expect(stdout).toContain('% *** Unknown syntax: bo\xffgus\n');
    expect(browse('stats\n', 'hostile.prof').stdout).toContain('a.py:1(na\x1b[31mme)\n');
  });

  test('tells each note once', () => {
    const { stderr } = browse('callees\nadd out.prof\ncallees\ncallees\n', 'out.prof');
    expect(stderr).toMatch(/^pyprof-view: note: these are the callees from before add, .*\n$/);
  });
});

describe('browse on a terminal', () => {
  const open = (...args: readonly string[]): Terminal =>
    new Terminal('bash', [
      '-c',
      'cd "$0" && "$@"; echo "left with $?"; read -r line',
      folder,
      process.execPath,
      PROGRAM,
      'browse',
      ...args,
    ]);

  test('completes, remembers, empties the line, and leaves', async () => {
    const terminal = open('out.prof');
    await terminal.shows('out.prof% ');
    terminal.type('so\t');
    await terminal.shows('% sort ');
    terminal.type('cu\t');
    await terminal.shows('% sort cum');
    terminal.type('\t');
    await terminal.shows(/cumtime +cumulative/);
    terminal.type('\x03read two\t');
    await terminal.shows('% read two words.prof');
    terminal.type('\r');
    await terminal.shows('two words.prof% ');
    terminal.type('\x1b[A');
    await terminal.shows('% read two words.prof');
    terminal.type('\x03');
    await terminal.shows(/two words\.prof% *\n*$/);
    terminal.type('help quit\rhelp EOF\r');
    await terminal.shows(/% help EOF\nLeave the profile browser\.\ntwo words\.prof%/);
    terminal.type('\x04');
    await terminal.shows('Goodbye.\nleft with 0');
    terminal.close();
  });

  test.skipIf(process.platform === 'win32')('stops with Ctrl-Z, and goes on with the line', async () => {
    const terminal = new Terminal('bash', ['--norc', '-i'], { env: { PS1: '$ ' } });
    terminal.type(`cd '${folder}' && '${process.execPath}' '${PROGRAM}' browse out.prof\r`);
    await terminal.shows('out.prof% ');
    terminal.type('help qu');
    await terminal.shows('% help qu');
    terminal.type('\x1a');
    await terminal.shows(/Stopped[\s\S]*\n\$/);
    terminal.type('fg\r');
    await terminal.shows(/browse out\.prof\nout\.prof% help qu$/m);
    terminal.type('it\r');
    await terminal.shows('% help quit\nLeave the profile browser.\nout.prof%');
    terminal.close();
  });

  test('shows what a terminal would obey', async () => {
    const terminal = open('hostile.prof');
    await terminal.shows('hostile.prof% ');
    terminal.type('stats\r');
    await terminal.shows('a.py:1(na\\x1b[31mme)');
    expect(terminal.output).not.toContain('\x1b[31m');
    terminal.close();
  });
});
