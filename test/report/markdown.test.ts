import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Root, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import { standardName } from '../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { stripDirs } from '../../src/profile/strip-dirs.ts';
import { renderMarkdownReport } from '../../src/report/markdown.ts';
import { resolveSortOrder } from '../../src/select/sort-keys.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { formatFixed3 } from '../../src/text/fixed3.ts';
import { buildReportView } from '../../src/views/report-view.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');

function report(table: ProfileTable, top: number): string {
  const view = buildReportView(table, { sort: resolveSortOrder(['cumulative']), reverse: false, top });
  return renderMarkdownReport(view, ['out.prof']);
}

/** The table as a reader of GitHub sees it: every cell's text. */
function tableCells(markdown: string): readonly (readonly string[])[] {
  const tree: Root = fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const tables = tree.children.filter((node): node is Table => node.type === 'table');
  expect(tables.length).toBe(1);
  return (tables[0]?.children ?? []).map((row) => row.children.map(textOf));
}

type Node = { readonly type: string; readonly value?: string; readonly children?: readonly Node[] };

function textOf(node: Node): string {
  if (node.type === 'html') return '';
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

describe('a report', () => {
  test.each(readdirSync(PROFILES))(
    'of %s is a table whose cells a Markdown parser reads back as the profile has them',
    (name) => {
      const table = stripDirs(decodeProfile(readFileSync(join(PROFILES, name, 'out.prof'))));
      const [heading, ...rows] = tableCells(report(table, table.length));
      expect(heading?.at(-1)).toBe('function');
      expect(rows.length).toBe(table.length);
      const names = rows.map((row) => row.at(-1)?.replaceAll('\u00a0', ' '));
      const expected = Array.from({ length: table.length }, (_, row) => escapeControls(standardName(table, row)));
      expect([...names].sort()).toEqual(expected.sort());
    },
  );

  test('of any names changes nothing but their cell', () => {
    const name = fc.oneof(
      fc.string(),
      fc.string({
        unit: fc.constantFrom('|', '`', '\\', '<b>', '&amp;', '*', '_', '[x](y)', '@me', '#1', '\n', ' ', '~'),
      }),
    );
    fc.assert(
      fc.property(name, name, (file, functionName) => {
        const builder = new ProfileBuilder();
        builder.setRow(file, 7, functionName, { ncalls: 3, primitiveCalls: 2, tottime: 0.25, cumtime: 0.5 });
        const table = builder.finish('traced', []);
        const [, row] = tableCells(report(table, 1));
        const expected = ['3/2', '0.250', '0.083', '0.500', '0.250', '100.0 %', '>100 %'];
        expect(row?.slice(0, -1)).toEqual(expected);
        expect(row?.at(-1)?.replaceAll('\u00a0', ' ')).toBe(escapeControls(standardName(table, 0)));
      }),
      { numRuns: 500 },
    );
  });

  test('says what it leaves out, and rows and rest make the total', () => {
    const table = stripDirs(decodeProfile(readFileSync(join(PROFILES, 'words-py311/out.prof'))));
    const text = report(table, 5);
    const own = tableCells(text)
      .slice(1)
      .map((row) => Number(row[1]));
    const hidden = Number(/170 more functions of 175 with ([\d.]+) s/.exec(text)?.[1]);
    expect(own.reduce((sum, seconds) => sum + seconds, hidden)).toBeCloseTo(table.totals.tottime, 2);
    expect(text).toContain(`- Total time: ${formatFixed3(table.totals.tottime)} s`);
  });

  test('of a sampled profile speaks of samples', () => {
    const text = report(decodeProfile(readFileSync(join(PROFILES, 'sampled-sudoku-pyo315/out.prof'))), 3);
    expect(text).toContain('sampled');
    expect(tableCells(text)[0]?.[0]).toBe('nsamples');
  });
});
