import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { decodeSnapshot } from '../../src/decode/pickle/decode-snapshot.ts';
import { countAt } from '../../src/profile/count-column.ts';
import { functionKey } from '../../src/profile/function-name.ts';
import { findPythons, oldestAndNewest, type Python, saySkipped } from '../python/pythons.ts';

const RUNNER = join(import.meta.dirname, '../../bin/profile_program.py');
const FIXTURES = join(import.meta.dirname, '../../fixtures/run');
const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-run-'));
const profile = join(folder, 'out.prof');
const RECORD = [RUNNER, `calls=${profile}`, `facts=${join(folder, 'facts.json')}`];

afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

type Ended = {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
};

function end(python: Python, ...args: readonly string[]): Ended {
  const { status, signal, stdout, stderr } = spawnSync(python.path, args, { cwd: FIXTURES, encoding: 'utf8' });
  return { status, signal, stdout, stderr };
}

const ends = new Map<string, Ended>();

/** How a program ends without us, which several tests compare with. */
function endPlainly(python: Python, ...args: readonly string[]): Ended {
  const key = JSON.stringify([python.path, ...args]);
  const ended = ends.get(key) ?? end(python, ...args);
  ends.set(key, ended);
  return ended;
}

/** The names of the functions in the profile, or null where none was written. */
function recorded(path = profile): readonly string[] | null {
  if (!existsSync(path)) return null;
  const table = decodeProfile(readFileSync(path));
  return Array.from({ length: table.length }, (_, row) => {
    const { file, name } = functionKey(table, row);
    return `${table.strings.text(file)}:${table.strings.text(name)}`;
  });
}

function callsOf(name: string, path: string): number {
  const table = decodeProfile(readFileSync(path));
  const row = recorded(path)?.findIndex((recordedName) => recordedName.endsWith(`:${name}`)) ?? -1;
  return row < 0 ? 0 : Number(countAt(table.ncalls, row));
}

/** By name, how often each function called those of one name in a file. */
function callersOf(name: string, file: RegExp): Readonly<Record<string, number>> {
  const table = decodeProfile(readFileSync(profile));
  const textOf = (row: number, part: 'file' | 'name'): string => table.strings.text(functionKey(table, row)[part]);
  const rows = Array.from({ length: table.length }, (_, row) => row);
  const called = rows.filter((row) => textOf(row, 'name') === name && file.test(textOf(row, 'file')));
  const edges = table.edges();
  const calls: Record<string, number> = {};
  for (const row of called) {
    for (let edge = edges.start[row]!; edge < edges.start[row + 1]!; edge++) {
      const caller = textOf(edges.caller[edge]!, 'name');
      calls[caller] = (calls[caller] ?? 0) + Number(countAt(edges.ncalls, edge));
    }
  }
  return calls;
}

const pythons = oldestAndNewest(findPythons(6));

describe.skipIf(pythons.length === 0)(
  pythons.length === 0 ? saySkipped('no Python 3.6 or newer is here: run is not tried') : 'a program under cProfile',
  () => {
    describe.each(pythons)('with Python 3.$minor', (python) => {
      test.each([
        ['the end'],
        ['sys.exit'],
        ['exception'],
        ['os._exit'],
        ['os.execv'],
        ['os.execv of nothing'],
        ['SIGINT'],
        ['SIGTERM'],
        ['SIGHUP'],
        ['Ctrl-C while saving'],
        ['fork'],
        ['pool', 'fork'],
        ['pool', 'spawn'],
      ])('ends by %s %s as without, and its profile is kept', (...way) => {
        const plain = endPlainly(python, 'ways_out.py', ...way);
        expect(end(python, ...RECORD, 'script', 'ways_out.py', ...way)).toEqual(plain);
        const names = recorded();
        expect(names?.filter((name) => name.endsWith('ways_out.py:work'))).toHaveLength(1);
        expect(names?.filter((name) => /profile_program|_lsprof/.test(name))).toEqual([]);
        expect(names?.some((name) => name.endsWith(':after'))).toBe(way[0] === 'os.execv of nothing');
      });

      test.each([
        ['module', 'package', ['-m', 'package', 'x']],
        ['script', 'folder', ['folder', 'x']],
      ])('a %s %s finds itself as without', (kind, target, args) => {
        const plain = endPlainly(python, ...args);
        expect(end(python, ...RECORD, kind, target, 'x')).toEqual(plain);
        expect(plain.status).toBe(0);
        expect(recorded()?.filter((name) => name.endsWith('__main__.py:main'))).toHaveLength(1);
      });

      // a fork that is ended in a call has such edges: the call is not counted before it is over
      test('is saved also where functions of ours have only callers that are not done', () => {
        const code = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import record_calls
ours, one, two, called = (record_calls.__file__, 1, 'f'), ('a.py', 1, 'a'), ('b.py', 1, 'b'), ('c.py', 1, 'c')
stats = {ours: (0, 0, 0, 0, {one: (0, 0, 0, 0), two: (0, 0, 0, 0)}), called: (3, 3, 1, 1, {ours: (3, 3, 1, 1)})}
print(record_calls.without_ours(stats)[called][4] == {one: (1, 1, 0.5, 0.5), two: (2, 2, 0.5, 0.5)})
`;
        expect(end(python, '-c', code, dirname(RUNNER))).toMatchObject({ status: 0, stdout: 'True\n', stderr: '' });
      });

      test('gives way to a cProfile of its own', () => {
        const plain = endPlainly(python, 'profiles_itself.py');
        expect(plain.stdout).toBe("['inside']\n");
        expect(end(python, ...RECORD, 'script', 'profiles_itself.py')).toEqual(plain);
        const names = recorded()?.map((name) => name.replace(/^.*:/, ''));
        expect(names).toEqual(expect.arrayContaining(['before', 'after']));
        expect(names).not.toContain('inside');
        expect(JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8'))).toMatchObject({ guests: 1 });
      });

      test('gives way to cProfiles of its threads as Python does, and its main thread is recorded to the end', () => {
        const plain = endPlainly(python, 'profiles_threads.py');
        expect(plain).toMatchObject({ status: 0, stdout: expect.stringMatching(/end\n$/), stderr: '' });
        expect(end(python, ...RECORD, 'script', 'profiles_threads.py')).toEqual(plain);
        // up to 3.11 a guest in another thread takes nothing away; from 3.12 on there is one place for all
        expect(callsOf('main_work', profile)).toBe(python.minor >= 12 ? 1 : 2);
        expect(callsOf('inside', profile)).toBe(0);
        expect(callsOf('behind', profile)).toBe(python.minor >= 12 ? 1 : 0);
      });

      test('is snapped near its peak of memory, by a thread that the profile does not show', () => {
        const plain = endPlainly(python, 'grows.py');
        const snapshot = join(folder, 'out.tracemalloc');
        expect(end(python, ...RECORD, `memory=${snapshot}`, 'script', 'grows.py')).toEqual(plain);
        const facts = JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8'));
        expect(facts.peak).toBeGreaterThan(20_000_000);
        // 10 % below the peak is near enough for no other snapshot, and taking one adds to the peak
        expect(facts.snapshot / facts.peak).toBeGreaterThan(0.88);
        const { files } = decodeSnapshot(readFileSync(snapshot), () => performance.now());
        expect(files.filter((file) => file.includes('profile_program'))).toEqual([]);
        expect(files.some((file) => file.endsWith('grows.py'))).toBe(true);
        const names = recorded()?.map((name) => name.replace(/^.*:/, ''));
        expect(names?.filter((name) => /watch|tracemalloc|start_new_thread|_get_traces/.test(name))).toEqual([]);
        expect(names).toEqual(expect.arrayContaining(['grow', 'add_to', 'add']));
      });

      test('has a peak of memory also where the program stops tracemalloc', () => {
        const snapshot = join(folder, 'out.tracemalloc');
        end(python, ...RECORD, `memory=${snapshot}`, 'script', 'stops_tracing.py');
        const { peak, snapshot: size } = JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8'));
        expect(peak).toBeGreaterThan(15_000_000);
        expect(size).toBeGreaterThan(0.8 * peak);
        expect(size).toBeLessThanOrEqual(1.01 * peak);
      });

      test.skipIf(process.platform === 'win32').each([
        ['pool', 'fork'],
        ['pool', 'spawn'],
        ['pool', 'forkserver'],
        ['executor', ''],
        ['process', 'fork'],
        ['process', 'spawn'],
        ['process', 'forkserver'],
        ['subprocess', ''],
        ['prepared', ''],
        ['isolated', ''],
        ['fork', ''],
      ])('is recorded with what others do for it: %s %s', (way, method) => {
        const plain = endPlainly(python, 'starts_pythons.py', way, method);
        const children = mkdtempSync(join(tmpdir(), 'pyprof-view-children-'));
        expect(end(python, ...RECORD, `children=${children}`, 'script', 'starts_pythons.py', way, method)).toEqual(
          plain,
        );
        expect(plain.status).toBe(0);
        expect(recorded()?.filter((name) => name.endsWith(':burn'))).toEqual([]);
        const profiles = readdirSync(children).filter((name) => name.endsWith('.prof'));
        if (way === 'prepared') expect(readdirSync(children)).toEqual(profiles); // nothing begun is left
        const names = profiles.flatMap((name) => recorded(join(children, name)) ?? []);
        expect(names.filter((name) => /profile_program|record_|_lsprof/.test(name))).toEqual([]);
        expect(profiles.reduce((sum, name) => sum + callsOf('burn', join(children, name)), 0)).toBe(4);
        // those that start others by way of ours are their callers: Popen by both, CompletedProcess by run
        if (way === 'isolated') expect(callersOf('__init__', /subprocess\.py$/)).toEqual({ main: 1, run: 8 });
        rmSync(children, { recursive: true });
      });

      test.skipIf(process.platform === 'win32').each([
        ['by themselves', []],
        ['with what they do', [`children=${folder}`]],
      ])('forks that are ended before their first step end as without, recorded %s', (_, children) => {
        const plain = endPlainly(python, 'ways_out.py', 'forks ended at once');
        const recording = [...RECORD, ...children, 'script'];
        expect(end(python, ...recording, 'ways_out.py', 'forks ended at once')).toEqual(plain);
        expect(plain.stdout).toMatch(/\n(?:15\n){5}$/);
      });

      test.skipIf(process.platform === 'win32').each(['subprocess', 'fork'])(
        'goes on as without when those who waited for it are gone: %s',
        (way) => {
          const plain = endPlainly(python, 'starts_pythons.py', way, '');
          const gone = `children=${join(folder, 'gone', 'children')}`;
          expect(end(python, ...RECORD, gone, 'script', 'starts_pythons.py', way, '')).toEqual(plain);
          expect(existsSync(join(folder, 'gone'))).toBe(false);
        },
      );

      test.skipIf(process.platform === 'win32')('leaves nothing of a profile that it cannot write whole', () => {
        const { stderr } = end(python, ...RECORD, 'script', 'ways_out.py', 'a full disk');
        expect(stderr).toMatch(/^pyprof-view: the profile cannot be written: \[Errno 27\] File too large\n$/);
        expect(readdirSync(folder)).toEqual([]);
      });

      test.each([
        ['script', ['nowhere.py']],
        ['script', ['broken.py']],
        ['module', ['-m', 'no_such_module']],
        ['module', ['-m', 'package.inner']],
      ])('no %s in %j: what plain Python says, and no profile', (kind, args) => {
        const plain = endPlainly(python, ...args);
        expect(end(python, ...RECORD, kind, args.at(-1) ?? '')).toEqual(plain);
        expect(recorded()).toBeNull();
      });
    });
  },
);
