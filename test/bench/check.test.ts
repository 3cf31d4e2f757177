import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASES, type Case } from '../../bench/cases.ts';
import { type Contest, findPython, RUNNING } from '../../bench/contestants.ts';
import { GROWING, growthOf } from '../../bench/growth.ts';
import { measure } from '../../bench/measure.ts';
import { optionsOf } from '../../bench/options.ts';
import { missedIn, type Row, reasonsToFail, verdictOf } from '../../bench/rows.ts';
import { wrongOutput } from '../../bench/same-output.ts';
import { tableOf } from '../../bench/table.ts';

/** The tree of a program that always ends with 3. */
let broken = '';

beforeAll(() => {
  broken = mkdtempSync(join(tmpdir(), 'pyprof-view-bench-'));
  mkdirSync(join(broken, 'bin'));
  writeFileSync(join(broken, 'bin/pyprof-view.js'), 'process.exit(3);\n');
});

afterAll(() => rmSync(broken, { recursive: true, force: true }));

const real = CASES.find(({ name }) => name === '700 real')!;

/** Once: what is asked here is whether it fails. */
function once(wanted: Case): Case {
  return { ...wanted, runs: 1 };
}

function contestOf(sides: Partial<Contest>): Contest {
  return { ours: '.', before: null, nodes: [RUNNING], python: null, ...sides };
}

describe('the check of the benchmark fails', () => {
  test('for each row of a program that always fails', async () => {
    const rows = await measure(once(real), contestOf({ ours: broken }));
    expect(rows.length).toBe(real.rows.length);
    expect(rows.map((row) => verdictOf(row))).toEqual(rows.map(() => 'failed'));
    expect(missedIn(rows).length).toBe(rows.length);
    expect(tableOf(rows).match(/\| \*\*failed\*\* \|$/gm)?.length).toBe(rows.length);
  });

  test('for the growth of such a program, though nothing has grown', async () => {
    const [stats] = GROWING;
    const rows = await growthOf(stats!, contestOf({ ours: broken }), 10_000);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.map((row) => verdictOf(row))).toEqual(rows.map(() => 'failed'));
  });

  test('where pstats fails, in the rows that are held to it', async () => {
    const theirs: Case['theirs'] = () => [process.execPath, '-e', 'process.exit(1)'];
    const must = { most: 1, of: 'theirs' } as const;
    const wanted: Case = { ...once(real), theirs, rows: [{ measure: 'cpu', musts: [must] }] };
    const rows = await measure(wanted, contestOf({ python: 'python3' }));
    expect(rows.map(({ theirs }) => theirs)).toEqual(['failed']);
    expect(missedIn(rows)).toEqual([expect.stringMatching(/^could not be measured: /)]);
  });

  test.skipIf(findPython() === null)('for a program that prints nothing, however quick it is', () => {
    const silent = mkdtempSync(join(tmpdir(), 'pyprof-view-silent-'));
    mkdirSync(join(silent, 'bin'));
    writeFileSync(join(silent, 'bin/pyprof-view.js'), '');
    const wrongIn = (ours: string) => wrongOutput(contestOf({ ours, python: findPython() }));
    expect(wrongIn(silent)).toMatch(/does not print what pstats prints/);
    expect(wrongIn('.')).toBeNull();
    rmSync(silent, { recursive: true });
  });

  test('where a must is missed by more than 30 %', () => {
    expect(missedIn([rowOf({ ours: 131 })])).toEqual([expect.stringMatching(/^missed by more than 30 %: /)]);
    expect(missedIn([rowOf({ ours: 129 })])).toEqual([]);
    expect(verdictOf(rowOf({ ours: 129 }))).toBe('no');
  });

  test('where a figure is no number', () => {
    expect(verdictOf(rowOf({ ours: Number.NaN }))).toBe('failed');
    expect(verdictOf(rowOf({ ours: Number.NaN, musts: [] }))).toBe('failed');
  });

  test('where there is no Python to compare with, and where a Node could not be fetched', () => {
    const row = rowOf({ ours: 1 });
    expect(reasonsToFail([row], [], 'python3')).toEqual([]);
    expect(reasonsToFail([row], [], null).length).toBe(1);
    expect(reasonsToFail([row], ['Node 24.21.0: no network'], 'python3')).toEqual(['Node 24.21.0: no network']);
  });

  test('for an option that it does not know, instead of checking nothing', () => {
    expect(() => optionsOf(['--chek'])).toThrow('--chek: know --check');
    expect(() => optionsOf(['--largest=all'])).toThrow('--largest=all');
    expect(optionsOf(['--check', '--against=../old', '--largest=5000'])).toMatchObject({
      isCheck: true,
      against: '../old',
      largest: 5_000,
      typed: '--check --against=FOLDER --largest=5000',
    });
  });
});

describe('a row of the benchmark', () => {
  test('is held to the musts of its own Node', () => {
    const musts = [
      { most: 0.45, onNode: 20 },
      { most: 0.6, onNode: 24 },
    ];
    const verdictOn = (node: string) => verdictOf(rowOf({ ours: 0.5, node, musts }));
    expect([verdictOn('20.20.2'), verdictOn('24.21.0'), verdictOn('22.1.0')]).toEqual(['no', 'yes', null]);
  });

  test('is held to an older tree only where one was named', () => {
    const musts = [{ most: 0.85, of: 'before' }] as const;
    const verdictBeside = (before: Row['before']) => verdictOf(rowOf({ ours: 90, before, musts }));
    expect([verdictBeside(null), verdictBeside(100), verdictBeside(120)]).toEqual([null, 'no', 'yes']);
  });

  test('of the program as it is has all its figures', async () => {
    const rows = await measure(once(real), contestOf({}));
    expect(rows.map((row) => typeof row.ours)).toEqual(rows.map(() => 'number'));
  });
});

function rowOf(fields: Partial<Row>): Row {
  return {
    group: 'stats',
    name: '10k',
    node: '20.20.2',
    unit: 'ms',
    ours: 100,
    before: null,
    theirs: null,
    musts: [{ most: 100 }],
    ...fields,
  };
}
