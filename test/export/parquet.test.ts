import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunLabel } from '../../src/export/export-format.ts';
import { openParquet } from '../../src/export/parquet.ts';
import { countAt } from '../../src/profile/count-column.ts';
import { functionKey } from '../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { edgeHasTimes, type NumberColumns, type ProfileTable } from '../../src/profile/profile-table.ts';
import { duckdb, openDuckDB } from './duckdb.ts';
import { FIXTURES, fixtureTable, tableOfAwkwardNames } from './exported.ts';

const TIME = new Date('2026-11-26T10:20:30.456Z');
const LABELS: readonly RunLabel[] = [{ key: 'branch', value: 'main' }];

type Tables = Readonly<Record<'functions' | 'calls', Buffer>>;

function parquetOf(tables: readonly ProfileTable[], labels = LABELS): Tables {
  const open = openParquet(labels);
  const parts = tables.map((table, at) => open.add({ name: `run ${at}`, time: TIME, table }));
  const all = [...parts, open.finish()];
  return {
    functions: Buffer.concat(all.map(({ functions }) => functions)),
    calls: Buffer.concat(all.map(({ calls }) => calls)),
  };
}

async function readBack(bytes: Buffer): Promise<readonly Record<string, unknown>[]> {
  return parquetReadObjects({ file: new Uint8Array(bytes).buffer });
}

/** What the tables must say, from the model alone. */
function wantedRows(table: ProfileTable, run = 'run 0'): Readonly<Record<keyof Tables, readonly object[]>> {
  const edges = table.edges();
  const first = { run, time: TIME, kind: table.kind, branch: 'main' };
  const key = (index: number): readonly [string, number, string] => {
    const { file, line, name } = functionKey(table, index);
    return [escaped(table.strings.text(file)), line, escaped(table.strings.text(name))];
  };
  const calls = [...table.tottime.keys()].flatMap((callee) =>
    Array.from({ length: edges.start[callee + 1]! - edges.start[callee]! }, (_, at) => {
      const edge = edges.start[callee]! + at;
      const [caller_file, caller_line, caller_function] = key(edges.caller[edge]!);
      const [file, line, name] = key(callee);
      const numbers = numbersAt(edges, edge);
      const times = edgeHasTimes(edges, edge) ? {} : { tottime: null, cumtime: null };
      return { ...first, caller_file, caller_line, caller_function, file, line, function: name, ...numbers, ...times };
    }),
  );
  const functions = [...table.tottime.keys()].map((row) => {
    const [file, line, name] = key(row);
    return { ...first, file, line, function: name, ...numbersAt(table, row) };
  });
  return { functions, calls };
}

function numbersAt({ ncalls, primitiveCalls, tottime, cumtime }: NumberColumns, row: number): object {
  const counts = { ncalls: BigInt(countAt(ncalls, row)), primitive_calls: BigInt(countAt(primitiveCalls, row)) };
  return { ...counts, tottime: tottime[row], cumtime: cumtime[row] };
}

/** `text.encode('utf-8', 'backslashreplace').decode()`. */
function escaped(text: string): string {
  return [...text]
    .map((letter) => (/^[\ud800-\udfff]$/.test(letter) ? `\\u${letter.charCodeAt(0).toString(16)}` : letter))
    .join('');
}

function without(names: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): readonly object[] {
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name))));
}

/** Dumps with counts that no 64 bits hold. */
const TOO_LARGE = FIXTURES.filter((name) => {
  const { ncalls, primitiveCalls } = fixtureTable(name);
  return [...ncalls.odd.values(), ...primitiveCalls.odd.values()].some(
    ({ value }) => typeof value === 'bigint' && value >= 2n ** 63n,
  );
});

describe.each(FIXTURES.filter((name) => !TOO_LARGE.includes(name)))('the tables of %s', (name) => {
  const table = fixtureTable(name);
  const wanted = wantedRows(table);

  test('have every function and every call with each digit', async () => {
    const { functions, calls } = parquetOf([table]);
    expect(without(['origin'], await readBack(functions))).toEqual(wanted.functions);
    expect(await readBack(calls)).toEqual(wanted.calls);
  });
});

describe('runs', () => {
  test('stand one after the other, and the same runs make the same bytes', async () => {
    const tables = ['words-py311', 'words-py313'].map(fixtureTable);
    const { functions, calls } = parquetOf(tables);
    const wanted = tables.map((table, at) => wantedRows(table, `run ${at}`));
    expect(without(['origin'], await readBack(functions))).toEqual(wanted.flatMap((each) => each.functions));
    expect(await readBack(calls)).toEqual(wanted.flatMap((each) => each.calls));
    const again = parquetOf(tables);
    expect([again.functions.equals(functions), again.calls.equals(calls)]).toEqual([true, true]);
  });

  test('are written in groups of at most 100,000 rows, and no sooner', () => {
    const table = fixtureTable('words-py311');
    const times = Math.ceil(250_000 / table.edges().length);
    const { calls } = parquetOf(Array.from({ length: times }, () => table));
    const { row_groups: groups, num_rows: rows } = parquetMetadata(new Uint8Array(calls).buffer);
    expect(Number(rows)).toBe(times * table.edges().length);
    expect(groups.map(({ num_rows }) => num_rows <= 100_000n)).toEqual(groups.map(() => true));
    expect(groups.length).toBeLessThan(7);
  });

  test('without any call make a table of calls without rows', async () => {
    const builder = new ProfileBuilder();
    builder.setRow('a.py', 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0, cumtime: 0 });
    const { functions, calls } = parquetOf([builder.finish('traced', [])]);
    expect(await readBack(functions)).toMatchObject([{ function: 'f', origin: 'own' }]);
    expect(await readBack(calls)).toEqual([]);
  });

  test('that do not fit are refused, and leave nothing in the tables', async () => {
    const tables = openParquet([]);
    const tableWith = (line: number, ncalls: number | bigint): ProfileTable => {
      const builder = new ProfileBuilder();
      builder.setRow('a.py', line, 'f', { ncalls, primitiveCalls: 1, tottime: 0, cumtime: 0 });
      return builder.finish('traced', []);
    };
    const add = (table: ProfileTable) => () => tables.add({ name: 'x', time: TIME, table });
    expect(add(tableWith(1, 2n ** 63n))).toThrow(
      'it counts 9223372036854775808 calls of a function, and a count has 64 bits in Parquet',
    );
    expect(add(tableWith(1, 1.5))).toThrow('it counts 1.5 calls');
    expect(add(tableWith(2 ** 31, 1))).toThrow('f is at line 2147483648, and a line has 32 bits in Parquet');
    const { functions } = tables.add({ name: 'y', time: TIME, table: tableWith(1, 2n ** 63n - 1n) });
    const rows = await readBack(Buffer.concat([functions, tables.finish().functions]));
    expect(rows).toMatchObject([{ run: 'y', ncalls: 2n ** 63n - 1n }]);
  });

  test.each([
    ['FILE', 'the tables have a column file already'],
    ['caller_line', 'the tables have a column caller_line already'],
    ['branch', 'is given twice'],
  ])('with a label %s that is no column of its own are refused', (key, said) => {
    expect(() => openParquet([...LABELS, { key, value: '' }])).toThrow(said);
  });
});

describe.skipIf(!duckdb.isHere)(`${duckdb.title} reads`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pyprof-view-parquet-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function askFor(table: ProfileTable): Promise<readonly (readonly object[])[]> {
    const tables = parquetOf([table]);
    const query = await openDuckDB();
    return Promise.all(
      (['functions', 'calls'] as const).map((name) => {
        const path = join(folder, `${name}.parquet`);
        writeFileSync(path, tables[name]);
        return query(`SELECT * FROM read_parquet('${path}')`);
      }),
    );
  }

  test.each(['words-py311', 'badbytes-py39', 'sampled-sudoku-pyo315', 'profile-py311'])('%s', async (name) => {
    const table = fixtureTable(name);
    const { functions, calls } = wantedRows(table);
    const [ourFunctions = [], ourCalls = []] = await askFor(table);
    expect(without(['origin', 'time'], ourFunctions as Record<string, unknown>[])).toEqual(
      without(['time'], functions as Record<string, unknown>[]),
    );
    expect(without(['time'], ourCalls as Record<string, unknown>[])).toEqual(
      without(['time'], calls as Record<string, unknown>[]),
    );
  });

  test('names that mean something elsewhere, and the time to the millisecond', async () => {
    const table = tableOfAwkwardNames();
    const [functions = []] = await askFor(table);
    expect(functions).toMatchObject(without(['time'], wantedRows(table).functions as Record<string, unknown>[]));
    const query = await openDuckDB();
    const path = join(folder, 'functions.parquet');
    expect(await query(`SELECT DISTINCT epoch_ms(time) AS ms FROM '${path}'`)).toEqual([
      { ms: BigInt(TIME.getTime()) },
    ]);
  });
});
