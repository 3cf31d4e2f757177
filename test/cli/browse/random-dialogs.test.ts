import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROGRAM } from '../../e2e/shell.ts';
import { fc } from '../../properties.ts';
import { findPythons, saySkipped } from '../../python/pythons.ts';

const PROFILES = join(import.meta.dirname, '../../../fixtures/profiles');

/** Of Python 3 and of cProfile: all that pstats itself reads and adds. */
const NAMES = ['recursion-py311', 'words-py311', 'oddnames-py311', 'unicode-py311', 'threads-py311', 'shop-py38'];

const WORDS: readonly string[] = [
  ...['1', '3', '0', '-1', '.5', '0.99', '1.0', '1.5', 'nan', 'inf', '1e-3', '+2', '1_0', '_', '0x1'],
  ...['re', '{', '}', '[', '(', '^', '\\(', '.py:1', '$', '(?i)A', '\\d+', 'a|b', '*', 'x{2}', 'é', "'", '"', '\\'],
];

const KEYS: readonly string[] = [
  ...['calls', 'ncalls', 'cumtime', 'cu', 'cum', 'c', 'f', 'file', 'l', 'module', 'n', 'na', 'nfl', 'p', 's'],
  ...['stdname', 't', 'ti', 'tottime', 'TIME', '-1', 'tottime-percall'],
];

/** A command and some of its words, with any of Python's blanks between them. */
function command(names: readonly string[], words: readonly string[], most: number): fc.Arbitrary<string> {
  const blank = fc.constantFrom(' ', '  ', '\t', '\u3000', '\x1c');
  const rest = fc.array(fc.tuple(blank, fc.constantFrom(...words)), { maxLength: most });
  return fc.tuple(fc.constantFrom(...names), rest).map(([name, parts]) => name + parts.flat().join(''));
}

const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: command(['stats', 'callers', 'callees'], WORDS, 3) },
  { weight: 3, arbitrary: command(['sort'], KEYS, 3) },
  { weight: 2, arbitrary: command(['reverse', 'strip', '', 'help', '?', 'quit '], ['stats', 'x', '?'], 1) },
  { weight: 2, arbitrary: command(['add', 'read'], [...NAMES, 'nosuch', '.'], 1) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom(...'statsor ?![]{}.;#\\é\u2003=-_0'), maxLength: 8 }),
  },
);

const python = findPythons(8)[0]?.path;
if (python === undefined) test.skip(saySkipped('random dialogs: no CPython to hold them with'));

describe.runIf(python !== undefined)('any dialog', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyprof-view-dialogs-'));
    for (const name of NAMES) copyFileSync(join(PROFILES, name, 'out.prof'), join(folder, name));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function printed(program: string, args: readonly string[], lines: readonly string[]): string {
    const env = { ...process.env, PYTHONUTF8: '1', PYTHONWARNINGS: 'ignore' };
    const input = Buffer.from(lines.join('\n'), 'utf8');
    return spawnSync(program, args, { cwd: folder, input, env, encoding: 'latin1', maxBuffer: 2 ** 26 }).stdout;
  }

  test('is what CPython here prints, byte for byte', () => {
    const dialog = fc.array(line, { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), dialog, (name, lines) => {
        const theirs = printed(python ?? '', ['-m', 'pstats', name], lines);
        expect(printed(process.execPath, [PROGRAM, 'browse', name], lines)).toBe(theirs);
      }),
      { numRuns: 12 },
    );
  });
});
