import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';
import { describeCommands, type OptionDescription } from '../../src/cli/options/describe-commands.ts';
import { makeProgram } from '../../src/cli/options/program.ts';
import { collecting, contextOf, runCli } from '../cli/run-cli.ts';
import { HOSTILE_NAMES } from '../hostile/hostile-names.ts';
import { Random } from './random.ts';

/** `npm run fuzz`: a fifth of what the decoders take; FUZZ_SEED for other lines. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 4) / 5;
const SEED = Number(process.env['FUZZ_SEED'] ?? 17);
const FEWEST_LINES = 40;

/** It runs what it is given, and is none of ours. */
const RUNS_PROGRAMS = 'run';

/** 70 is a bug. */
const DOCUMENTED: readonly number[] = Object.values(EXIT).filter((code) => code !== EXIT.bug);

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const FILES = {
  'out.prof': 'hints/re-compile/bad-py311.prof',
  'bad.py': 'hints/re-compile/bad.py',
  'other.prof': 'profiles/shop-py38/out.prof',
  'bool.prof': 'bad/bool.prof',
  'a.tracemalloc': 'snapshots/py311/after.tracemalloc',
};
const WORDS = [
  ...Object.keys(FILES),
  'out.prof',
  'other.prof',
  'text.txt',
  '.',
  '-',
  'gone.prof',
  '/dev/null',
  '0',
  '1',
  '-1',
  '0.5',
  '1e9',
  '9'.repeat(30),
  'NaN',
  'time',
  'a=b',
  'cumtime>10%',
  'markdown',
  'json',
  'csv',
  'here',
  'clean',
  'out.txt',
  '--',
  ...Object.values(HOSTILE_NAMES).filter((name) => !/[/\0]/.test(name) && name.length < 200),
];

const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-lines-'));
const before = process.cwd();

beforeAll(() => {
  for (const [name, path] of Object.entries(FILES)) copyFileSync(join(FIXTURES, path), join(folder, name));
  writeFileSync(join(folder, 'text.txt'), 'not a profile\n');
  process.chdir(folder); // what a line writes it writes here
});

afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

const program = await makeProgram(contextOf(collecting([]), collecting([])), () => true);
const COMMANDS = describeCommands(program).filter(({ name }) => name !== RUNS_PROGRAMS);

/** Mostly what it takes: else it would be refused at once. */
function wordsBehind({ value }: OptionDescription, random: Random): readonly string[] {
  if (value.kind === 'none') return random.below(20) === 0 ? [random.of(WORDS)] : [];
  const known = 'words' in value && value.words !== undefined ? value.words.map(({ word }) => word) : [];
  return [known.length > 0 && random.below(4) > 0 ? random.of(known) : random.of(WORDS)];
}

function makeLine(random: Random): readonly string[] {
  const { name, options } = random.of(COMMANDS);
  const words = name === '' ? [] : [name];
  for (let left = options.length === 0 ? 0 : random.below(5); left > 0; left--) {
    const option = random.of(options);
    words.push(random.of(option.flags), ...wordsBehind(option, random));
  }
  for (let left = random.below(4); left > 0; left--) words.push(random.of(WORDS));
  return words;
}

test('any words on the command line end with a documented code, and never with a stack', {
  timeout: SECONDS * 4000 + 600_000,
}, async () => {
  const end = performance.now() + SECONDS * 1000;
  const codes = new Map<number, number>();
  let index = 0;
  for (; index < FEWEST_LINES || performance.now() < end; index++) {
    const line = makeLine(new Random(Math.imul(SEED, 0x85ebca6b) + index));
    const { exitCode, stderr } = await runCli(line, Buffer.from('stats\nsort time\nquit\n'));
    codes.set(exitCode, (codes.get(exitCode) ?? 0) + 1);
    const isDebug = line.includes('--debug');
    const isWell = DOCUMENTED.includes(exitCode) && (isDebug || !/\n\s+at /.test(stderr));
    if (!isWell) expect.fail(`line ${index} of seed ${SEED}, ${JSON.stringify(line)}: ${exitCode}\n${stderr}`);
  }
  expect(codes.size).toBeGreaterThan(2); // not all of them were refused
  if (process.env['FUZZ_SECONDS'] !== undefined)
    process.stderr.write(`command lines: ${index} of seed ${SEED}, by exit code ${JSON.stringify([...codes])}\n`);
});
