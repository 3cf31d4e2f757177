import { describe, expect, test } from 'vitest';
import { renderDiffMarkdown, renderDiffText } from '../../src/report/diff-document.ts';
import { renderDiffJson } from '../../src/report/diff-json.ts';
import { verdict } from '../../src/report/diff-verdict.ts';
import { changeName, countsSentence } from '../../src/report/diff-words.ts';
import { escapeControls } from '../../src/text/escape.ts';
import { fc } from '../properties.ts';
import { hostileName } from './hostile-names.ts';
import { diffOf, loadFixture, madeProfile, type Runs, runsOf } from './made-diffs.ts';
import { kindsIn, readMarkdown, tableUnder } from './read-markdown.ts';

describe('a comparison in Markdown', () => {
  test('is tables whose cells a reader of Markdown sees as the comparison has them', () => {
    const document = diffOf([loadFixture('words-py311')], [loadFixture('words-py313')]);
    const [heading, ...rows] = tableUnder(renderDiffMarkdown(document), 'Functions by change of tottime');
    expect(heading).toEqual([
      '',
      'tottime before',
      'after',
      'change',
      'per call',
      'cumtime before',
      'after',
      'change',
      'calls before',
      'after',
      'function',
    ]);
    expect(rows.map((cells) => cells.at(-1))).toEqual(
      document.view.rows.map((row) => escapeControls(changeName(document, row))),
    );
    expect(rows.map((cells) => cells[8]?.replaceAll(',', ''))).toEqual(
      document.view.rows.map((row) => String(row.ncalls.before)),
    );
    expect(rows.map((cells) => cells[9]?.replaceAll(',', ''))).toEqual(
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
          '1.000',
          '3.000',
          '+2.000',
          '+200.0 %',
          '1.000',
          '3.000',
          '+2.000',
          '1',
          '1',
          escapeControls(changeName(document, document.view.rows[0]!)),
        ]);
        const [, ...sides] = tableUnder(markdown, 'Profile comparison');
        expect(sides.map((cells) => cells.at(-1))).toEqual([escapeControls(name), escapeControls(file), '', '']);
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

  test('says first what the calls did, then the time, then which gates failed, held and were not decided', () => {
    const [before, after] = [madeProfile({ name: 'f', tottime: 2 }), madeProfile({ name: 'f', tottime: 3 })];
    const gates = ['total>5%', 'tottime>5%', 'calls>0'];
    const single = renderDiffMarkdown(diffOf([before], [after], {}, gates));
    expect(single).toContain('**Every function was called as often as before: only time moved.**');
    expect(single).toContain('a single run cannot tell noise from change');
    expect(single).toContain(
      '- **NOT DECIDED** `total>5%`: 1 run before, 1 after; a gate on time needs 5 on each side',
    );
    const text = renderDiffMarkdown(diffOf(runsOf(before), runsOf(after), {}, gates));
    expect(text).toContain('Total time 2.000 s -> 3.000 s (+1.000 s, +50.0 %): more than the noise of the runs.');
    expect(text).toContain('1 function slower and 0 faster by more than noise and tolerance.');
    expect(text).toContain(
      '- **FAILED** `total>5%`: the whole profile 2.000 s -> 3.000 s (+1.000 s, +50.0 %), slower in 16 of 16 pairs of the faster runs',
    );
    expect(text).toMatch(
      /\*\*FAILED\*\* `tottime>5%`: `a\.py:7\(f\)` .*, slower in 16 of 16 pairs of the faster runs, calls equal$/m,
    );
    expect(text).toContain('- held `calls>0`');
  });
});

test('a gate on a time per call writes microseconds', () => {
  const runs = (tottime: number) => runsOf(madeProfile({ name: 'f', tottime, calls: 100_000 }));
  const text = renderDiffText(diffOf(runs(1), runs(2), {}, ['tottime-percall>5%']));
  expect(text).toContain('a.py:7(f) 10.000 us a call -> 20.000 us a call (+10.000 us, +100.0 %), slower in 16 of 16');
});

describe('the first sentences of a comparison', () => {
  const f = (tottime: number, calls = 1) => ({ name: 'f', tottime, calls });
  const sentences = (before: Runs, after: Runs) => verdict(diffOf(before, after, { tolerance: 0.001 }).view);

  test('count the calls before they tell the time, and tell the time per call', () => {
    const before = madeProfile(f(1, 10), { name: 'old' }, { name: 'g', calls: 5 });
    const after = madeProfile(f(2, 20), { name: 'young' }, { name: 'g', calls: 4 });
    expect(sentences([before], [after])).toEqual([
      'The calls differ: 1 function called more often, 1 called less often, 1 new, 1 gone; 9 calls more in total (+56.3 %)',
      'Total time 3.000 s -> 4.000 s (+1.000 s, +33.3 %; -14.7 % per call): a single run cannot tell noise from change; 5 on each side can (diff --before, --after)',
    ]);
  });

  test('ask whether the programs are the same where no Python function is in both', () => {
    const strange = sentences([madeProfile(f(1))], [madeProfile({ name: 'g' })]);
    expect(strange).toContain(
      'No Python function is in both profiles: are they of one program? If its files have moved, --map OLD=NEW says where',
    );
    const shared = sentences([madeProfile(f(1), { name: 'old' })], [madeProfile(f(1), { name: 'young' })]);
    expect(shared.join()).not.toContain('one program');
  });

  test('say of three runs that they are too few', () => {
    const runs = [madeProfile(f(1)), madeProfile(f(1.1)), madeProfile(f(1.2))] as const;
    expect(sentences(runs, runs)[1]).toMatch(
      /: 3 runs are too few to tell noise from change; it takes 5 on each side$/,
    );
  });

  test('nor do they call anything noise where the runs are too few to tell', () => {
    const side = (shift: number, count: number): Runs => {
      const runs = Array.from({ length: count }, (_, run) => madeProfile(f(1 + run / 10 + shift), { name: 'g' }));
      return [runs[0]!, ...runs.slice(1)];
    };
    const counted = (count: number) => countsSentence(diffOf(side(0, count), side(0.05, count)).view);
    const sentence = '1 differs no more than the runs of one side do';
    expect(counted(3)).toContain(`${sentence}; in the list such numbers are in parentheses`);
    expect(counted(5)).toContain(`${sentence} (noise); in the list such numbers are in parentheses`);
  });

  test('call noise what the runs do among themselves', () => {
    const side = (shift: number): Runs => {
      const runs = [1, 1.1, 1.2, 1.3, 1.4].map((time) => madeProfile(f(time + shift)));
      return [runs[0]!, ...runs.slice(1)];
    };
    const [, time, functions, pace] = sentences(side(0), side(0.05));
    expect(time).toMatch(/: noise, the runs differ as much among themselves$/);
    expect(functions).toBe('No function is slower or faster by more than noise and tolerance');
    expect(pace).toMatch(/^Too few functions were called equally often in all runs to tell/);
  });

  test("tell the machine's pace, and warn where it differs between the sides", () => {
    const run = (pace: number) =>
      madeProfile(...Array.from({ length: 40 }, (_, at) => ({ name: `f${at}`, tottime: (1 + at / 10) * pace })));
    const side = (...paces: readonly number[]): Runs => {
      const [first, ...others] = paces.map(run);
      return [first!, ...others];
    };
    const alike = sentences(side(1, 1, 1.1, 1, 0.9), side(1, 1.2, 1, 1, 1));
    expect(alike.at(-1)).toBe(
      'The machine took 0.90 to 1.10 times as long as in the typical run before, 1.00 to 1.20 after; times of functions are divided by that',
    );
    const apart = sentences(side(1, 1, 1, 1, 1), side(1.6, 1.6, 1.6, 1.6, 1.6));
    expect(apart.at(-1)).toBe(
      'Functions that were called equally often took 1.6 times as long after: if the runs were not taken in turn (one before, one after), the machine may be why',
    );
    expect(apart).toContain('No function is slower or faster by more than noise and tolerance');
  });
});

test('a gate names ten functions and counts the others, in text and in Markdown', () => {
  const rows = (calls: number) => Array.from({ length: 13 }, (_, at) => ({ name: `f${at}`, calls }));
  const document = diffOf([madeProfile(...rows(1))], [madeProfile(...rows(2))], {}, ['calls>0', 'new>1%']);
  for (const text of [renderDiffText(document), renderDiffMarkdown(document)]) {
    const failed = text.split('\n').filter((line) => /FAILED/.test(line));
    expect(failed.length).toBe(11);
    expect(failed.at(-1)).toMatch(/calls>0.*3 more functions$/);
    expect(text).toMatch(/held.*new>1%/);
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
    expect(text).toContain('2.000 ms -> 3.500 ms (+1.500 ms, +75.0 %)');
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
