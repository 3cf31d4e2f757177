import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROFILE, PROGRAM } from './shell.ts';

let folder = '';
let tools = '';
let whole = '';
const at = (name: string): string => join(folder, name);

/**
 * An accident before or after one step of the writing: a signal, or an error of the system. Before a write ends, half of it
 * is done. `folder` are the steps on the folder, once the file has its name; `2` is the second time that a step is taken.
 */
const ACCIDENT = `
const fs = require('node:fs');
const [step, how, isAfter] = process.env.ACCIDENT.split(':');
const ours = new Map(); // descriptors
const taken = {};
const whose = (first) => {
  if (typeof first === 'number') return ours.get(first);
  if (first.includes('.pyprof-view-')) return 'file';
  return String(first) === process.env.FOLDER ? 'folder' : undefined;
};
for (const name of ['openSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'fchownSync', 'fchmodSync', 'renameSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    const kind = whose(args[0]);
    const label = kind === 'file' ? name : kind + ' ' + name;
    taken[label] = (taken[label] ?? 0) + 1;
    const isStep = step === (taken[label] === 1 ? label : label + ' ' + taken[label]);
    if (isStep && !isAfter && name === 'writeFileSync') real(args[0], args[1].subarray(0, args[1].length >> 1));
    if (isStep && !isAfter) happen();
    const result = real(...args);
    if (name === 'openSync') ours.set(result, kind);
    if (isStep && isAfter) happen();
    return result;
  };
}
function happen() {
  fs.appendFileSync(process.env.HAPPENED, step);
  if (!how.startsWith('SIG')) throw Object.assign(new Error(how), { code: how });
  process.kill(process.pid, how);
  if (how === 'SIGKILL') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}`;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'pyprof-view-interrupted-')));
  tools = mkdtempSync(join(tmpdir(), 'pyprof-view-accidents-'));
  writeFileSync(join(tools, 'accident.cjs'), ACCIDENT);
  write('none:none');
  whole = readFileSync(at('out.json'), 'utf8');
});

afterAll(() => {
  for (const made of [folder, tools]) rmSync(made, { recursive: true });
});

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(at(name), { recursive: true });
  writeFileSync(at('out.json'), 'old');
});

/** Of the commands that write text with `write-output.ts` this one takes the least time. */
const write = (accident: string): Ended =>
  runWith(accident, folder, ['export', '--to', 'json', PROFILE, '-o', at('out.json')]);

type Ended = {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stderr: string;
};

function runWith(accident: string, place: string, command: readonly string[]): Ended {
  const happened = join(tools, 'happened');
  rmSync(happened, { force: true });
  const args = ['--require', join(tools, 'accident.cjs'), PROGRAM, ...command];
  const env = {
    ...process.env,
    ACCIDENT: accident,
    FOLDER: place,
    HAPPENED: happened,
  };
  const { status, signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env, timeout: 60_000 });
  expect(existsSync(happened)).toBe(accident !== 'none:none');
  return { status, signal, stderr };
}

const STEPS = ['openSync', 'writeFileSync', 'fchownSync', 'fchmodSync', 'fsyncSync', 'closeSync'];
const FOLDER_STEPS = ['folder openSync', 'folder fsyncSync', 'folder closeSync'];

describe('the old file is there, whole', () => {
  test.each([...STEPS.flatMap((step) => [`${step}:SIGKILL`, `${step}:SIGKILL:after`]), 'renameSync:SIGKILL'])(
    'after %s',
    (accident) => {
      expect(write(accident)).toMatchObject({ status: null, signal: 'SIGKILL' });
      expect(readFileSync(at('out.json'), 'utf8')).toBe('old');
    },
  );

  test.each([
    ['openSync', 'EACCES', `it is written as a new file first, and none can be made in FOLDER (permission denied)`],
    ['openSync', 'EMFILE', 'too many open files'],
    ['writeFileSync', 'ENOSPC', 'no space left on the disk'],
    ['writeFileSync', 'EDQUOT', 'the disk quota is used up'],
    ['writeFileSync', 'EFBIG', 'the file would be larger than the system lets it be'],
    ['fsyncSync', 'EIO', 'the disk or the device failed'],
    ['closeSync', 'ENOSPC', 'no space left on the disk'],
    ['fchmodSync', 'EROFS', 'the file system is read-only'],
    ['renameSync', 'EACCES', 'permission denied'],
  ])('after %s failed with %s, nothing beside it, and the sentence is: %s', (step, code, why) => {
    const stderr = `pyprof-view: ${at('out.json')}: ${why.replace('FOLDER', folder)}. Nothing was written.\n`;
    expect(write(`${step}:${code}`)).toEqual({ status: 4, signal: null, stderr });
    expect(readFileSync(at('out.json'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.json']);
  });
});

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s', (signal) => {
  test.each(STEPS.flatMap((step) => [step, `${step}:after`]))(
    'before or after %s leaves the old file alone',
    (step) => {
      const [name, isAfter = ''] = step.split(':');
      expect(write(`${name}:${signal}:${isAfter}`)).toEqual({ status: null, signal, stderr: '' });
      expect([readFileSync(at('out.json'), 'utf8'), readdirSync(folder)]).toEqual(['old', ['out.json']]);
    },
  );

  test.each(['renameSync', 'folder fsyncSync'])('before %s comes too late: the new one is there, alone', (step) => {
    expect(write(`${step}:${signal}`)).toEqual({ status: null, signal, stderr: '' });
    expect([readFileSync(at('out.json'), 'utf8'), readdirSync(folder)]).toEqual([whole, ['out.json']]);
  });
});

describe('the new file is there, whole', () => {
  test.each(['none:none', 'fchownSync:EPERM', ...FOLDER_STEPS.map((step) => `${step}:EIO`)])('after %s', (accident) => {
    expect(write(accident)).toEqual({ status: 0, signal: null, stderr: '' });
    expect(readFileSync(at('out.json'), 'utf8')).toBe(whole);
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  test.each(['renameSync:SIGKILL:after', ...FOLDER_STEPS.map((step) => `${step}:SIGKILL`)])('after %s', (accident) => {
    expect(write(accident)).toMatchObject({ status: null, signal: 'SIGKILL' });
    expect(readFileSync(at('out.json'), 'utf8')).toBe(whole);
    expect(readdirSync(folder)).toEqual(['out.json']);
  });
});

describe('two files that belong together', () => {
  const fleet = (): string => at('fleet');
  const NAMES = ['calls.parquet', 'functions.parquet'];
  const RUN = ['export', '--to', 'parquet', '--run', 'x', '--time', '0', PROFILE, '-o'];
  const writeBoth = (accident: string): Ended => runWith(accident, fleet(), [...RUN, fleet()]);
  /** What is in each file, `whole` for a new one. */
  const both = (): readonly string[] =>
    NAMES.map((name) => {
      const bytes = readFileSync(join(fleet(), name));
      return bytes.equals(readFileSync(join(tools, name))) ? 'whole' : bytes.toString('latin1');
    });

  beforeAll(() => {
    runWith('none:none', tools, [...RUN, tools]);
  });

  beforeEach(() => {
    mkdirSync(fleet());
    for (const name of NAMES) writeFileSync(join(fleet(), name), 'old');
  });

  test.each([...STEPS.flatMap((step) => [`${step} 2:SIGKILL`, `${step} 2:SIGKILL:after`]), 'renameSync:SIGKILL'])(
    'are both the old ones after %s',
    (accident) => {
      expect(writeBoth(accident)).toMatchObject({ status: null, signal: 'SIGKILL' });
      expect(both()).toEqual(['old', 'old']);
    },
  );

  test.each([
    ['writeFileSync 2', 'ENOSPC', 'calls.parquet', 'no space left on the disk'],
    ['fsyncSync', 'EIO', 'functions.parquet', 'the disk or the device failed'],
    ['renameSync', 'EACCES', 'functions.parquet', 'permission denied'],
  ])('are both the old ones after %s failed with %s, and %s is named: %s', (step, code, name, why) => {
    const stderr = `pyprof-view: ${join(fleet(), name)}: ${why}. Nothing was written.\n`;
    expect(writeBoth(`${step}:${code}`)).toEqual({ status: 4, signal: null, stderr });
    expect([both(), readdirSync(fleet())]).toEqual([['old', 'old'], NAMES]);
  });

  test.each(['openSync 2', 'writeFileSync 2', 'fsyncSync 2'])(
    'are both the old ones, alone, after %s and Ctrl-C',
    (step) => {
      expect(writeBoth(`${step}:SIGINT`)).toMatchObject({ status: null, signal: 'SIGINT' });
      expect([both(), readdirSync(fleet())]).toEqual([['old', 'old'], NAMES]);
    },
  );

  test('are each whole after a kill between the two renames, and after the second failed, which is said', () => {
    expect(writeBoth('renameSync 2:SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    expect(both()).toEqual(['old', 'whole']);
    const why = 'permission denied; functions.parquet beside it is new already';
    const stderr = `pyprof-view: ${join(fleet(), 'calls.parquet')}: ${why}. The two do not belong together: remove the cause, and write them again.\n`;
    expect(writeBoth('renameSync 2:EACCES')).toEqual({ status: 4, signal: null, stderr });
    expect(both()).toEqual(['old', 'whole']);
  });

  test('are both the new ones else', () => {
    expect(writeBoth('none:none')).toEqual({
      status: 0,
      signal: null,
      stderr: 'pyprof-view: note: 1 profile written\n',
    });
    expect([both(), readdirSync(fleet())]).toEqual([['whole', 'whole'], NAMES]);
  });
});

/** Written into, it would be half of either where the disk fills; replaced, its other name would keep the old text. */
test('a file with a second name stays as it was under both', () => {
  linkSync(at('out.json'), at('twin.json'));
  const why = 'it has another name (a hard link), which would keep the old text: remove it first, or name another file';
  const stderr = `pyprof-view: ${at('out.json')}: ${why}. Nothing was written.\n`;
  expect(write('none:none')).toEqual({ status: 4, signal: null, stderr });
  expect([readFileSync(at('out.json'), 'utf8'), readFileSync(at('twin.json'), 'utf8')]).toEqual(['old', 'old']);
  expect(readdirSync(folder)).toEqual(['out.json', 'twin.json']);
});
