import { describe, expect, test } from 'vitest';
import { type CallNumbers, ProfileBuilder } from '../../src/profile/profile-builder.ts';
import { printCalls } from '../../src/pstats/print-calls.ts';
import { printStats } from '../../src/pstats/print-stats.ts';
import { joinChunks } from '../../src/text/chunks.ts';
import { selectRows } from '../../src/views/selection.ts';

function rowOf(numbers: Partial<CallNumbers>): string {
  const builder = new ProfileBuilder();
  builder.setRow('a.py', 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0.5, cumtime: 1, ...numbers });
  const table = builder.finish('traced', []);
  const text = Buffer.from(joinChunks(printStats(table, selectRows(table, { sort: null }), []))).toString('utf8');
  return text.split('\n')[5] ?? '';
}

describe('a name with an escape sequence', () => {
  const builder = new ProfileBuilder();
  const numbers = { ncalls: 1, primitiveCalls: 1, tottime: 0.5, cumtime: 1 };
  const name = '\x1b]0;x\x07\n';
  builder.setRow('a.py', 1, name, numbers);
  builder.setEdge('a.py', 1, name, numbers, false);
  builder.endEdges();
  const table = builder.finish('traced', []);
  const rows = selectRows(table, { sort: null });
  const textOf = (chunks: Iterable<Uint8Array>): string => Buffer.from(joinChunks(chunks)).toString('utf8');

  test('keeps its bytes, as with CPython', () => {
    expect(textOf(printStats(table, rows, []))).toContain(`    1.000 a.py:1(${name})\n`);
    expect(textOf(printCalls(table, rows, 'callers'))).toContain(
      `\na.py:1(${name})  <-       1    0.500    1.000  a.py:1(${name})\n`,
    );
  });

  test('is shown on a terminal, in columns as wide as those of CPython', () => {
    const shown = 'a.py:1(\\x1b]0;x\\x07\\x0a)';
    expect(textOf(printStats(table, rows, ['in\x1b.prof'], 'escaped'))).toMatch(/^in\\x1b\.prof\n/);
    expect(textOf(printStats(table, rows, [], 'escaped'))).toContain(`    1.000 ${shown}\n`);
    const calls = textOf(printCalls(table, rows, 'callers', 'escaped'));
    expect(calls).toContain(`\n${shown}  <-       1    0.500    1.000  ${shown}\n`);
    expect(calls.replaceAll(shown, '')).toBe(
      textOf(printCalls(table, rows, 'callers')).replaceAll(`a.py:1(${name})`, ''),
    );
  });
});

/** The lines are what `Stats.print_line` of CPython 3.11 prints for these numbers. */
describe('a line of the table', () => {
  test('has no percall where there is nothing to divide by', () => {
    expect(rowOf({ ncalls: 0, primitiveCalls: 0 })).toBe('        0    0.500             1.000          a.py:1(f)');
    expect(rowOf({ ncalls: 5, primitiveCalls: 0 })).toBe('      5/0    0.500    0.100    1.000          a.py:1(f)');
  });

  test('shows both counts where a function recursed', () => {
    expect(rowOf({ ncalls: 15 })).toBe('     15/1    0.500    0.033    1.000    1.000 a.py:1(f)');
  });

  test('prints every digit of a count, and pushes the row to the right', () => {
    expect(rowOf({ ncalls: 2n ** 63n - 1n, primitiveCalls: 2n ** 53n + 1n })).toMatch(
      /^9223372036854775807\/9007199254740993 {4}0\.500 {4}0\.000 {4}1\.000 {4}0\.000 a\.py:1\(f\)$/,
    );
  });

  test('prints what is no number as C does', () => {
    expect(rowOf({ tottime: Number.NaN, cumtime: Number.NEGATIVE_INFINITY })).toBe(
      '        1      nan      nan     -inf     -inf a.py:1(f)',
    );
  });
});

test('nothing is printed below the totals when no row is left', () => {
  const builder = new ProfileBuilder();
  builder.setRow('a.py', 1, 'f', { ncalls: 1, primitiveCalls: 1, tottime: 0.5, cumtime: 1 });
  const table = builder.finish('traced', []);
  const selection = selectRows(table, { sort: null, restrictions: [{ kind: 'count', value: 0 }] });
  expect(Buffer.from(joinChunks(printStats(table, selection, []))).toString('utf8')).toBe(
    '         1 function calls in 0.500 seconds\n\n',
  );
});
