import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { marshalProfile } from '../../src/export/marshal.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { type Key, type Numbers, type Row, writeProfile } from '../decode/write-marshal.ts';
import { runMeasured, smallRunSeconds } from './measured-run.ts';
import { PROFILE } from './shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-limits-'));
const dump = join(folder, 'x.prof');
afterAll(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

const ONE: Numbers = [1n, 1n, 1, 1];
const row = (key: Key, callers: readonly Key[] = [], numbers: Numbers = ONE): Row => ({
  key,
  numbers,
  callers: callers.map((caller) => ({ key: caller, numbers: ONE })),
});
const f = (line: number): Key => ['/srv/x.py', line, 'f'];

/** Each function calls all of the next layer: 10 layers of 10 are 10^9 ways to the last of 9. */
const layered = Array.from({ length: 100 }, (_, at) =>
  row(f(at), at < 10 ? [] : Array.from({ length: 10 }, (_unused, caller) => f(Math.floor(at / 10) * 10 - 10 + caller))),
);

/** `npm run limits`: what takes too long for every run of the tests. */
const IS_WHOLE = process.env['WHOLE_LIMITS'] !== undefined;

const CALLERS = IS_WHOLE ? 1_000_000 : 20_000;
const NAME_MEGABYTES = IS_WHOLE ? 10 : 1;
const NAME_CHARACTERS = NAME_MEGABYTES * 1_000_000;

const SHAPES: readonly (readonly [what: string, rows: () => readonly Row[]])[] = [
  [`a name of ${NAME_MEGABYTES} MB`, () => [row(['/srv/x.py', 1, 'n'.repeat(NAME_CHARACTERS)])]],
  [`a path of ${NAME_MEGABYTES} MB`, () => [row([`/srv/${'p'.repeat(NAME_CHARACTERS)}.py`, 1, 'f'])]],
  [`folders of ${NAME_MEGABYTES} MB`, () => [row([`/${'a/'.repeat(NAME_CHARACTERS / 2)}x.py`, 1, 'f'])]],
  ['counts of 2^70', () => [row(f(1), [], [2n ** 70n, 2n ** 70n, 1, 1])]],
  [
    'times that are no numbers',
    () => [row(f(1), [], [1n, 1n, Number.NaN, Number.POSITIVE_INFINITY]), row(f(2), [], [1n, 1n, -1, -1])],
  ],
  ['a chain of 5,000 calls', () => Array.from({ length: 5000 }, (_, at) => row(f(at), at === 0 ? [] : [f(at - 1)]))],
  ['a circle of 1,000 calls', () => Array.from({ length: 1000 }, (_, at) => row(f(at), [f((at + 999) % 1000)]))],
  ['10^9 ways through it', () => layered],
];

const COMMANDS: readonly (readonly string[])[] = [
  ['stats'],
  ['callees'],
  ['report'],
  ['hints'],
  ['summary'],
  ['report', '--format', 'json'],
];

/** Not by the marshal writer of the tests, which keeps every value as an object. */
function* manyCallers(): Iterable<Uint8Array> {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 0.5, cumtime: 1 };
  for (let line = 0; line <= CALLERS; line++) builder.setRow('/srv/x.py', line, 'f', numbers);
  for (let line = 1; line <= CALLERS; line++) builder.setEdge('/srv/x.py', line, 'f', numbers, false);
  for (let line = 0; line <= CALLERS; line++) builder.endEdges();
  yield* marshalProfile(builder.finish('traced', []));
}

const DUMPS: readonly (readonly [what: string, chunks: () => Iterable<Uint8Array>])[] = [
  ...SHAPES.map(([what, rows]) => [what, () => [writeProfile(rows(), 2)]] as const),
  [`a function with ${CALLERS} callers`, manyCallers],
];

/** What is printed may be longer than a string can be. */
const UNKEPT = 'set -o pipefail; "$@" | tail -c 1 > /dev/null';

describe.each(DUMPS)('a profile with %s', (_, chunks) => {
  test('takes no command 40 times as long as a small one, and no more memory than 40 times its size beside that', {
    timeout: 900_000,
  }, () => {
    writeFileSync(dump, Buffer.concat([...chunks()]));
    const small = smallRunSeconds();
    for (const command of COMMANDS) {
      const { exitCode, stderr, cpuSeconds, peakMegabytes } = runMeasured([...command, dump], { line: UNKEPT });
      expect({ command, exitCode, stack: stderr.match(/\n\s+at /) }).toEqual({ command, exitCode: 0, stack: null });
      const megabytes = statSync(dump).size / 1e6;
      const times = cpuSeconds / small;
      expect({ command, isQuick: times < 40 + 2 * megabytes, times }).toMatchObject({ isQuick: true });
      const most = 250 + 40 * megabytes;
      expect({ command, isSmall: peakMegabytes < most, peakMegabytes }).toMatchObject({ isSmall: true });
    }
  });
});

test('24 open files, a folder that is read-only, and no home are enough', () => {
  chmodSync(folder, 0o555);
  const line = `cd ${folder} && ulimit -n 24 && unset HOME XDG_CACHE_HOME && "$@"`;
  for (const command of COMMANDS)
    expect(runMeasured([...command, PROFILE], { line })).toMatchObject({ exitCode: 0, stderr: '' });
});

/** Linux takes up to 6 MB of them where the stack has no limit, and else a quarter of that. */
test('as many arguments as the system takes are told in a sentence, which takes no longer for each than for few', () => {
  const line = (part: number): string =>
    `count=50000; ulimit -s unlimited 2>/dev/null || count=10000; "$@" $(seq -f '%0100g' 1 $((count / ${part})))`;
  const [few, all] = [runMeasured(['stats'], { line: line(10) }), runMeasured(['stats'], { line: line(1) })];
  const times = all.cpuSeconds / few.cpuSeconds;
  expect({ exitCode: all.exitCode, isQuick: times < 20, times }).toMatchObject({ exitCode: 3, isQuick: true });
  expect(all.stderr).toMatch(
    /^pyprof-view: 0+1: no such file or folder\. \d+ more files cannot be read: [^\n]{0,600}\n$/,
  );
});
