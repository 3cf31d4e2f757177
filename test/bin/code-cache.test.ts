import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeProfile } from '../decode/write-marshal.ts';

const ROOT = join(import.meta.dirname, '../..');
const DUMP = join(ROOT, 'fixtures/profiles/recursion-py311/out.prof');

const CALLER = ['module.py', 0, 'caller'] as const;

/** A dump with a function of which most time is in no row. */
function odd(functions: number): Uint8Array {
  const called = Array.from({ length: functions }, (_, line) => ({
    key: ['module.py', line + 1, `function_${line}`] as const,
    numbers: [1, 1, 0.001, 0.001] as const,
    callers: [{ key: CALLER, numbers: [1, 1, 0.001, 0.001] as const }],
  }));
  return writeProfile([{ key: CALLER, numbers: [1, 1, 0.001, functions / 400], callers: [] }, ...called], 4);
}

let folder = '';
let home = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-cache-'));
  home = join(folder, 'home');
  mkdirSync(home);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Run = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

type Environment = Readonly<Record<string, string>>;

/** With nothing in the environment but what is given. */
function run(args: readonly string[], env: Environment = { HOME: home }, root: string = ROOT): Run {
  const program = join(root, 'bin/pyprof-view.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const cacheOf = (parent: string): string => join(parent, 'pyprof-view');

/** Every file in a folder, by its path in it. */
function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(path, name)).isFile())
    .sort();
}

function copyProgram(): string {
  const copy = join(folder, 'copy');
  for (const part of ['bin', 'dist']) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  return copy;
}

const STATS = ['stats', '-n', '5', DUMP];

describe('what V8 compiled', () => {
  test("is kept in the user's cache folder, and nothing else is written", () => {
    const first = run(STATS);
    expect(first.status).toBe(0);
    expect(readdirSync(home)).toEqual(['.cache']);
    expect(readdirSync(join(home, '.cache'))).toEqual(['pyprof-view']);
    expect(filesIn(home).length).toBeGreaterThan(0);
    expect(statSync(cacheOf(join(home, '.cache'))).mode & 0o077).toBe(0);
    expect(run(STATS)).toEqual(first);
  });

  test('is kept where XDG_CACHE_HOME says, which may have to be made', () => {
    const parent = join(folder, 'caches');
    run(STATS, { HOME: home, XDG_CACHE_HOME: parent });
    expect(filesIn(cacheOf(parent)).length).toBeGreaterThan(0);
    expect(readdirSync(home)).toEqual([]);
  });

  test('is kept in the home where XDG_CACHE_HOME is relative, as the specification wants it', () => {
    run(STATS, { HOME: home, XDG_CACHE_HOME: 'caches' });
    expect(readdirSync(home)).toEqual(['.cache']);
  });

  const timesWritten = (): readonly number[] => filesIn(home).map((name) => statSync(join(home, name)).mtimeMs);

  test('is written once, and read from then on', () => {
    run(STATS);
    const written = timesWritten();
    run(STATS);
    expect(timesWritten()).toEqual(written);
  });

  test.each([
    [2000, 60_000],
    [40_000, 3_000_000],
  ])('is read too where cli/engine-tuning.ts has changed the flags of V8 by then, %d functions', (functions, bytes) => {
    const dump = join(folder, 'odd.prof');
    writeFileSync(dump, odd(functions));
    expect(statSync(dump).size).toBeGreaterThan(bytes);
    const { stderr } = run(['stats', dump, '--restrict', '9']);
    expect(stderr).toContain('is in no row'); // what says this is loaded after the list is printed
    const written = timesWritten();
    run(['stats', dump, '--restrict', '9']);
    expect(timesWritten()).toEqual(written);
  });

  test('is whole after a run in which V8 collected garbage often', () => {
    const dump = join(folder, 'odd.prof');
    writeFileSync(dump, odd(2000));
    const sizesAfter = (...flags: readonly string[]): readonly number[] => {
      rmSync(join(home, '.cache'), { recursive: true, force: true });
      const args = [...flags, join(ROOT, 'bin/pyprof-view.js'), 'report', '--format', 'json', dump];
      expect(spawnSync(process.execPath, args, { env: { HOME: home }, stdio: 'ignore' }).status).toBe(0);
      return filesIn(home).map((name) => statSync(join(home, name)).size);
    };
    const [, usual = 0] = sizesAfter();
    const [, collected = 0] = sizesAfter('--stress-flush-code', '--gc-global', '--max-semi-space-size=1');
    expect(collected).toBeGreaterThan(0.9 * usual);
  });

  test('is not kept of a run that failed, which would have others compile what it did not come to', () => {
    expect(run(['stats', join(folder, 'missing.prof')]).status).toBe(3);
    expect(run(['stats', join(ROOT, 'package.json')]).status).toBe(3);
    expect(filesIn(home)).toEqual([]);
    expect(run(STATS).status).toBe(0);
    expect(filesIn(home).length).toBeGreaterThan(0);
  });

  test('is not read where it is damaged, whichever byte is wrong', () => {
    const whole = run(STATS);
    for (const name of filesIn(home)) {
      const path = join(home, name);
      const bytes = readFileSync(path);
      for (let part = 0; part < 12; part++) {
        const at = Math.floor(((part + 0.5) * bytes.length) / 12);
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << (part % 8));
        writeFileSync(path, damaged);
        expect(run(STATS)).toEqual(whole);
      }
      for (const length of [0, 10, Math.floor(bytes.length / 2)]) {
        writeFileSync(path, bytes.subarray(0, length));
        expect(run(STATS)).toEqual(whole);
      }
    }
  });

  test('is kept for each command, and by each copy of the program', () => {
    run(['--help']);
    const help = filesIn(home);
    run(STATS);
    expect(filesIn(home).length).toBe(2 * help.length);
    const copy = copyProgram();
    run(STATS, { HOME: home }, copy);
    expect(filesIn(home).length).toBe(3 * help.length);
  });

  test('is kept for the help too, which other functions are needed for than for the viewer', () => {
    run([DUMP]);
    const names = filesIn(home);
    run(['--help']);
    run(['-h']);
    expect(filesIn(home).length).toBe(2 * names.length);
  });

  test('of long ago, or half written by a run that was killed, is deleted in the end', () => {
    const cache = cacheOf(join(home, '.cache'));
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    for (const [name, days] of [
      ['cli.cjs-a-v20.0.0-0.bin', 100],
      ['cli.cjs-a-v20.0.0-1.bin.77', 100],
      ['cli.cjs-b-v20.0.0-0.bin', 1],
    ] as const) {
      writeFileSync(join(cache, name), 'old');
      const time = Date.now() / 1000 - days * 86_400;
      utimesSync(join(cache, name), time, time);
    }
    run(STATS);
    expect(filesIn(cache).filter((name) => name.includes('v20.0.0'))).toEqual(['cli.cjs-b-v20.0.0-0.bin']);
  });

  test('is of sources that have nothing but ASCII, as which they are read', () => {
    const sources = readdirSync(join(ROOT, 'dist')).filter((name) => name.endsWith('.cjs'));
    expect(sources).toContain('cli.cjs');
    for (const name of sources)
      expect(readFileSync(join(ROOT, 'dist', name)).findIndex((byte) => byte > 0x7f)).toBe(-1);
  });

  test('changes nothing of what is printed', () => {
    // the full-width sign is one of those that begin a formula; a cache that was made of other characters lost it
    const dump = join(folder, 'formula.prof');
    writeFileSync(dump, writeProfile([{ key: ['f.py', 1, '\uff1dcmd'], numbers: [1, 1, 0.5, 0.5], callers: [] }], 4));
    const csv = (env: Environment): string => run(['report', '--format', 'csv', dump], env).stdout;
    const plain = csv({ HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(plain).toContain("'\uff1dcmd");
    expect([csv({ HOME: home }), csv({ HOME: home })]).toEqual([plain, plain]);
  });

  test('is not read for another source of the same length', () => {
    const copy = copyProgram();
    const before = run(['--help'], { HOME: home }, copy);
    expect(before.stdout).toContain('Read Python profiles');
    const path = join(copy, 'dist/cli.cjs');
    writeFileSync(path, readFileSync(path, 'latin1').replace('Read Python profiles', 'Fake Python profiles'), 'latin1');
    expect(run(['--help'], { HOME: home }, copy).stdout).toContain('Fake Python profiles');
  });
});

describe('the program runs without a cache, and says nothing of it,', () => {
  test.each<[string, () => Environment]>([
    ['without HOME', () => ({})],
    ['where HOME does not exist', () => ({ HOME: join(folder, 'nobody') })],
    ['where the folder of caches is a file', () => ({ XDG_CACHE_HOME: DUMP })],
    ['where XDG_CACHE_HOME is relative and HOME is not set', () => ({ XDG_CACHE_HOME: 'caches' })],
    ['where nothing can be written', () => ({ XDG_CACHE_HOME: '/proc' })],
    ['where NODE_DISABLE_COMPILE_CACHE is set', () => ({ HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })],
  ])('%s', (_where, env) => {
    const { status, stdout, stderr } = run(STATS, env());
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('function calls');
    expect(readdirSync(folder)).toEqual(['home']);
    expect(readdirSync(home)).toEqual([]);
  });

  test('where others can write in it', () => {
    const cache = cacheOf(folder);
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    expect(run(STATS, { XDG_CACHE_HOME: folder }).status).toBe(0);
    expect(filesIn(cache)).toEqual([]);
  });

  test('where it is a link to a folder elsewhere', () => {
    mkdirSync(join(folder, 'elsewhere'), { mode: 0o700 });
    symlinkSync(join(folder, 'elsewhere'), cacheOf(folder));
    expect(run(STATS, { XDG_CACHE_HOME: folder }).status).toBe(0);
    expect(filesIn(join(folder, 'elsewhere'))).toEqual([]);
  });

  test.runIf(process.getuid?.() === 0)(
    "in another user's home, and makes no folder there (only root can try that)",
    () => {
      chownSync(home, 65534, 65534);
      expect(run(STATS).status).toBe(0);
      expect(readdirSync(home)).toEqual([]);
      mkdirSync(join(home, '.cache'));
      chownSync(join(home, '.cache'), 65534, 65534);
      expect(run(STATS).status).toBe(0);
      expect(readdirSync(join(home, '.cache'))).toEqual([]);
    },
  );

  test.runIf(process.getuid?.() === 0)("where it is another user's (only root can try that)", () => {
    const cache = cacheOf(folder);
    mkdirSync(cache, { mode: 0o700 });
    chownSync(cache, 65534, 65534);
    expect(run(STATS, { XDG_CACHE_HOME: folder }).status).toBe(0);
    expect(filesIn(cache)).toEqual([]);
  });
});
