import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { marshalProfile } from '../../src/export/marshal.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { duckdb, openDuckDB } from '../export/duckdb.ts';
import { findPythons, saySkipped } from '../python/pythons.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/fleet.md'), 'utf8');
const RUNS = 40;
const HOUR = 3600;

let folder = '';
const at = (name: string): string => join(folder, name);

/** The blocks of a language below a heading, or of the whole page. */
function blocks(language: string, heading = '^# '): readonly string[] {
  const section = PAGE.slice(PAGE.search(new RegExp(heading, 'm'))).split(/\n(?=#)/);
  const texts = heading === '^# ' ? section : section.slice(0, 1);
  return [...texts.join('\n').matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );
}

function run(script: string, env: Readonly<Record<string, string>> = {}): void {
  const path = `${folder}:${process.env['PATH'] ?? ''}`;
  execFileSync('bash', ['-eo', 'pipefail', '-c', script], { cwd: folder, env: { ...process.env, PATH: path, ...env } });
}

/** A build of the fleet: in the second half `parse_line` takes half as long again, and version 2.1 has `check`. */
function dumpOf(build: number): ProfileTable {
  const isNew = build >= RUNS / 2;
  const builder = new ProfileBuilder();
  const add = (file: string, name: string, tottime: number, caller: string | null, ncalls: number): void => {
    const numbers = { ncalls, primitiveCalls: ncalls, tottime, cumtime: tottime };
    builder.setRow(file, 1, name, numbers);
    if (caller !== null) builder.setEdge('/srv/app/main.py', 1, caller, numbers, false);
    builder.endEdges();
  };
  add('/srv/app/main.py', 'main', 0.5, null, 1);
  add('/srv/app/reader.py', 'parse_line', build < RUNS - 4 ? 1 : 1.5, 'main', isNew ? 300 : 100);
  add('/usr/lib/python3.13/json/decoder.py', 'decode', build + 1, 'main', 10);
  if (isNew) add('/srv/app/check.py', 'check', 0.4, 'main', 1);
  return builder.finish('traced', []);
}

function writeDump(path: string, build: number): void {
  writeFileSync(path, Buffer.concat([...marshalProfile(dumpOf(build))]));
  utimesSync(path, build * HOUR, build * HOUR);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pyprof-view-fleet-'));
  const program = `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'bin/pyprof-view.js')}' "$@"\n`;
  writeFileSync(at('pyprof-view'), program);
  chmodSync(at('pyprof-view'), 0o755);
  mkdirSync(at('dumps'));
  for (let build = 0; build < RUNS; build++) writeDump(at(`dumps/${1000 + build}.prof`), build);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the commands of docs/fleet.md', () => {
  test('merge dumps in parts as merge does at once', () => {
    const [inParts = ''] = blocks('sh', '## One profile');
    run(inParts.replace('-n 500', '-n 7'));
    run("pyprof-view merge 'dumps/*.prof' -o once.prof");
    const [parts, once] = ['all.prof', 'once.prof'].map((name) => decodeProfile(readFileSync(at(name))));
    expect(parts!.length).toBe(once!.length);
    expect(parts!.totals.ncalls).toBe(once!.totals.ncalls);
    expect(parts!.totals.tottime).toBeCloseTo(once!.totals.tottime, 9);
  });

  test('are such that a shell can read', () => {
    for (const block of blocks('sh')) execFileSync('bash', ['-n', '-c', block]);
  });
});

describe('fleet_merge.py', () => {
  const [script = ''] = blocks('python', '## One profile');
  const python = findPythons().at(-1);
  const withDask = ['python3', ...findPythons().map(({ path }) => path)].find(
    (path) => spawnSync(path, ['-c', 'import dask.bag']).status === 0,
  );

  function runPython(path: string, ...args: readonly string[]): void {
    writeFileSync(at('fleet_merge.py'), script);
    const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    execFileSync(path, [...args], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  function expectSum(): void {
    const { totals } = decodeProfile(readFileSync(at('python.prof')));
    const seconds = Array.from({ length: RUNS }, (_, build) => dumpOf(build).totals.tottime);
    expect(totals.tottime).toBeCloseTo(
      seconds.reduce((sum, each) => sum + each),
      9,
    );
  }

  test.skipIf(python === undefined)(
    python === undefined ? saySkipped('no Python is here') : 'adds up the dumps of a partition',
    () => {
      const code =
        'import fleet_merge, glob; dumps = (open(p, "rb").read() for p in sorted(glob.glob("dumps/*.prof"))); ' +
        'assert not list(fleet_merge.merge_parts(iter([]))); open("python.prof", "wb").write(*fleet_merge.merge_parts(dumps))';
      runPython(python!.path, '-c', code);
      expectSum();
    },
  );

  test.skipIf(withDask === undefined)(
    withDask === undefined ? saySkipped('no Python with Dask is here') : 'adds up all with Dask',
    () => {
      runPython(withDask!, 'fleet_merge.py', 'dask', 'dumps/*.prof', 'python.prof');
      expectSum();
    },
  );
});

describe.skipIf(!duckdb.isHere)(`the queries of docs/fleet.md, by ${duckdb.title}`, () => {
  const [views = ''] = blocks('sql', '## Ask');
  let query: Awaited<ReturnType<typeof openDuckDB>>;

  /** Every build exports its dump as the page says; those of a day are exported at once, and are on no branch that is asked for. */
  beforeAll(async () => {
    const [ofBuild = '', ofDay = ''] = blocks('sh', '## Collect');
    for (let build = 0; build < RUNS; build++) {
      writeDump(at('out.prof'), build);
      run(ofBuild, { BUILD: String(1000 + build), BRANCH: 'main', VERSION: build < RUNS / 2 ? '2.0' : '2.1' });
    }
    run(ofDay.replace('branch=main', 'host=web1'), { VERSION: '1.9' });
    query = await openDuckDB();
    await ask(views);
  }, 120_000);

  async function ask(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    let rows: readonly Readonly<Record<string, unknown>>[] = [];
    for (const statement of sql.split(';\n')) {
      const placed = statement.replaceAll("'fleet/", `'${folder}/fleet/`).replace(/TO '/, `TO '${folder}/`);
      if (placed.trim() !== '') rows = await query(placed);
    }
    return rows;
  }

  async function answer(heading: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const [sql = ''] = blocks('sql', `### ${heading}`);
    expect(sql).not.toBe('');
    return ask(sql);
  }

  test('name the function of mine that got slower, and no other', async () => {
    expect(await answer('Which function')).toEqual([
      { file: '/srv/app/reader.py', function: 'parse_line', before: 1, after: 1.5 },
    ]);
  });

  test('give the share of a function for each version', async () => {
    const rows = await answer('What share');
    expect(rows.map(({ version, runs }) => [version, runs])).toEqual([
      ['1.9', 40n],
      ['2.0', 20n],
      ['2.1', 20n],
    ]);
    const shares = Array.from({ length: RUNS / 2 }, (_, build) => 1 / dumpOf(build).totals.tottime);
    const [, older] = rows;
    const middle = shares.toSorted((a, b) => a - b).slice(RUNS / 4 - 1, RUNS / 4 + 1);
    expect(older!['share']).toBeCloseTo((middle[0]! + middle[1]!) / 2, 12);
  });

  test('find what is hot and new', async () => {
    const isHot = (build: number): boolean => dumpOf(build).tottime[3]! > 0.01 * dumpOf(build).totals.tottime;
    const runs = Array.from({ length: RUNS / 2 }, (_, build) => RUNS / 2 + build).filter(isHot).length;
    expect(runs).toBeLessThan(RUNS / 2);
    expect(await answer('What is hot')).toMatchObject([
      { file: '/srv/app/check.py', function: 'check', runs: BigInt(runs) },
    ]);
  });

  test('say who calls it more', async () => {
    expect(await answer('Who calls')).toEqual([
      { caller_file: '/srv/app/main.py', caller_function: 'main', before: 100, after: 300 },
    ]);
  });

  test('make few files of many, with all rows', async () => {
    await answer('Make few');
    for (const table of ['functions', 'calls']) {
      const counted = await query(`SELECT count(*) AS rows FROM '${at(`${table}-all.parquet`)}'`);
      expect(counted).toEqual(await query(`SELECT count(*) AS rows FROM ${table}`));
    }
  });
});
