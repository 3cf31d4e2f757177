import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderDiffJson } from '../../src/report/diff-json.ts';
import { renderDiffMarkdown } from '../../src/report/diff-markdown.ts';
import { renderDiffText } from '../../src/report/diff-text.ts';
import { changeName } from '../../src/report/diff-words.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { hostileName } from './hostile-names.ts';
import { diffOf, loadFixture, madeProfile } from './made-diffs.ts';
import { kindsIn, readMarkdown, tableUnder } from './read-markdown.ts';

describe('a comparison in Markdown', () => {
  test('is tables whose cells a reader of Markdown sees as the comparison has them', () => {
    const document = diffOf([loadFixture('words-py311')], [loadFixture('words-py313')]);
    const [heading, ...rows] = tableUnder(renderDiffMarkdown(document), 'Functions by change of tottime');
    expect(heading).toEqual(['', 'tottime (s)', 'change', 'cumtime (s)', 'change', 'calls', 'change', 'function']);
    expect(rows.map((cells) => cells.at(-1))).toEqual(
      document.view.rows.map((row) => escapeControls(changeName(document, row))),
    );
    expect(rows.map((cells) => cells[5]?.replaceAll(',', ''))).toEqual(
      document.view.rows.map((row) => String(row.ncalls.after)),
    );
  });

  test('of any names changes nothing but their cells', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const [before, after] = [madeProfile({ file, name, tottime: 1 }), madeProfile({ file, name, tottime: 3 })];
        const document = diffOf([before], [after], {}, ['cumtime>1%']);
        const named = { ...document, names: { before: [name], after: [file] } };
        const markdown = renderDiffMarkdown(named);
        const [, row] = tableUnder(markdown, 'Functions by change');
        expect(row).toEqual([
          '',
          '3.000',
          '+2.000',
          '3.000',
          '+2.000',
          '1',
          '',
          escapeControls(changeName(document, document.view.rows[0]!)),
        ]);
        expect(tableUnder(markdown, 'Profile comparison')[1]).toEqual([
          'profile',
          escapeControls(name),
          escapeControls(file),
          '',
        ]);
        const allowed = [
          'root',
          'heading',
          'paragraph',
          'text',
          'strong',
          'table',
          'tableRow',
          'tableCell',
          'inlineCode',
          'list',
          'listItem',
          'html',
        ];
        expect([...kindsIn(readMarkdown(markdown))].filter((kind) => !allowed.includes(kind))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test('says first how much slower or faster, then which gates failed', () => {
    const document = diffOf([madeProfile({ name: 'f', tottime: 2 })], [madeProfile({ name: 'f', tottime: 3 })], {}, [
      'total>5%',
      'calls>0',
    ]);
    const text = renderDiffMarkdown(document);
    expect(text).toContain('**1.000 s slower (+50.0 %).**');
    expect(text).toContain('- **failed**: `total>5%`: the whole profile 2.000 s → 3.000 s (+1.000 s, +50.0 %)');
    expect(text).toContain('- held: `calls>0`');
  });
});

test('a gate names ten functions and counts the others, in text and in Markdown', () => {
  const rows = (calls: number) => Array.from({ length: 13 }, (_, at) => ({ name: `f${at}`, calls }));
  const document = diffOf([madeProfile(...rows(1))], [madeProfile(...rows(2))], {}, ['calls>0', 'total>1%']);
  for (const text of [renderDiffText(document), renderDiffMarkdown(document)]) {
    const failed = text.split('\n').filter((line) => /FAILED|\*\*failed/.test(line));
    expect(failed.length).toBe(11);
    expect(failed.at(-1)).toMatch(/calls>0.*3 more functions$/);
    expect(text).toMatch(/held.*total>1%/);
  }
});

describe('a comparison as text', () => {
  test('of any names is lines that no terminal obeys', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (file, name) => {
        const text = renderDiffText(diffOf([madeProfile({ file, name })], [madeProfile({ file, name, tottime: 2 })]));
        expect(text.replaceAll('\n', '')).toBe(escapeControls(text.replaceAll('\n', '')));
        expect(text.split('\n').filter((line) => line.includes('+1.000')).length).toBeGreaterThan(0);
      }),
    );
  });

  test('writes milliseconds where the whole took less than a second', () => {
    const text = renderDiffText(
      diffOf([madeProfile({ name: 'f', tottime: 0.002 })], [madeProfile({ name: 'f', tottime: 0.0035 })]),
    );
    expect(text).toContain('1.500 ms slower (+75.0 %)');
  });
});

describe('a comparison as JSON', () => {
  test('has every digit and every character', () => {
    fc.assert(
      fc.property(hostileName, fc.double({ min: 0, max: 1e9, noNaN: true }), (name, tottime) => {
        const document = diffOf([madeProfile({ name: 'f' })], [madeProfile({ name, tottime })]);
        const text = renderDiffJson(document);
        const read = JSON.parse(text) as {
          functions: { name: string; line: number | null; tottime: { after: number } }[];
        };
        const found = read.functions.find((row) => row.line !== null);
        if (document.view.rows.some(({ afterRow }) => afterRow >= 0)) {
          expect(found?.name).toBe(name);
          expect(found?.tottime.after).toBe(tottime + 0);
        }
        expect(text.replaceAll('\n', '')).toBe(escapeControls(text.replaceAll('\n', '')));
      }),
    );
  });
});
