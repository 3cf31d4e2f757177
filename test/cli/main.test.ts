import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { SORT_KEYS } from '../../src/select/sort-keys.ts';
import { formatCtime } from '../../src/text/ctime.ts';
import { collecting, contextOf, runCli } from './run-cli.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');
const WORDS = join(PROFILES, 'words-py311/out.prof');
const GOLDEN = readFileSync(WORDS);

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-cli-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function print(...args: readonly string[]): Promise<string> {
  const result = await runCli(args);
  expect(result.exitCode).toBe(0);
  return result.stdout;
}

describe('stats', () => {
  test('is what the bare command prints without a terminal, with the same options', async () => {
    expect(await print(WORDS)).toBe(await print('stats', WORDS));
    expect(await print('-s', 'time', '-r', '-n', '5', WORDS)).toBe(
      await print('stats', '-s', 'time', '-r', '-n', '5', WORDS),
    );
  });

  test('without options sorts by cumulative time, strips directories, and says nothing of the file', async () => {
    const text = await print('stats', WORDS);
    expect(text).toMatch(/^ {9}\d+ function calls .* seconds\n\n {3}Ordered by: cumulative time\n/);
    expect(text).not.toContain('/lib/python3');
  });

  test('with --header --full-paths begins with the time and the name of the file as typed', async () => {
    const text = await print('stats', '--header', '--full-paths', WORDS);
    expect(text.split('\n').slice(0, 2)).toEqual([`${formatCtime(statSync(WORDS).mtime)}    ${WORDS}`, '']);
    expect(text).toContain('/lib/python3');
  });

  test('takes --sort=-1, several keys, none, and options behind the file', async () => {
    expect(await print('stats', '--sort=-1', WORDS)).toContain('Ordered by: standard name');
    expect(await print('stats', '-s', '-1', WORDS)).toContain('Ordered by: standard name');
    expect(await print('stats', WORDS, '-s', 'tot,name')).toContain('Ordered by: internal time, function name');
    expect(await print('stats', '-s', 'none', WORDS)).toContain('Random listing order was used');
  });

  test('applies -n and --restrict in the order in which they are given', async () => {
    expect(await print('stats', '-n', '5', '--restrict', 'py2_app', WORDS)).toMatch(
      /from 175 to 5 .*\n.*from 5 to 4 due to restriction <'py2_app'>/,
    );
    expect(await print('stats', '--restrict', 'py2_app', '-n', '5', WORDS)).toMatch(
      /<'py2_app'>\n.*to 5 due to restriction <5>/,
    );
  });

  test('reads a dump from standard input, plain or gzipped', async () => {
    const expected = await print('stats', WORDS);
    expect((await runCli(['stats', '-'], GOLDEN)).stdout).toBe(expected);
    expect((await runCli(['stats', '-'], gzipSync(GOLDEN))).stdout).toBe(expected);
    expect((await runCli(['stats', '--header', '-'], GOLDEN)).stdout).toBe(`-\n\n${expected}`);
  });

  test('reads a gzipped file as it is', async () => {
    const path = join(folder, 'words.prof.gz');
    writeFileSync(path, gzipSync(GOLDEN));
    expect(await print('stats', path)).toBe(await print('stats', WORDS));
  });

  test('merges several files and lists them in the order in which pstats reads them', async () => {
    const [a, b, c] = ['recursion-py311', 'sudoku-py37', 'words-py313'].map((name) => join(PROFILES, name, 'out.prof'));
    const text = await print('stats', '--header', a ?? '', b ?? '', c ?? '');
    expect(
      text
        .split('\n')
        .slice(0, 3)
        .map((line) => line.split('    ')[1]),
    ).toEqual([a, c, b]);
  });

  test('says on stderr what the table cannot, and leaves stdout to CPython', async () => {
    const { stderr, stdout } = await runCli(['stats', join(PROFILES, 'yappi-deb/out.prof')]);
    expect(stderr).toMatch(/^pyprof-view: note: .*swapped/);
    expect(stdout).not.toContain('swapped');
  });
});

test.each([
  ['-n', '3'],
  ['--sort', 'tottime'],
  ['--only', 'mine'],
])('%s before a command is refused, where it would change nothing', async (...option) => {
  const { exitCode, stderr, stdout } = await runCli([...option, 'stats', WORDS]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toMatch(/^pyprof-view: -\S+ stands before stats, where it would change nothing: write it after/);
  expect((await runCli(['--debug', 'stats', WORDS])).exitCode).toBe(0);
});

describe('callers and callees', () => {
  test('are printed without anything about the file', async () => {
    expect(await print('callers', WORDS)).toMatch(/^ {3}Ordered by: cumulative time\n\nFunction .*was called by...\n/);
    expect(await print('callees', WORDS)).toMatch(/^ {3}Ordered by: cumulative time\n\nFunction .*called...\n/);
  });

  test('print nothing for an empty selection', async () => {
    expect(await print('callers', '-n', '0', WORDS)).toBe('');
  });

  test('take a pattern with --restrict, which is said to whoever writes it alone', async () => {
    const { stderr, exitCode } = await runCli(['callers', WORDS, 'lower']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('lower: no such file or folder. For the functions that match it: --restrict lower.');
    expect((await runCli(['callers', WORDS, '5'])).stderr).toContain('For the first 5 functions: -n 5.');
    expect((await runCli(['callers', 'lower', WORDS])).stderr).toContain('--restrict lower.');
    expect((await runCli(['stats', WORDS, 'tottime'])).stderr).toContain(
      'To sort by it: -s tottime. For the functions that match it: --restrict tottime.',
    );
    const others = [
      ['stats', '-s', 'tottime', 'nofile'],
      ['callers', WORDS, 'other.prof'],
      ['callers', WORDS, '(lower)$'],
    ];
    for (const args of others) expect((await runCli(args)).stderr).not.toContain('--restrict');
  });

  test.each(['stats', 'callers', 'callees'])('of no function at all are told on stderr by %s', async (command) => {
    const { stderr, exitCode } = await runCli([command, '--restrict', 'no such name', WORDS]);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('pyprof-view: note: no function is listed: none passed --restrict or -n\n');
    expect((await runCli([command, '-n', '1', WORDS])).stderr).toBe('');
  });
});

describe('words in the wrong place are told where they belong', () => {
  test.each([
    [['stats', 'sort', 'time', WORDS], 3, 'To sort: -s time.'],
    [['stats', 'sort', 'calls', WORDS], 3, 'To sort: -s calls.'],
    [['sort', WORDS], 3, 'To sort: -s time.'],
    [['source', 'lower', WORDS], 3, `after the profile: pyprof-view source ${WORDS} lower.`],
    [[WORDS, 'callers'], 2, `the command goes first: pyprof-view callers ${WORDS}.`],
    [[WORDS, WORDS, 'diff', '--top', '3'], 2, `first: pyprof-view diff ${WORDS} ${WORDS} --top 3.`],
    [[WORDS, 'hints', '--explain'], 2, `first: pyprof-view hints ${WORDS} --explain.`],
  ])('%j', async (args, code, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  test('and left alone where they stand right: a pattern that is the name of a command', async () => {
    expect((await runCli(['stats', WORDS, '--restrict', 'callers'])).exitCode).toBe(0);
    expect((await runCli([WORDS, '--restrict', 'callers'])).exitCode).toBe(0);
  });
});

describe.each(['stats', 'callers', 'callees'])('%s with a pattern that is no regular expression', (command) => {
  test('prints the whole list with what pstats says of the pattern, and fails', async () => {
    const whole = await print(command, WORDS);
    const { exitCode, stdout, stderr } = await runCli([command, '--restrict', '(', WORDS]);
    const said = "   Ordered by: cumulative time\n   <Invalid regular expression '('>\n";
    expect(stdout).toBe(whole.replace('   Ordered by: cumulative time\n', said));
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringMatching(/^pyprof-view: --restrict \( is not a regular expression\. .*\n$/),
    });
  });
});

describe('in a terminal without a screen', () => {
  async function printIn(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
    const stderr: Buffer[] = [];
    const context = { ...contextOf(collecting([]), collecting(stderr)), env, hasOutputTerminal: () => true };
    expect(await main(args, context)).toBe(0);
    return Buffer.concat(stderr).toString();
  }

  test('a note says why no viewer opens, where one would', async () => {
    const note = 'TERM=dumb says that this terminal has no screen for the viewer, so this is the text';
    expect(await printIn({ TERM: 'dumb' }, WORDS)).toBe(`pyprof-view: note: ${note}\n`);
    expect(await printIn({ TERM: 'dumb' }, '-n', '3', WORDS)).toBe('');
    expect(await printIn({ TERM: 'dumb' }, 'stats', WORDS)).toBe('');
    expect(await printIn({ TERM: 'xterm', INK_SCREEN_READER: 'true' }, WORDS)).toBe('');
  });
});

describe('wrong usage is exit code 2 and says what is right', () => {
  test.each([
    [[], /no profile given/],
    [['stats'], /missing required argument 'profile'/],
    [['stats', '--bogus', WORDS], /unknown option '--bogus'\nSee: [^\n]*\n$/],
    [
      ['stats', '--fail-on=x', WORDS],
      /unknown option '--fail-on=x'\nSee: [^\n]*\n--fail-on is an option of: [^\n]*diff/,
    ],
    [['stats', '-s'], /argument missing/],
    [['stats', '-n', 'x', WORDS], /not a number of rows/],
    [['stats', '-n', '0.5', WORDS], /A fraction of the rows is --restrict 0\.5\./],
    [['stats', '--restrict', '1.5', WORDS], /not between 0 and 1/],
    [['stats', '--restrict', '(a)|b(?(1)c|d)', WORDS], /cannot be used here/],
    [['stats', '-s', '1,name', WORDS], /not both/],
    [['report', '--top', '0', WORDS], /of 1 or more/],
    [['help', 'bogus'], /there is no help on bogus/],
    [['hints'], /no profile given/],
    [['hints', '--about', 'slots', WORDS], /takes no profile, and of the options only -o/],
    [['hints', '--about', 'slots', '--json'], /only -o/],
    [['hints', '--about', 'slots', '--rules'], /only -o/],
    [['hints', '--about', 'slots', '--level', 'likely'], /only -o/],
    [['hints', '--rules', WORDS], /lists the rules: it takes no profile, and of the options only -o/],
    [['hints', '--about', 'slots', '--fail-on', 'possible'], /only -o/],
    [['hints', '--about', 'slots', '--map', 'a=b'], /only -o/],
    [
      ['hints', '--about', 'bogus'],
      /There is no such rule\. All of them: pyprof-view hints --rules\.\nSee: pyprof-view hints --help\n$/,
    ],
    [['report'], /\nSee: pyprof-view report --help\n$/],
    [['report', '--fit', 'comment', '--format', 'csv', WORDS], / See: pyprof-view report --help\n$/],
    [['--bogus', WORDS], /\nSee: pyprof-view --help\n$/],
    [['--color', 'sometimes', WORDS], /Allowed choices are auto, always, never/],
  ] as const)('%j', async (args, words) => {
    const result = await runCli(args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toMatch(words);
    expect(result.stderr).toMatch(/^pyprof-view: /);
  });

  test('an unknown sort key lists the keys', async () => {
    const { exitCode, stderr } = await runCli(['stats', '-s', 'bogus', WORDS]);
    expect(exitCode).toBe(2);
    for (const { name } of SORT_KEYS) expect(stderr).toContain(name);
  });

  test.each([
    ['a sort key', ['-s', 'totime', WORDS], 'tottime'],
    ['a choice', ['hints', '--level', 'likey', WORDS], 'likely'],
    ['a rule', ['hints', '--about', 'slot', WORDS], 'slots'],
    ['a rule to show', ['hints', '--rule', 'str-concat-qaud', WORDS], 'str-concat-quad'],
    ['a format of export', ['export', '--to', 'jsn', WORDS], 'json'],
    ['a format of report', ['report', '--format', 'htlm', WORDS], 'html'],
    ['a section', ['report', '--section', 'hint', WORDS], 'hints'],
  ])('a slip in %s is answered with the word that was meant', async (_, args, word) => {
    const { exitCode, stderr } = await runCli(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`Did you mean ${word}?`);
  });

  test.each([
    [['stast', WORDS], 'stats'],
    [['hint', WORDS], 'hints'],
    [['version'], '--version'],
  ])('%j is a file that is not there, and perhaps a command', async (args, word) => {
    const { exitCode, stderr } = await runCli(args);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`no such file or folder. Did you mean ${word}?`);
  });

  test('a pattern that backtracks without end is stopped', async () => {
    const result = await runCli(['stats', '--restrict', '(.*.*.*.*.*.*.*.*)+x{9}$', WORDS]);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain('takes longer than');
  });
});

describe('help and version', () => {
  test('go to standard output with exit code 0', async () => {
    expect((await runCli(['--help'])).stdout).toContain('Usage: pyprof-view');
    expect((await runCli(['stats', '-h'])).stdout).toContain('--full-paths');
    expect((await runCli(['--version'])).exitCode).toBe(0);
  });
});

describe('a reader that has gone', () => {
  test('ends the program quietly, after the chunk that nobody took', async () => {
    let writes = 0;
    const gone = { isTerminal: false, write: () => ++writes > 1 };
    const errors: Buffer[] = [];
    const exitCode = await main(['callers', '--full-paths', WORDS], contextOf(gone, collecting(errors)));
    expect({ exitCode, writes, errors }).toEqual({ exitCode: 0, writes: 1, errors: [] });
  });
});
