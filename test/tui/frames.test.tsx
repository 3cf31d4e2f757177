import { describe, expect, test } from 'vitest';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import { reduce } from '../../src/tui/state/reduce.ts';
import { frameOf, textOf } from './frame-of.tsx';
import { tableWithGhost, tableWithHostileNames, tableWithHostileNumbers } from './made-tables.ts';
import { openViewer, press, readTable } from './press.ts';

const recursion = readTable('recursion-py311');

/** The first lines of the picture after some keys. */
function firstLines(count: number, table: ProfileTable, columns: number, rows: number, ...keys: string[]): string {
  return textOf(press(openViewer(table, columns, rows), ...keys))
    .split('\n')
    .slice(0, count)
    .join('\n');
}

describe('at 80x24', () => {
  test('all columns are there, with the totals, the order and the place', () => {
    expect(firstLines(7, recursion, 80, 24)).toBe(
      `
 out.prof                                                      function 1 of 25
 25 functions, 27781 calls (1476 primitive) in 0.083 s          by cumulative ▼
    ncalls  tottime percall ▼cumtime percall cum%   filename:lineno(function)
>        1    0.000   0.000    0.083   0.083 ██████ {…t-in method builtins.exec}
         1    0.000   0.000    0.083   0.083 ██████ recursion.py:1(<module>)
    8361/1    0.033   0.000    0.033   0.033 ██▍    recursion.py:8(fib)
         1    0.000   0.000    0.025   0.025 █▉     {…lt-in method builtins.sum}`.slice(1),
    );
  });

  test('the last two lines are what the cursor is on, in full, and the keys', () => {
    const lines = textOf(openViewer(recursion)).split('\n');
    expect(lines.slice(-2)).toEqual([
      ' {built-in method builtins.exec}',
      ' Enter open  t tottime  c cumtime  s sort  r reverse  ? help  q quit',
    ]);
  });

  test('a function stands between its callers and its callees', () => {
    expect(textOf(press(openViewer(recursion), 't', 'enter'))).toBe(
      `
 out.prof  recursion.py:8(fib)                                    callee 1 of 1
 2 callers, 1 callee, 39.7% of 0.083 s                    share: of its cumtime
   ncalls  tottime percall  cumtime percall share  filename:lineno(function)
─ Callers (2) by cumtime ▼ ─────────────────────────────────────────────────────
        1    0.000   0.000    0.033   0.033 ██████ recursion.py:1(<module>)
   8360/2    0.033   0.000    0.033   0.016 ██████ recursion.py:8(fib)
─ Function ─────────────────────────────────────────────────────────────────────
*  8361/1    0.033   0.000    0.033   0.033 ██████ recursion.py:8(fib)
━ Callees (1) by cumtime ▼ ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
>  8360/2    0.033   0.000    0.033   0.016 ██████ recursion.py:8(fib)
${'\n'.repeat(12)} recursion.py:8(fib)
 Esc back  Tab pane  t tottime  c cumtime  s sort  r reverse  ? help  q quit`.slice(1),
    );
  });

  test('the sort menu names every key', () => {
    const text = textOf(press(openViewer(recursion), 's'));
    expect(text).toContain('> * cumtime, cumulative  cumulative time');
    expect(text).toContain('    none                 order of the dump');
  });

  test('the help comes from the key table', () => {
    const text = textOf(press(openViewer(recursion), 'enter', '?'));
    expect(text).toContain('  Tab Shift-Tab           switch between callers and callees');
    expect(textOf(press(openViewer(recursion), '?', 'end'))).toContain('  q Ctrl-C                quit');
  });
});

describe('in other sizes', () => {
  test('40x10 has the time that the list is sorted by and the names', () => {
    expect(firstLines(10, recursion, 40, 10, 't')).toBe(
      `
 out.prof            tottime ▼  1 of 25
  ▼tottime filename:lineno(function)
>    0.033 recursion.py:8(fib)
     0.025 recursion.py:39(permutations)
     0.017 recursion.py:17(ackermann)
     0.005 recursion.py:33(hanoi)
     0.001 recursion.py:12(memo_fib)
     0.001 {…ilt-in method builtins.max}
 recursion.py:8(fib)
 Enter open  t tottime  ? help  q quit`.slice(1),
    );
  });

  test('120x53 has percentages and wide bars', () => {
    const lines = textOf(openViewer(recursion, 120, 53)).split('\n');
    expect(lines.length).toBe(53);
    expect(lines.slice(2, 6)).toEqual([
      '    ncalls  tottime percall ▼cumtime percall  cum%          filename:lineno(function)',
      '>        1    0.000   0.000    0.083   0.083  100% ████████ {built-in method builtins.exec}',
      '         1    0.000   0.000    0.083   0.083  100% ████████ recursion.py:1(<module>)',
      '    8361/1    0.033   0.000    0.033   0.033 39.7% ███▏     recursion.py:8(fib)',
    ]);
  });

  test('columns go in the stated order while the window gets narrower', () => {
    const heads = [100, 80, 70, 62, 54, 46, 40].map((columns) => textOf(openViewer(recursion, columns)).split('\n')[2]);
    expect(heads).toEqual([
      '    ncalls  tottime percall ▼cumtime percall  cum%        filename:lineno(function)',
      '    ncalls  tottime percall ▼cumtime percall cum%   filename:lineno(function)',
      '    ncalls  tottime ▼cumtime cum%   filename:lineno(function)',
      '    ncalls  tottime ▼cumtime filename:lineno(function)',
      '   tottime ▼cumtime filename:lineno(function)',
      '  ▼cumtime filename:lineno(function)',
      '  ▼cumtime filename:lineno(function)',
    ]);
  });

  test('below 40x10 one line says so, and the keys still work', () => {
    const state = reduce(press(openViewer(recursion), 'down'), { type: 'resize', size: { columns: 30, rows: 9 } });
    expect(textOf(state).trim()).toBe('30x9: needs 40x10 (q quits)');
    expect(press(state, 'q').isDone).toBe(true);
  });
});

describe('the looks', () => {
  test('without colour only bold, underline and inverse are used', () => {
    const painted = frameOf(openViewer(recursion))
      .map((line) => line.painted)
      .join('\n');
    const codes = new Set([...painted.split('\x1b[')].slice(1).map((part) => part.slice(0, part.indexOf('m'))));
    expect([...codes].sort()).toEqual(['1', '22', '24', '27', '4', '7']);
  });

  test('with colour the text is the same', () => {
    const state = press(openViewer(recursion), 'down', 'enter');
    expect(textOf(state, { color: true, ascii: false })).toBe(textOf(state));
    expect(frameOf(state, { color: true, ascii: false }).some(({ painted }) => painted.includes('\x1b[36m'))).toBe(
      true,
    );
  });

  test('in ASCII there is nothing else', () => {
    for (const keys of [[], ['enter'], ['s'], ['?'], ['end', 'enter']]) {
      expect(textOf(press(openViewer(recursion), ...keys), { color: false, ascii: true })).toMatch(/^[\n -~]*$/);
    }
  });

  test('the selected line is inverse to the edge, and marked', () => {
    const { text, painted } = frameOf(press(openViewer(recursion), 'down'))[4] ?? { text: '', painted: '' };
    expect(text).toMatch(/^> .*recursion\.py:1\(<module>\) *$/);
    expect(text.length).toBe(80);
    expect(painted.startsWith('\x1b[7m')).toBe(true);
  });
});

describe('numbers', () => {
  test('of calls without times are absent, not 0', () => {
    const text = textOf(press(openViewer(readTable('profile-py311')), 'down', 'down', 'enter'));
    expect(text).toContain('counted only');
    expect(text).toContain('>       2        -       -        -       -');
  });

  test('of sampled profiles have their own headings', () => {
    expect(textOf(openViewer(readTable('sampled-sudoku-pyo315')))).toContain(
      '   nsamples  tottime persample ▼cumtime persample cum%   function',
    );
  });

  test('of hand-made dumps do not push the table apart', () => {
    for (const columns of [80, 120]) {
      const lines = frameOf(openViewer(tableWithHostileNumbers(), columns));
      expect(lines.filter(({ width }) => width > columns)).toEqual([]);
    }
    const text = textOf(openViewer(tableWithHostileNumbers(), 120));
    expect(text).toContain(' ~1.000000e+30 ~1.00000e+300 ');
  });
});

test('no name of a profile reaches the terminal as anything but text', () => {
  for (const table of [tableWithHostileNames(), tableWithGhost()]) {
    for (const keys of [[], ['t', 'enter'], ['down', 'enter', 'tab', 'enter'], ['end', 'enter', 'enter']]) {
      for (const columns of [40, 80, 200]) {
        const lines = frameOf(press(openViewer(table, columns), ...keys));
        expect(lines.length).toBe(24);
        expect(
          lines.filter(({ text }) => /[\p{Cc}\p{Surrogate}\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u.test(text)),
        ).toEqual([]);
        expect(lines.filter(({ width }) => width > columns)).toEqual([]);
      }
    }
  }
});
