import { describe, expect, test } from 'vitest';
import {
  AWKWARD_NAMES,
  exported,
  exportedWithNotes,
  FIXTURES,
  fixtureTable,
  tableOfAwkwardNames,
  tableOfChain,
} from './exported.ts';

/** As flamegraph.pl reads them: the last blank splits the path from the number, semicolons the functions. */
function pathsOf(folded: Buffer): readonly { readonly path: readonly string[]; readonly time: number }[] {
  const lines = folded.toString('utf8').split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => {
    const [, path = '', time = 'NaN'] = /^(.*) (\d+)$/.exec(line) ?? [];
    return { path: path.split(';'), time: Number(time) };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

describe.each(FIXTURES)('the folded paths of %s', (name) => {
  test('are whole microseconds that add up to the total', async () => {
    const table = fixtureTable(name);
    const paths = pathsOf(await exported('folded', table));
    const total = sum([...table.tottime].map((seconds) => Math.max(0, seconds)));
    expect(sum(paths.map(({ time }) => time))).toBe(Math.round(total * 1e6));
  });
});

test('names that mean something to the format are one function each', async () => {
  const paths = pathsOf(await exported('folded', tableOfAwkwardNames()));
  expect(paths.map(({ path }) => path.length)).toEqual(AWKWARD_NAMES.map((_, at) => at + 1));
  expect(paths.at(-1)?.path.slice(0, 7)).toEqual([
    '<module> (a "b".py:1)',
    'a\\x3bb (a "b".py:2)',
    'a b (a "b".py:3)',
    'two\\x0alines (a "b".py:4)',
    'say "hi" (a "b".py:5)',
    'back\\slash\\ (a "b".py:6)',
    'half\\udce9surrogate (a "b".py:7)',
  ]);
});

test('a chain of 5,000 calls is cut off at 64 MB, keeps its total, and says so', async () => {
  const { bytes, notes } = await exportedWithNotes('folded', tableOfChain(5000));
  expect(bytes.length).toBeLessThan(65_000_000);
  const end = bytes.subarray(-200).toString('utf8');
  expect(end).toMatch(/\n\[left out: the file would be too long\] \d+\n$/);
  expect(notes.at(-1)).toMatch(/^\d\.\d{3} s are in paths that are left out: the file would have more than 64 MB; /);
  const times = bytes.toString('latin1').matchAll(/ (\d+)\n/g);
  expect(sum([...times].map(([, time]) => Number(time)))).toBe(5_000_000);
});
