import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { countText } from '../../src/profile/count-column.ts';
import { functionKey } from '../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { callerEdges } from '../../src/profile/profile-table.ts';
import { renderDiffJson } from '../../src/report/diff-json.ts';
import { jsonText } from '../../src/report/json-text.ts';
import type { Report } from '../../src/report/report.ts';
import { CSV_COLUMNS, renderReportCsv } from '../../src/report/report-csv.ts';
import { renderReportJson } from '../../src/report/report-json.ts';
import { REPORT_SECTIONS } from '../../src/report/sections.ts';
import { joinChunks } from '../../src/text/chunks.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { sourceView } from '../../src/views/source-view.ts';
import { runCli } from '../cli/run-cli.ts';
import { fc } from '../properties.ts';
import { bookOf, readProfile } from '../source/profiled-app.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from '../tui/made-tables.ts';
import { hostileName } from './hostile-names.ts';
import { closedChecker, openChecker, schemaOf, withFieldsToCome } from './json-schemas.ts';
import { diffOf, loadFixture, madeProfile } from './made-diffs.ts';
import { reportOf } from './made-report.ts';
import { readCsv } from './read-csv.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = readdirSync(join(ROOT, 'fixtures/profiles'));
const ALL = { sort: null, reverse: false, top: 1_000_000 };

type Row = {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly calls: number | string;
  readonly tottime: number;
  readonly cumtime: number;
};

type ReportJson = {
  readonly summary: { readonly calls: number; readonly totalTime: number };
  readonly functions: readonly {
    readonly orderedBy: string;
    readonly rows: readonly Row[];
    readonly hidden: { readonly functions: number; readonly calls: number; readonly tottime: number };
  }[];
  readonly hints: { readonly rows: readonly object[] };
  readonly hottest: {
    readonly rows: readonly (Row & { readonly callers: readonly Row[]; readonly callees: readonly Row[] })[];
  };
  readonly source: readonly {
    readonly name: string;
    readonly lines: readonly { readonly number: number; readonly text: string; readonly seconds: number | null }[];
    readonly callees: readonly (Row & { readonly lines: readonly number[] })[];
  }[];
  readonly memory: {
    readonly totals: { readonly size: number; readonly blocks: number };
    readonly function: MemoryRows;
    readonly line: MemoryRows;
  };
  readonly modules: {
    readonly rows: readonly { readonly tottime: number }[];
    readonly hidden: { readonly tottime: number };
  };
  readonly graph: { readonly functions: readonly Row[]; readonly edges: readonly { readonly caller: number }[] };
};

type MemoryRows = {
  readonly rows: readonly { readonly size: number; readonly blocks: number }[];
  readonly hidden: { readonly size: number; readonly blocks: number };
};

function textOf(report: Report): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(joinChunks(renderReportJson(report, REPORT_SECTIONS)));
}

function documentOf(table: ProfileTable, options: Partial<Report> = {}): ReportJson {
  return JSON.parse(textOf(reportOf(table, { top: Number.POSITIVE_INFINITY, ...options }))) as ReportJson;
}

async function printed(...args: readonly string[]): Promise<ReportJson> {
  const { stdout, stderr, exitCode } = await runCli(['report', '--format', 'json', ...args]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return JSON.parse(stdout) as ReportJson;
}

const SNAPSHOTS = join(ROOT, 'fixtures/snapshots/py311');
const ARTICLE = join(ROOT, 'fixtures/hint-practices/article-py313.prof');
const RE_COMPILE = join(ROOT, 'fixtures/hints/re-compile/bad-py311.prof');

describe('a report as JSON', () => {
  const errorsIn = closedChecker('report.schema.json');
  const tables: readonly (readonly [string, () => ProfileTable])[] = [
    ...FIXTURES.map((name) => [name, () => loadFixture(name)] as const),
    ['a count that is a bool', () => decodeProfile(readFileSync(join(ROOT, 'fixtures/bad/bool.prof')))],
    ['no number', () => decodeProfile(readFileSync(join(ROOT, 'fixtures/bad/nan-inf.prof')))],
    ['made names', tableWithHostileNames],
    ['made numbers', tableWithHostileNumbers],
  ];

  test.each(tables)('of %s is as docs/report.schema.json says, cut or whole', (_, make) => {
    for (const top of [Number.POSITIVE_INFINITY, 3]) {
      const text = textOf(reportOf(make(), { top }));
      expect(errorsIn(JSON.parse(text))).toEqual([]);
      expect(text).toBe(jsonText(JSON.parse(text) as object)); // chunks make the text that JSON.stringify makes
      expect(text.replaceAll('\n', '')).toBe(escapeControls(text.replaceAll('\n', '')));
    }
  });

  test('has the sections of the Markdown, and the schema has each of them', () => {
    const heads = ['schemaVersion', 'profiles', 'kind'];
    const ids = REPORT_SECTIONS.map(({ id }) => id);
    expect(Object.keys(documentOf(loadFixture('words-py311')))).toEqual([...heads, ...ids]);
    const { properties, required } = schemaOf('report.schema.json');
    expect(Object.keys(properties).sort()).toEqual([...heads, ...ids].sort());
    expect([...required].sort()).toEqual([...heads].sort());
  });

  test.each([
    ['words-py311', 'words-py313'],
    ['oddnames-py311', 'unicode-py311'],
  ])('has the changes from %s to %s as the schema of comparisons says', (before, after) => {
    const diff = diffOf([loadFixture(before)], [loadFixture(after)]);
    const { comparison } = diff.view;
    const document = documentOf(loadFixture(after), { baseline: { diff, comparison } });
    expect(document).toMatchObject({ changes: { counts: diff.view.counts } });
    expect(errorsIn(document)).toEqual([]);
    expect(errorsIn({ ...document, changes: {} })).not.toEqual([]);
  });

  test('has every digit, and rows and rest make the total', () => {
    const table = loadFixture('words-py311');
    const whole = documentOf(table, { sort: { order: null, reverse: false } });
    expect(whole.functions[0]?.rows.map(({ tottime }) => tottime)).toEqual([...table.tottime]);
    const { functions, modules, summary } = documentOf(table, { top: 9 });
    expect(functions.map(({ orderedBy }) => orderedBy)).toEqual(['cumulative time', 'internal time']);
    for (const { rows, hidden } of functions) {
      expect([rows.length, hidden.functions]).toEqual([9, table.length - 9]);
      expect(rows.reduce((sum, { calls }) => sum + Number(calls), hidden.calls)).toBe(summary.calls);
      expect(rows.reduce((sum, { tottime }) => sum + tottime, hidden.tottime)).toBeCloseTo(summary.totalTime, 9);
    }
    const time = modules.rows.reduce((sum, { tottime }) => sum + tottime, modules.hidden.tottime);
    expect(time).toBeCloseTo(summary.totalTime, 9);
  });

  test('has counts beyond 2**53 with all their digits', () => {
    const huge = documentOf(tableWithHostileNumbers()).functions[0]?.rows.find(({ name }) => name === 'huge');
    expect(huge?.calls).toBe(`1${'0'.repeat(30)}`);
  });

  test('has all callers and callees of the hottest functions: their times are those of the dump', () => {
    const table = loadFixture('words-py311');
    const { hottest } = documentOf(table);
    expect(hottest.rows.length).toBe(15);
    const edges = table.edges();
    for (const { file, line, name, callers } of hottest.rows) {
      const row = [...table.tottime.keys()].find((each) => sameFunction(table, each, { file, line, name })) ?? -1;
      const { start, end } = callerEdges(edges, row);
      expect(callers.map(({ cumtime }) => cumtime).sort()).toEqual([...edges.cumtime.slice(start, end)].sort());
    }
    expect(documentOf(table, { top: 2 }).hottest.rows.length).toBe(2);
  });

  test('is written in pieces, however many callers a function has', () => {
    const builder = new ProfileBuilder();
    const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 1 };
    builder.setRow('a.py', 1, 'called', numbers);
    for (let line = 0; line < 5000; line++) builder.setEdge('b.py', line, 'caller', numbers, false);
    const chunks = [...renderReportJson(reportOf(builder.finish('traced', [])), REPORT_SECTIONS)];
    const text = Buffer.concat(chunks).toString('utf8');
    expect(text).toBe(jsonText(JSON.parse(text) as object));
    expect((JSON.parse(text) as ReportJson).hottest.rows[0]?.callers.length).toBe(5000);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(200_000); // of 1.3 million bytes
  });

  test('has the calls of the hot part, by places in its functions', () => {
    const { graph } = documentOf(loadFixture('words-py311'));
    expect(graph.edges.length).toBeGreaterThan(3);
    for (const { caller } of graph.edges) expect(graph.functions[caller]).toBeDefined();
  });

  test('has the hints and the source with the costs of its lines', async () => {
    const document = await printed(RE_COMPILE);
    const { hints, source } = document;
    expect(errorsIn(document)).toEqual([]);
    expect(hints.rows[0]).toMatchObject({ rule: 're-compile', level: 'confirmed' });
    const compile = source.flatMap(({ callees }) => callees).find(({ name }) => name === 'compile');
    const caller = source.find(({ callees }) => callees.includes(compile!));
    const line = caller?.lines.find(({ number }) => number === compile?.lines[0]);
    expect(line?.text).toContain('re.compile');
    expect(line?.seconds).toBeGreaterThanOrEqual(compile?.cumtime ?? Number.NaN);
  });

  test.each([
    ['live memory', ['--memory', join(SNAPSHOTS, 'after.tracemalloc')]],
    [
      'its growth',
      ['--memory', join(SNAPSHOTS, 'before.tracemalloc'), '--memory', join(SNAPSHOTS, 'after.tracemalloc')],
    ],
    ['a part of it', ['--memory', join(SNAPSHOTS, 'after.tracemalloc'), '--top', '2']],
  ])('has %s, which makes the total of the snapshot', async (_, args) => {
    const document = await printed(join(SNAPSHOTS, 'out.prof'), ...args);
    expect(errorsIn(document)).toEqual([]);
    const { totals, ...lists } = document.memory;
    for (const { rows, hidden } of [lists.function, lists.line]) {
      expect(rows.reduce((sum, { size }) => sum + size, hidden.size)).toBe(totals.size);
      expect(rows.reduce((sum, { blocks }) => sum + blocks, hidden.blocks)).toBe(totals.blocks);
    }
  });

  test('has what was measured of a line beside what it calls', () => {
    const table = readProfile('logreport-py311');
    const book = bookOf(table);
    const growth = { size: -8, blocks: 0 };
    const document = documentOf(table, {
      sources: (row) => {
        const view = sourceView(book, row);
        if (view.kind === 'none') return view;
        const [first, ...others] = view.lines;
        const measured = {
          allocation: { size: 96, blocks: 2, average: 48, growth },
          time: { line: 1, hits: 3, time: 0.5 },
        };
        return { ...view, lines: [{ ...first!, ...measured }, ...others] };
      },
    });
    expect(errorsIn(document)).toEqual([]);
    expect(document.source.length).toBe(5);
    for (const { lines } of document.source) {
      expect(lines[0]).toMatchObject({ allocation: { size: 96, growth }, measured: { hits: 3, seconds: 0.5 } });
      expect(lines[1]).toMatchObject({ allocation: null, measured: null });
    }
  });

  test('names the command that makes it again', async () => {
    const text = (await runCli(['report', '--format', 'json', '--top', '2', '--section', 'reproduce', RE_COMPILE]))
      .stderr;
    expect(text).toContain('--top changes nothing');
    const args = ['report', RE_COMPILE, '--format', 'json', '--section', 'modules', '--section', 'reproduce'];
    const { stdout } = await runCli(args);
    expect(JSON.parse(stdout)).toMatchObject({ reproduce: { command: ['pyprof-view', ...args] } });
  });

  test('gives any name back', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const { functions } = documentOf(madeProfile({ file, name }));
        expect(functions[0]?.rows).toMatchObject([{ file, name }]);
      }),
    );
  });

  test('a schema that fits everything would be none', () => {
    const document = documentOf(loadFixture('sudoku-py37'));
    expect(errorsIn({ ...document, schemaVersion: 1 })).not.toEqual([]);
    expect(errorsIn({ ...document, more: 1 })).not.toEqual([]);
    for (const { id } of REPORT_SECTIONS) expect(errorsIn({ ...document, [id]: 'text' }), id).not.toEqual([]);
  });
});

function sameFunction(
  table: ProfileTable,
  row: number,
  { file, line, name }: Pick<Row, 'file' | 'line' | 'name'>,
): boolean {
  const key = functionKey(table, row);
  return table.strings.text(key.file) === file && key.line === line && table.strings.text(key.name) === name;
}

describe('hints as JSON', () => {
  const errorsIn = closedChecker('hints.schema.json');

  test.each(readdirSync(join(ROOT, 'fixtures/hints')))('of %s are as docs/hints.schema.json says', async (rule) => {
    const [profile = ''] = readdirSync(join(ROOT, 'fixtures/hints', rule)).filter((name) => /^bad.*\.prof$/.test(name));
    const { stdout } = await runCli(['hints', '--json', '--explain', join(ROOT, 'fixtures/hints', rule, profile)]);
    expect(errorsIn(JSON.parse(stdout))).toEqual([]);
  });

  test('a schema that fits everything would be none', async () => {
    const document = JSON.parse((await runCli(['hints', '--json', RE_COMPILE])).stdout) as { hints: object[] };
    expect(errorsIn(document)).toEqual([]);
    expect(errorsIn({ ...document, hints: [{ ...document.hints[0], more: 1 }] })).not.toEqual([]);
  });
});

test.each(['report', 'hints', 'diff'])(
  'the schema of %s takes the fields that a minor version may add',
  async (command) => {
    const errorsIn = openChecker(`${command}.schema.json`);
    const words = command === 'hints' ? ['--json', '--explain', RE_COMPILE] : ['--format', 'json', RE_COMPILE];
    const more = command === 'diff' ? ['--fail-on', 'calls>1000', ...words, ARTICLE] : words;
    const document: unknown = JSON.parse((await runCli([command, ...more])).stdout);
    expect(errorsIn(document)).toEqual([]);
    expect(errorsIn(withFieldsToCome(document))).toEqual([]);
  },
);

describe('a comparison as JSON', () => {
  const errorsIn = closedChecker('diff.schema.json');

  test.each([
    ['words-py311', 'words-py313'],
    ['words-py27', 'words-py311'],
    ['oddnames-py311', 'unicode-py311'],
  ])('of %s and %s is as docs/diff.schema.json says', (before, after) => {
    const gates = ['cumtime>1%', 'total>0%', 'calls>0', 'new>0%'];
    const document = diffOf([loadFixture(before)], [loadFixture(after)], {}, gates);
    expect(errorsIn(JSON.parse(renderDiffJson(document)))).toEqual([]);
  });

  test('of hand-made numbers too', () => {
    const document = diffOf([tableWithHostileNumbers()], [tableWithHostileNames()]);
    expect(errorsIn(JSON.parse(renderDiffJson(document)))).toEqual([]);
  });
});

describe('a report as CSV', () => {
  test.each(FIXTURES)('of %s has one record a function, with every digit', (name) => {
    const table = loadFixture(name);
    const [heading, ...records] = readCsv([...renderReportCsv(table, ALL)].join(''));
    expect(heading).toEqual(CSV_COLUMNS.map((column) => column.name));
    expect(records.length).toBe(table.length);
    expect(records.map((record) => record[3])).toEqual(
      Array.from({ length: table.length }, (_, row) => countText(table.ncalls, row)),
    );
    expect(records.map((record) => Number(record[5]))).toEqual([...table.tottime]);
    expect(records.map((record) => Number(record[7]))).toEqual([...table.cumtime]);
  });

  test('has no formula behind a semicolon, where a spreadsheet of many countries begins a cell', () => {
    const [, record] = readCsv([...renderReportCsv(madeProfile({ file: '/a;=1+1', name: 'f;x;-y;@z' }), ALL)].join(''));
    expect([record?.[0], record?.[2]]).toEqual(["/a;'=1+1", "f;x;'-y;'@z"]);
  });

  test('of any names has them in one field each, and none that a spreadsheet would run', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const [, record] = readCsv([...renderReportCsv(madeProfile({ file, name }), ALL)].join(''));
        expect(record?.length).toBe(CSV_COLUMNS.length);
        for (const [at, text] of [
          [0, file],
          [2, name],
        ] as const) {
          const visible = escapeControls(text);
          expect(record?.[at]).toBe(visible.replace(/(^|;)(?=[=+\-@＝＋－＠])/g, "$1'"));
          expect(record?.[at]).not.toMatch(/(?:^|;)[=+\-@＝＋－＠\t\r]/);
        }
      }),
    );
  });
});
