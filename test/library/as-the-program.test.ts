import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXPORT_FORMATS } from '../../src/export/formats.ts';
import {
  compareRuns,
  decodeProfile,
  describeFunction,
  exportProfile,
  joinChunks,
  listCalls,
  lookForHints,
  mergeProfiles,
  PyprofError,
  parseRestriction,
  printCalls,
  printStats,
  pstatsOrder,
  renderComparison,
  reportProfile,
  resolveSortOrder,
  selectRows,
  stripDirs,
  summarize,
} from '../../src/index.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';

const ROOT = join(import.meta.dirname, '../..');
const pathOf = (name: string): string => join(ROOT, 'fixtures/profiles', name, 'out.prof');
const WORDS = pathOf('words-py311');
const LATER_WORDS = pathOf('words-py313');
const SHOP = pathOf('shop-py38');

function run(...args: readonly string[]): string {
  return execFileSync(process.execPath, [join(ROOT, 'bin/pyprof-view.js'), ...args], { encoding: 'utf8' });
}

/** A failed gate ends the program with 1, behind the whole output. */
function runToTheEnd(...args: readonly string[]): string {
  return spawnSync(process.execPath, [join(ROOT, 'bin/pyprof-view.js'), ...args], { encoding: 'utf8' }).stdout;
}

const tableOf = (path: string): ProfileTable => decodeProfile(readFileSync(path));
const textOf = (chunks: Iterable<Uint8Array>): string => new TextDecoder().decode(joinChunks(chunks));

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof PyprofError ? error.code : String(error);
  }
  return 'nothing thrown';
}

describe('the library says what the program says', () => {
  test('of the functions', () => {
    const table = stripDirs(tableOf(SHOP));
    const restrictions = [parseRestriction('10'), parseRestriction('json')];
    const selection = selectRows(table, { sort: resolveSortOrder(['time']), restrictions });
    const args = ['-s', 'time', '--restrict', '10', '--restrict', 'json', SHOP];
    expect(textOf(printStats(table, selection, []))).toBe(run('stats', ...args));
    expect(textOf(printCalls(table, selection, 'callers'))).toBe(run('callers', ...args));
  });

  test('of several profiles', () => {
    const merged = stripDirs(mergeProfiles(pstatsOrder([WORDS, LATER_WORDS, SHOP].map(tableOf))));
    const selection = selectRows(merged, { sort: resolveSortOrder(['cumulative']) });
    expect(textOf(printStats(merged, selection, []))).toBe(run('stats', WORDS, LATER_WORDS, SHOP));
  });

  test('where the time is', async () => {
    const table = tableOf(WORDS);
    expect(summarize(table, await lookForHints(table))).toBe(run('summary', WORDS));
  });

  test.each(EXPORT_FORMATS.filter(({ kind }) => kind === 'text'))('in $name', async (format) => {
    if (format.kind !== 'text') return;
    const { bytes } = await exportProfile(tableOf(WORDS), [WORDS], format.name);
    expect(new TextDecoder().decode(bytes)).toBe(run('export', '--to', format.name, WORDS));
  });

  test.each(['json', 'markdown'] as const)('of a comparison in %s', (format) => {
    const names = { before: [WORDS], after: [LATER_WORDS] };
    const runs = compareRuns([tableOf(WORDS)], [tableOf(LATER_WORDS)], { names, failOn: ['calls>10%'] });
    const args = ['--format', format, '--fail-on', 'calls>10%', '--gate-on', 'all', WORDS, LATER_WORDS];
    expect(withoutOwnCode(renderComparison(runs, format))).toBe(withoutOwnCode(runToTheEnd('diff', ...args)));
  });

  test('in a report as CSV', () => {
    expect(reportProfile(tableOf(WORDS), [WORDS], { format: 'csv' })).toBe(run('report', '--format', 'csv', WORDS));
  });

  test.each(['functions', 'modules'])('in the section %s of a report', (section) => {
    const json = reportProfile(tableOf(WORDS), [WORDS], { format: 'json', sections: [section] });
    expect(json).toBe(run('report', '--format', 'json', '--section', section, WORDS));
  });

  test('in hints', async () => {
    const folder = join(ROOT, 'fixtures/hints/re-compile');
    const dump = join(folder, 'bad-py311.prof');
    const { hints } = await lookForHints(tableOf(dump), { readSource: (path) => readFileSync(path), roots: [folder] });
    const said = JSON.parse(run('hints', '--json', '--source-root', folder, dump)) as {
      readonly hints: readonly { readonly rule: string; readonly line: number }[];
    };
    expect(hints.map((hint) => [hint.rule, hint.line])).toEqual(said.hints.map((hint) => [hint.rule, hint.line]));
    expect(hints.length).toBeGreaterThan(0);
  });
});

/** Whose code is whose the program finds out by folders of the machine. */
function withoutOwnCode(text: string): string {
  return text.replace(/"ownCode": (?:null|\[[\s\S]*?\])/, '').replace(/^.*[Oo]wn code.*$/gm, '');
}

describe('a source', () => {
  test('that nobody can read is one that is not there', async () => {
    const table = tableOf(join(ROOT, 'fixtures/hints/re-compile/bad-py311.prof'));
    const refused: string[] = [];
    const readSource = (path: string): never => {
      refused.push(path);
      throw new Error(`EACCES: permission denied, open '${path}'`);
    };
    expect((await lookForHints(table, { readSource })).notes).toEqual((await lookForHints(table)).notes);
    expect(refused).not.toEqual([]);
  });
});

describe('a caller', () => {
  test('has the numbers of its calls alone', () => {
    const table = tableOf(WORDS);
    const [row = -1] = selectRows(table, { sort: resolveSortOrder(['tottime']) }).rows;
    const called = describeFunction(table, row);
    const callers = listCalls(table, row, 'callers');
    expect(callers.reduce((sum, { ncalls }) => sum + Number(ncalls), 0)).toBe(called.ncalls);
    const back = listCalls(table, callers[0]!.index, 'callees').find(({ index }) => index === row);
    expect(back).toMatchObject({ ncalls: callers[0]!.ncalls, cumtime: callers[0]!.cumtime });
  });

  test('has no times where the profile has none', () => {
    const table = tableOf(pathOf('sampled-sudoku-pyo315'));
    const rows = Array.from({ length: table.length }, (_, row) => row);
    const calls = rows.flatMap((row) => listCalls(table, row, 'callers'));
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.every(({ tottime, cumtime }) => tottime === null && cumtime === null)).toBe(true);
  });
});

describe('the one family of errors', () => {
  const table = tableOf(WORDS);

  test.each([
    ['a row that is not there', 'no-such-function', () => describeFunction(table, table.length)],
    ['half a row', 'no-such-function', () => listCalls(table, 0.5, 'callees')],
    ['no profile to merge', 'usage', () => mergeProfiles([])],
    ['a side without runs', 'usage', () => compareRuns([], [table])],
    ['no gate', 'bad-gate', () => compareRuns([table], [table], { failOn: ['slower'] })],
    ['a section that is not there', 'usage', () => reportProfile(table, [], { sections: ['all'] })],
    ['a sort key that is not there', 'unknown-sort-key', () => resolveSortOrder(['speed'])],
    ['a file that is empty', 'empty-file', () => decodeProfile(new Uint8Array(0))],
  ])('has a code for %s', (_what, code, action) => {
    expect(codeOf(action)).toBe(code);
  });
});
