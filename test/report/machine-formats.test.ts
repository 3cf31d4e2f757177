import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { countText } from '../../src/profile/count-column.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { renderDiffJson } from '../../src/report/diff-json.ts';
import { CSV_COLUMNS, renderReportCsv } from '../../src/report/report-csv.ts';
import { renderReportJson } from '../../src/report/report-json.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { tableWithHostileNames, tableWithHostileNumbers } from '../tui/made-tables.ts';
import { hostileName } from './hostile-names.ts';
import { diffOf, loadFixture, madeProfile } from './made-diffs.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = readdirSync(join(ROOT, 'fixtures/profiles'));
const ALL = { sort: null, reverse: false, top: 1_000_000 };

function checkerOf(schema: string): (document: unknown) => readonly string[] {
  const check = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(join(ROOT, 'docs', schema), 'utf8')) as object,
  );
  return (document) => {
    check(document);
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

type ReportJson = {
  readonly totals: { readonly calls: number; readonly tottime: number };
  readonly functions: readonly {
    readonly file: string;
    readonly name: string;
    readonly calls: number;
    readonly tottime: number;
  }[];
  readonly hiddenFunctions: { readonly calls: number; readonly tottime: number };
};

describe('a report as JSON', () => {
  const errorsIn = checkerOf('report.schema.json');
  const tables: readonly (readonly [string, () => ProfileTable])[] = [
    ...FIXTURES.map((name) => [name, () => loadFixture(name)] as const),
    ['a count that is a bool', () => decodeProfile(readFileSync(join(ROOT, 'fixtures/bad/bool.prof')))],
    ['made names', tableWithHostileNames],
    ['made numbers', tableWithHostileNumbers],
  ];

  test.each(tables)('of %s is as docs/report.schema.json says', (_, make) => {
    const text = renderReportJson(make(), ['out.prof'], ALL);
    expect(errorsIn(JSON.parse(text))).toEqual([]);
    expect(text.replaceAll('\n', '')).toBe(escapeControls(text.replaceAll('\n', '')));
  });

  test('has every digit, and rows and rest make the total', () => {
    const table = loadFixture('words-py311');
    const whole = JSON.parse(renderReportJson(table, [], ALL)) as ReportJson;
    expect(whole.functions.map(({ tottime }) => tottime)).toEqual([...table.tottime]);
    const { functions, hiddenFunctions, totals } = JSON.parse(
      renderReportJson(table, [], { ...ALL, top: 9 }),
    ) as ReportJson;
    expect(functions.length).toBe(9);
    expect(functions.reduce((sum, { calls }) => sum + calls, hiddenFunctions.calls)).toBe(totals.calls);
    expect(functions.reduce((sum, { tottime }) => sum + tottime, hiddenFunctions.tottime)).toBeCloseTo(
      totals.tottime,
      9,
    );
  });

  test('gives any name back', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const { functions } = JSON.parse(renderReportJson(madeProfile({ file, name }), [], ALL)) as ReportJson;
        expect(functions).toMatchObject([{ file, name }]);
      }),
    );
  });

  test('a schema that fits everything would be none', () => {
    const document = JSON.parse(renderReportJson(loadFixture('sudoku-py37'), [], ALL)) as object;
    expect(errorsIn({ ...document, schemaVersion: 2 })).not.toEqual([]);
    expect(errorsIn({ ...document, more: 1 })).not.toEqual([]);
  });
});

describe('a comparison as JSON', () => {
  const errorsIn = checkerOf('diff.schema.json');

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

/** RFC 4180, read by the book: fields between commas, quotes doubled inside of quotes, CRLF behind each record. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let match = field.exec(text); match !== null && match[0] !== ''; match = field.exec(text)) {
    records.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') records.push([]);
  }
  expect(field.lastIndex === 0 || field.lastIndex === text.length).toBe(true);
  return records.filter((record) => record.length > 0);
}

describe('a report as CSV', () => {
  test.each(FIXTURES)('of %s has one record a function, with every digit', (name) => {
    const table = loadFixture(name);
    const [heading, ...records] = readCsv(renderReportCsv(table, ALL));
    expect(heading).toEqual(CSV_COLUMNS.map((column) => column.name));
    expect(records.length).toBe(table.length);
    expect(records.map((record) => record[3])).toEqual(
      Array.from({ length: table.length }, (_, row) => countText(table.ncalls, row)),
    );
    expect(records.map((record) => Number(record[5]))).toEqual([...table.tottime]);
    expect(records.map((record) => Number(record[7]))).toEqual([...table.cumtime]);
  });

  test('has no formula behind a semicolon, where a spreadsheet of many countries begins a cell', () => {
    const [, record] = readCsv(renderReportCsv(madeProfile({ file: '/a;=1+1', name: 'f;x;-y;@z' }), ALL));
    expect([record?.[0], record?.[2]]).toEqual(["/a;'=1+1", "f;x;'-y;'@z"]);
  });

  test('of any names has them in one field each, and none that a spreadsheet would run', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const [, record] = readCsv(renderReportCsv(madeProfile({ file, name }), ALL));
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
