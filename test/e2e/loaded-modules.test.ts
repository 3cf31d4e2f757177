import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const PROGRAM = join(ROOT, 'bin/pyprof-view.js');
const DUMP = join(ROOT, 'fixtures/profiles/recursion-py311/out.prof');

/** Says at the end which of Node's modules and which files were loaded. */
const SPY = `process.on('exit', () => require('node:fs').writeFileSync(process.env.SPY_OUTPUT, JSON.stringify({
  builtins: process.moduleLoadList.map((name) => name.replace('NativeModule ', '')),
  files: Object.keys(require.cache),
})));`;

type Loaded = { readonly builtins: readonly string[]; readonly files: readonly string[] };

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-spy-'));
  writeFileSync(join(folder, 'spy.cjs'), SPY);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without the cache all is loaded by `require`, which writes it down. */
const NO_CACHE = { NODE_DISABLE_COMPILE_CACHE: '1' };

/** The program starts quickly because of what it does not load; a clock would say less, and not the same each time. */
function loadedBy(args: readonly string[], env: Readonly<Record<string, string>>): Loaded {
  const output = join(folder, 'loaded.json');
  execFileSync(process.execPath, ['--require', join(folder, 'spy.cjs'), PROGRAM, ...args], {
    env: { ...process.env, SPY_OUTPUT: output, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(readFileSync(output, 'utf8')) as Loaded;
}

function heavyOf({ builtins }: Loaded): readonly string[] {
  const heavy = ['net', 'stream', 'child_process', 'zlib', 'tty', 'inspector'];
  return builtins.filter((name) => heavy.includes(name));
}

describe.each([[['--help']], [['stats', DUMP]], [['callers', '-n', '3', DUMP]], [[DUMP]]])('%j', (args) => {
  test('loads the launcher and what every command needs, and neither the other commands nor the viewer', () => {
    const names = loadedBy(args, NO_CACHE).files.map((path) => path.replace(`${ROOT}/`, ''));
    expect(names.filter((name) => !name.endsWith('spy.cjs'))).toEqual([
      'bin/pyprof-view.js',
      'bin/start.js',
      'dist/cli.cjs',
    ]);
    // Node reads every byte of it before the first line runs. The viewer's file alone is three times as large.
    expect(statSync(join(ROOT, 'dist/cli.cjs')).size).toBeLessThan(220_000);
  });

  test("loads none of Node's network, stream, child process, zlib and vm code", () => {
    expect(heavyOf(loadedBy(args, NO_CACHE))).toEqual([]);
  });

  test('loads none of them either where it has a cache', () => {
    const env = { NODE_DISABLE_COMPILE_CACHE: '', XDG_CACHE_HOME: join(folder, 'caches') };
    loadedBy(args, env);
    expect(readdirSync(join(folder, 'caches/pyprof-view')).length).toBeGreaterThan(0);
    expect(heavyOf(loadedBy(args, env))).toEqual([]);
  });
});
