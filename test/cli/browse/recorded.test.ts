import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

/** A dialog with `python -m pstats`, as fixtures/browse/record.py writes it. */
type RecordedCase = {
  readonly name: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly printed: string;
  /** The last line of the traceback that ended CPython's browser. */
  readonly crash?: string;
};

type Recording = {
  readonly modified: number;
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly RecordedCase[];
};

const recording = JSON.parse(readFileSync(join(ROOT, 'fixtures/browse/recorded-3.11.json'), 'utf8')) as Recording;

/** Lines that CPython prints and we do not: there is a sentence on standard error instead (docs/browse.md names each kind). */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  'read: files that are cut off': ['EOFError: EOF read where object expected', 'EOFError: EOF read where not expected'],
  'read: an entry that is none': [
    'Invalid timing data Sat Jan 24 03:04:05 2026    entry.prof',
    'ValueError: not enough values to unpack (expected 5, got 3)',
  ],
};

/** With files of the command line that cannot be read. CPython ends with 0. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'no file: the missing one of the command line',
  'no file: a bad one of the command line',
  'command line: several files',
]);

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-browse-'));
  mkdirSync(join(folder, 'folder'));
  for (const [name, fixture] of Object.entries(recording.files)) {
    copyFileSync(join(ROOT, 'fixtures', fixture), join(folder, name));
    utimesSync(join(folder, name), recording.modified, recording.modified);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function browse(args: readonly string[], input: string | Buffer) {
  const words = [join(ROOT, 'bin/pyprof-view.js'), 'browse', ...args];
  return spawnSync(process.execPath, words, { cwd: folder, input, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

describe('what CPython printed', () => {
  test.each(recording.cases.filter(({ crash }) => crash === undefined))('$name', ({ name, args, input, printed }) => {
    const others = OTHER_WORDS[name] ?? [];
    const expected = others.reduce((text, line) => text.replace(`${line}\n`, ''), printed);
    const { stdout, stderr, status } = browse(args, input);
    expect(stdout).toBe(expected);
    expect(expected.length < printed.length).toBe(others.length > 0);
    expect(status).toBe(UNREADABLE.has(name) ? 3 : 0);
    expect(stderr).toMatch(/^(?:pyprof-view: .*\n)*$/);
    if (others.length > 0) expect(stderr).not.toBe('');
  });
});

describe('where CPython ends with a traceback, we say why and go on', () => {
  const crashes = recording.cases.filter(({ crash }) => crash !== undefined);

  test('which the recording has cases of', () => {
    expect(crashes.map(({ crash = '' }) => crash.replace(/:.*/, ''))).toEqual([
      'ValueError',
      'EOFError',
      'EOFError',
      'TypeError',
      'TypeError',
      'TypeError',
    ]);
  });

  test.each(crashes)('$name: $crash', ({ args, input, printed }) => {
    const { stdout, stderr, status } = browse(args, input);
    expect(stdout.startsWith(printed)).toBe(true);
    expect(stdout).toMatch(/ seconds\n[\s\S]*% Goodbye\.\n$/);
    expect(stderr).toMatch(/^pyprof-view: .*[^\n]\.(?:py|$|\n)|added up/);
    expect(status).toBe(0);
  });
});
