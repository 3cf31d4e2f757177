import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standardName } from '../../src/profile/function-name.ts';
import { ProfileBuilder } from '../../src/profile/profile-builder.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { renderReport, renderReportWithin } from '../../src/report/render-report.ts';
import { REPORT_SECTIONS } from '../../src/report/sections.ts';
import { resolveSortOrder } from '../../src/select/sort-keys.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { formatFixed3 } from '../../src/text/fixed3.ts';
import { fc } from '../properties.ts';
import { hostileName } from './hostile-names.ts';
import { loadFixture } from './made-diffs.ts';
import { reportOf } from './made-report.ts';
import { kindsIn, readMarkdown, tablesOf, tableUnder, textOf } from './read-markdown.ts';

const PROFILES = join(import.meta.dirname, '../../fixtures/profiles');
const FUNCTIONS = REPORT_SECTIONS.filter(({ id }) => id === 'functions');
const BY_TOTTIME = 'Hot functions by tottime';

/** Two functions that call each other, under any names. */
function profileOf(file: string, name: string): ProfileTable {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 3, primitiveCalls: 2, tottime: 1.25, cumtime: 3 };
  builder.setRow(file, 7, name, numbers);
  builder.setRow(name, 8, file, numbers);
  for (const [from, line, to] of [
    [name, 8, file],
    [file, 7, name],
  ] as const) {
    builder.setEdge(from, line, to, numbers, false);
    builder.endEdges();
  }
  return builder.finish('traced', [{ code: 'mixed-kinds', text: `a note on '${name}'` }]);
}

describe('a report', () => {
  test.each([
    ['yappi-deb', true],
    ['words-py311', false],
    ['profile-py38', false],
    ['sampled-sudoku-pyo315', false],
  ])('of %s says that there are no built-in functions: %s', (name, isSaid) => {
    const notes = REPORT_SECTIONS.filter(({ id }) => id === 'notes');
    const text = renderReport(reportOf(loadFixture(name)), notes);
    expect(text.includes('no built-in functions')).toBe(isSaid);
  });

  test.each(readdirSync(PROFILES))(
    'of %s is tables whose cells a reader of Markdown sees as the profile has them',
    (name) => {
      const table = loadFixture(name);
      const lists = renderReport(
        reportOf(table, { sort: { order: resolveSortOrder(['tottime']), reverse: false } }),
        FUNCTIONS,
      );
      const [heading, ...rows] = tableUnder(lists, 'Functions by internal time');
      expect(heading?.at(-1)).toBe('function');
      const expected = Array.from({ length: table.length }, (_, row) => escapeControls(standardName(table, row)));
      expect(rows.map((cells) => cells.at(-1)).sort()).toEqual(expected.sort());
      const unit = table.totals.tottime < 1 ? 1000 : 1;
      const times = Array.from(table.tottime, (seconds) => formatFixed3(seconds * unit));
      expect(rows.map((cells) => cells[0]).sort()).toEqual(times.sort());
    },
  );

  test('of any names changes nothing but their cells', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const table = profileOf(file, name);
        const markdown = renderReport(reportOf(table, { names: [name], command: ['report', name] }), REPORT_SECTIONS);
        const names = [0, 1].map((row) => escapeControls(standardName(table, row)));
        const rows = tableUnder(markdown, BY_TOTTIME)
          .slice(1)
          .map((cells) => cells.at(-1));
        expect([...rows].sort()).toEqual(names.toSorted());
        const callers = tablesOf(markdown).filter(({ rows: [heading] }) => heading?.at(-1) === 'called by');
        expect(callers.map(({ rows: [, call] }) => call?.at(-1)).sort()).toEqual(names.toSorted());
        expect(textOf(readMarkdown(markdown).children[0]!)).toBe(`Profile of ${escapeControls(name)}`);
      }),
      { numRuns: 60 },
    );
  });

  test('of any names is made of what a report is made of: no link, no image, no emphasis comes in', () => {
    const expected = kindsIn(readMarkdown(renderReport(reportOf(profileOf('a.py', 'f')), REPORT_SECTIONS)));
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const markdown = renderReport(reportOf(profileOf(file, name), { names: [name] }), REPORT_SECTIONS);
        const headings = readMarkdown(markdown).children.filter(({ type }) => type === 'heading').length;
        expect([...kindsIn(readMarkdown(markdown))].filter((kind) => !expected.has(kind) && kind !== 'html')).toEqual(
          [],
        );
        expect(headings).toBeLessThanOrEqual(8);
        expect(markdown.replaceAll('\n', '')).toBe(escapeControls(markdown.replaceAll('\n', '')));
      }),
      { numRuns: 60 },
    );
  });

  test('opens and closes each fold once, whatever the names say', () => {
    const markdown = renderReport(reportOf(profileOf('</details>', '</summary><script>')), REPORT_SECTIONS);
    expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/^<\/details>$/gm)?.length);
    expect(markdown).not.toMatch(/^[^`]*<script>/m);
  });

  test('says what it leaves out, and rows and rest make the total', () => {
    const table = loadFixture('words-py311');
    const text = renderReport(reportOf(table, { top: 5 }), REPORT_SECTIONS);
    const rest = /170 more functions of 175: ([\d.]+) s of tottime, ([\d,]+) calls together\./g;
    const byTottime = [...text.matchAll(rest)].at(-1); // the list by cumtime folds chains and leaves fewer
    const rows = tableUnder(text, BY_TOTTIME).slice(1);
    expect(rows.reduce((sum, cells) => sum + Number(cells[0]), Number(byTottime?.[1]))).toBeCloseTo(
      table.totals.tottime,
      2,
    );
    const calls = rows.map((cells) => Number(cells[3]?.split('/')[0]?.replaceAll(',', '')));
    expect(calls.reduce((sum, count) => sum + count, Number(byTottime?.[2]?.replaceAll(',', '')))).toBe(
      table.totals.ncalls,
    );
  });

  test('of a sampled profile speaks of samples', () => {
    const text = renderReport(reportOf(loadFixture('sampled-sudoku-pyo315'), { top: 3 }), REPORT_SECTIONS);
    expect(text).toContain('sampled: the counts are samples, not calls');
    expect(tableUnder(text, BY_TOTTIME)[0]?.[3]).toBe('samples');
    expect(text).not.toMatch(/\d calls/);
  });

  test('of counts only has callers without times, and says why', () => {
    const text = renderReport(reportOf(loadFixture('profile-py311'), { top: 3 }), REPORT_SECTIONS);
    expect(text).toContain('Callers have counts and no times');
    expect(tablesOf(text).find(({ rows: [heading] }) => heading?.at(-1) === 'called by')?.rows[0]).toEqual([
      'calls',
      'called by',
    ]);
  });

  test('explains shares above the whole', () => {
    expect(renderReport(reportOf(profileOf('a.py', 'f')), REPORT_SECTIONS)).toContain('A cumtime above the total');
  });
});

describe('a report for a comment', () => {
  const report = reportOf(loadFixture('shop-py38'));

  test.each([200, 1000, 5000, 20_000, 65_536])('has at most %i characters, and says what is missing', (characters) => {
    const text = renderReportWithin(report, REPORT_SECTIONS, characters);
    expect(text.length).toBeLessThanOrEqual(Math.max(characters, 400));
    expect(text.startsWith('# Profile of `out.prof`\n')).toBe(true);
    if (characters < 65_536) expect(text).toContain('> Note: left out to fit: ');
  });

  test('loses the least important first', () => {
    const whole = renderReport(report, REPORT_SECTIONS);
    const text = renderReportWithin(report, REPORT_SECTIONS, whole.length - 1);
    expect(text).not.toContain('## Call graph');
    expect(text).toContain('> Note: left out to fit: a call graph of the hot part (Mermaid).');
    expect(text).toContain('## Modules');
  });

  test('lists fewer functions before it lists none', () => {
    const functions = renderReport(report, FUNCTIONS).length;
    const text = renderReportWithin(report, REPORT_SECTIONS, functions);
    expect(text.length).toBeLessThanOrEqual(functions);
    expect(tableUnder(text, BY_TOTTIME).length).toBeGreaterThan(1);
    expect(text).toMatch(/\d+ more functions of \d+/);
    expect(text).toMatch(/^> Note: lists cut to fit: \d+ functions at most instead of \d+\.$/m);
    expect(text).not.toMatch(/^> Note: left out to fit:.*the hot functions/m);
  });

  test('that fits is whole', () => {
    expect(renderReportWithin(report, REPORT_SECTIONS, 1e9)).toBe(renderReport(report, REPORT_SECTIONS));
  });
});

/**
 * The part of Mermaid's flowchart grammar that we write. Mermaid itself is 220 MB of packages and needs a page to run
 * in: too much for a check. The same lines were read by Mermaid 12.3.
 */
const LABEL = String.raw`"(?:[\p{Letter}\p{Number} .,:()/]|#\d+;|<br/>)*"`;
const NODE = new RegExp(String.raw`^ {2}n\d+\[${LABEL}\]$`, 'u');
const EDGE = new RegExp(String.raw`^ {2}n\d+ -->\|${LABEL}\| n\d+$`, 'u');

describe('the call graph', () => {
  const GRAPH = REPORT_SECTIONS.filter(({ id }) => id === 'graph');

  function graphOf(table: ProfileTable): readonly string[] {
    const markdown = renderReport(reportOf(table), GRAPH);
    const found: string[] = [];
    for (const node of readMarkdown(markdown).children)
      if (node.type === 'code' && node.lang === 'mermaid') found.push(node.value);
    return found.flatMap((text) => text.split('\n'));
  }

  test('of any names is nodes and edges with labels that Mermaid cannot take for anything else', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const [first, ...lines] = graphOf(profileOf(file, name));
        expect(first).toBe('flowchart TD');
        expect(lines.filter((line) => NODE.test(line)).length).toBe(2);
        expect(lines.filter((line) => EDGE.test(line)).length).toBe(2);
        expect(lines.length).toBe(4);
      }),
    );
  });

  test('has a node for each end of an edge', () => {
    const lines = graphOf(loadFixture('shop-py38'));
    const nodes = new Set(lines.flatMap((line) => /^ {2}(n\d+)\[/.exec(line)?.[1] ?? []));
    const ends = lines.flatMap((line) => /^ {2}(n\d+) -->.* (n\d+)$/.exec(line)?.slice(1) ?? []);
    expect(ends.length).toBeGreaterThan(10);
    expect(ends.filter((end) => !nodes.has(end))).toEqual([]);
  });

  test('stays below what GitHub draws, whatever the names are', () => {
    const builder = new ProfileBuilder();
    const name = (at: number): string => `${at}${'<&"'.repeat(500)}`;
    const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 1, cumtime: 100 };
    for (let at = 0; at < 60; at++) builder.setRow('<"file">', at, name(at), numbers);
    for (let at = 0; at < 60; at++) {
      for (let caller = 0; caller < 60; caller++) builder.setEdge('<"file">', caller, name(caller), numbers, false);
      builder.endEdges();
    }
    const lines = graphOf(builder.finish('traced', []));
    expect(lines.join('\n').length).toBeLessThan(50_000);
    expect(lines.filter((line) => line.includes('-->')).length).toBeLessThan(500);
  });
});
