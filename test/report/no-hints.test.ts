import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { marshalProfile } from '../../src/export/marshal.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { runCli } from '../cli/run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** What `pyprof-view hints` prints, its lines put together again. */
async function hintsOf(dump: string, ...options: readonly string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(['hints', ...options, join(FIXTURES, dump)]);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return stdout.replace(/\n +/g, ' ');
}

describe('no hints', () => {
  test('says how many functions were looked at, with how much of the time, and whose they are', async () => {
    const text = await hintsOf('hints/deepcopy/good-py311.prof');
    expect(text).toMatch(/^No hints for the \S+ m?s of this profile[.;]/);
    expect(text).toMatch(
      /^\d of your \d functions were looked at: \d+ % of the time, with what they call in\slibraries\./m,
    );
    expect(text).toContain('Own code: good.py; --mine changes it.');
    expect(text).toContain(
      'Nearest to a hint: gen-retain at good.py:14 in main, which takes 94 % of the time: one list has 4,000 items',
    );
  });

  test('names a notebook cell, whose source no file has', async () => {
    const text = await hintsOf('cases/notebook-cell/ipy.prof');
    expect(text).toMatch(/^No hints for the .* of this profile: none of its source could be looked at[.;]/);
    expect(text).toContain('None of your 2 functions could be looked at.');
    expect(text).toMatch(
      /Not looked at: <ipython-input-1-c8d3aea5c414> \(2 functions, 100 % of the time\): a notebook cell/,
    );
  });

  test('never says of Cython that it has changed', async () => {
    const text = await hintsOf('cases/cython-pyx/cy.prof');
    expect(text).toContain('demo.pyx (5 functions, 100 % of the time): Cython: the rules are for Python');
    expect(text).not.toMatch(/changed since/);
  });

  test('tells a source that is absent, and what to do about it', async () => {
    const text = await hintsOf('profiles/words-py313/out.prof', '--rule', 'slots');
    expect(text).toMatch(/py2_app\.py \(\d+ functions, \d+ % of the time\): its source was not found/);
    expect(text).toContain('--source-root DIR or --map OLD=NEW: where the sources are here');
  });

  test('of code that takes next to no time in itself says that', async () => {
    const text = await hintsOf('profiles/zipapp-py311/out.prof', '--source-root', import.meta.dirname);
    expect(text).toMatch(/of your 5 functions/);
    expect(text).toMatch(/none takes 1 % of the time in itself\sor in calls that a rule is about/);
  });

  test.each([
    [5, 9, 'Your only function could not be looked at.'],
    [0.01, 9, 'Your only function is not worth a look: it takes less than 1 % of the time'],
  ])('of one function says no "none of your 1 function" (%d s of %d)', async (own, whole, sentence) => {
    const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-hints-'));
    const builder = new ProfileBuilder();
    const numbers = { ncalls: 1, primitiveCalls: 1, cumtime: 9 };
    builder.setRow('/nowhere/app.py', 1, 'main', { ...numbers, tottime: own });
    builder.endEdges();
    builder.setRow('~', 0, '<built-in method time.sleep>', { ...numbers, tottime: whole - own });
    const dump = join(folder, 'out.prof');
    writeFileSync(dump, Buffer.concat([...marshalProfile(builder.finish('traced', []))]));
    const { stdout } = await runCli(['hints', dump]);
    rmSync(folder, { recursive: true });
    expect(stdout.replace(/\n +/g, ' ')).toContain(sentence);
  });

  test('offers --explain only where a place matched that is not told already', async () => {
    expect(await hintsOf('cases/cython-pyx/cy.prof')).not.toContain('--explain');
    expect(await hintsOf('hint-programs/clean-py311.prof')).toContain('--explain: every place that matched a rule');
  });
});

test('a sampled profile, whose lines are those where a function was found, has not changed', async () => {
  const text = await hintsOf('profiles/sampled-sudoku-pyo315/out.prof', '--source-root', join(FIXTURES, 'source/app'));
  expect(text).not.toMatch(/changed since/);
});
