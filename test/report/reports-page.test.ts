import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CSV_COLUMNS } from '../../src/report/report-csv.ts';
import { REPORT_SECTIONS } from '../../src/report/sections.ts';
import { GATE_METRICS } from '../../src/views/gate.ts';
import { tableUnder } from './read-markdown.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/reports.md'), 'utf8');

test('docs/reports.md lists the sections as they are', () => {
  const [, ...rows] = tableUnder(PAGE, 'A report');
  expect(rows).toEqual(REPORT_SECTIONS.map(({ id, title, importance }) => [id, title, String(importance)]));
});

test('docs/reports.md lists the gates as they are', () => {
  const [, ...rows] = tableUnder(PAGE, 'Gates');
  expect(rows).toEqual(
    GATE_METRICS.map(({ name, meaning, units, percentOf }) => [name, meaning, units.join(', '), percentOf]),
  );
});

test('docs/reports.md lists the columns of the CSV', () => {
  expect(PAGE.replace(/\s+/g, ' ')).toContain(CSV_COLUMNS.map(({ name }) => `\`${name}\``).join(', '));
});
