import { spawnSync } from 'node:child_process';
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROFILE, PROGRAM } from './shell.ts';

let folder = '';
let whole = '';
const at = (name: string): string => join(folder, name);

/** An accident in the middle of one step of the writing: a signal, or an error of the system. */
const ACCIDENT = `
const fs = require('node:fs');
const [step, how] = process.env.ACCIDENT.split(':');
let ours = -1;
const isOurs = (name, first) => (typeof first === 'number' ? first === ours : first.includes('.pyprof-view-'));
for (const name of ['openSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'chownSync', 'chmodSync', 'renameSync', 'copyFileSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    const isStep = name === step && isOurs(name, args[0]);
    if (isStep && name === 'writeFileSync') real(args[0], args[1].subarray(0, args[1].length >> 1));
    if (isStep) happen();
    const result = real(...args);
    if (name === 'openSync' && isOurs(name, args[0])) ours = result;
    return result;
  };
}
function happen() {
  if (!how.startsWith('SIG')) throw Object.assign(new Error(how), { code: how });
  process.kill(process.pid, how);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-interrupted-'));
  writeFileSync(at('accident.cjs'), ACCIDENT);
  write('none:none');
  whole = readFileSync(at('out.md'), 'utf8');
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  for (const name of readdirSync(folder)) if (name !== 'accident.cjs') rmSync(at(name));
  writeFileSync(at('out.md'), 'old');
});

function write(accident: string): {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stderr: string;
} {
  const args = ['--require', at('accident.cjs'), PROGRAM, 'report', PROFILE, '-o', at('out.md')];
  const env = { ...process.env, ACCIDENT: accident, NODE_DISABLE_COMPILE_CACHE: '1' };
  const { status, signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env, timeout: 60_000 });
  return { status, signal, stderr };
}

const BEFORE_THE_END = ['openSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'chownSync', 'chmodSync', 'renameSync'];

describe('the old file is there, whole', () => {
  const ended: readonly (readonly [step: string, signal: string])[] = [
    ...BEFORE_THE_END.map((step) => [step, 'SIGKILL'] as const),
    ['writeFileSync', 'SIGTERM'],
    ['writeFileSync', 'SIGINT'],
    ['writeFileSync', 'SIGHUP'],
  ];

  test.each(ended)('after %s was ended by %s', (step, signal) => {
    expect(write(`${step}:${signal}`)).toMatchObject({ status: null, signal });
    expect(readFileSync(at('out.md'), 'utf8')).toBe('old');
  });

  test.each([
    ['openSync', 'EACCES', 'permission denied'],
    ['openSync', 'EMFILE', 'too many open files'],
    ['writeFileSync', 'ENOSPC', 'no space left on the disk'],
    ['writeFileSync', 'EDQUOT', 'the disk quota is used up'],
    ['writeFileSync', 'EFBIG', 'the file would be larger than the system lets it be'],
    ['fsyncSync', 'EIO', 'the disk or the device failed'],
    ['closeSync', 'ENOSPC', 'no space left on the disk'],
    ['chmodSync', 'EROFS', 'the file system is read-only'],
    ['renameSync', 'EACCES', 'permission denied'],
  ])('after %s failed with %s, nothing beside it, and the sentence is: %s', (step, code, why) => {
    const stderr = `pyprof-view: ${at('out.md')}: ${why}. Nothing was written.\n`;
    expect(write(`${step}:${code}`)).toEqual({ status: 4, signal: null, stderr });
    expect(readFileSync(at('out.md'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['accident.cjs', 'out.md']);
  });

  test('where a second name of it makes that the new one is copied into it', () => {
    linkSync(at('out.md'), at('twin.md'));
    expect(write('copyFileSync:SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    expect(readFileSync(at('twin.md'), 'utf8')).toBe('old');
  });
});

describe('the new file is there, whole', () => {
  test.each(['none:none', 'chownSync:EPERM'])('after %s', (accident) => {
    expect(write(accident)).toEqual({ status: 0, signal: null, stderr: '' });
    expect(readFileSync(at('out.md'), 'utf8')).toBe(whole);
    expect(readdirSync(folder)).toEqual(['accident.cjs', 'out.md']);
  });
});
