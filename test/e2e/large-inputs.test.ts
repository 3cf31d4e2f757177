import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeProfile } from '../decode/write-marshal.ts';
import { type MeasuredRun, runMeasured, smallRunSeconds } from './measured-run.ts';
import { PROFILE } from './shell.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

/** A file of 3 GB costs no more than a small one that is refused; without its dict it is none of ours. */
const ZEROS = 30_000_000;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-large-'));
  writeFileSync(at('sparse.prof'), '');
  truncateSync(at('sparse.prof'), 3_000_000_000);
  const member = gzipSync(Buffer.alloc(ZEROS), { level: 9 });
  writeFileSync(at('zeros.prof.gz'), Buffer.concat(Array<Buffer>(100).fill(member)));
  const dict = gzipSync(Buffer.concat([Buffer.from('{'), Buffer.alloc(ZEROS, 'N')]), { level: 9 });
  writeFileSync(at('dict.prof.gz'), Buffer.concat([dict, ...Array<Buffer>(99).fill(member)]));
  execFileSync('mkfifo', [at('pipe')]);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** One function with a long name: it packs as zeros do. */
function madeOfOneName(length: number): Uint8Array {
  const key = ['x.py', 1, 'n'.repeat(length)] as const;
  return writeProfile([{ key, numbers: [1, 1, 1, 1], callers: [] }], 2);
}

/** CPU time in that of a small profile's `stats`: reading 3 GB takes thirty times as long. */
const MOST = { times: 15, peakMegabytes: 250 };

function expectCheap(run: MeasuredRun, exitCode: number, stderr: RegExp): void {
  expect(run.stderr).toMatch(stderr);
  expect(run.stderr).toMatch(/^pyprof-view: [^\n]*\n$/);
  expect(run.exitCode).toBe(exitCode);
  expect(run.cpuSeconds / smallRunSeconds()).toBeLessThan(MOST.times);
  expect(run.peakMegabytes).toBeLessThan(MOST.peakMegabytes);
}

describe('what cannot be a profile is refused by its first bytes', () => {
  test('a sparse file of 3 GB, named or through a pipe', () => {
    expectCheap(runMeasured(['stats', at('sparse.prof')]), 3, /unknown type code/);
    expectCheap(runMeasured(['stats', '-'], { line: `cat ${at('sparse.prof')} | "$@"` }), 3, /unknown type code/);
    expectCheap(runMeasured(['stats', '-'], { line: `"$@" < ${at('sparse.prof')}` }), 3, /unknown type code/);
  });

  test('3 GB of zeros in a gzip of 3 MB', () => {
    expectCheap(runMeasured(['stats', at('zeros.prof.gz')]), 3, /unknown type code/);
    expectCheap(runMeasured(['report', PROFILE, '--memory', at('zeros.prof.gz')]), 3, /not a pickle/);
  });

  test.runIf(existsSync('/dev/zero'))('a device that never ends', () => {
    expectCheap(runMeasured(['stats', '/dev/zero']), 3, /unknown type code/);
    expectCheap(runMeasured(['report', PROFILE, '--memory', '/dev/zero']), 3, /not a pickle/);
  });
});

test('a gzip that begins as a profile may not unpack to very many times its size', () => {
  const run = runMeasured(['stats', at('dict.prof.gz')]);
  expect(run.stderr).toMatch(
    /unpacks to more than 1\d\d MiB, 60 times its \d+ KiB\. If it should be that large, --unpack-times N allows more/,
  );
  expect(run.exitCode).toBe(3);
  expect(run.cpuSeconds / smallRunSeconds()).toBeLessThan(MOST.times);
  expect(run.peakMegabytes).toBeLessThan(450);
});

test('--unpack-times raises that limit, and only as far as it says', () => {
  writeFileSync(at('large.prof.gz'), gzipSync(madeOfOneName(60_000_000), { level: 9 }));
  const read = (...args: readonly string[]): MeasuredRun => runMeasured(['stats', ...args, at('large.prof.gz')]);
  expect(read()).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('--unpack-times N') });
  expect(read('--unpack-times', '900')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('900 times') });
  expect(read('--unpack-times', '2000')).toMatchObject({ exitCode: 0, stderr: '' });
});

test('a named pipe is read as the file that comes through it', () => {
  const whole = runMeasured(['stats', PROFILE]);
  for (const packed of [false, true]) {
    const piped = runMeasured(['stats', at('pipe')], {
      line: `${packed ? 'gzip -c' : 'cat'} ${PROFILE} > ${at('pipe')} & "$@"`,
    });
    expect(piped).toMatchObject({ exitCode: 0, stdout: whole.stdout, stderr: '' });
  }
});

test('files that the kernel makes up are read, though they have no size', () => {
  const run = runMeasured(['stats', '/proc/self/maps']);
  expect(run).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('the file is plain text') });
});

test('a pattern that backtracks without end is stopped after a second', () => {
  const run = runMeasured(['stats', '--restrict', '(a+)+$|(.+)+!$', PROFILE]);
  expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('takes longer than 1 s') });
});

test.runIf(existsSync('/dev/full'))('an error that cannot be said keeps its exit code', () => {
  expect(runMeasured(['stats', at('none.prof')], { line: '"$@" 2> /dev/full' }).exitCode).toBe(3);
  expect(runMeasured(['stats', '--none'], { line: '"$@" 2> /dev/full' }).exitCode).toBe(2);
  expect(runMeasured(['stats', PROFILE], { line: '"$@" 2>&-' }).exitCode).toBe(0);
});
