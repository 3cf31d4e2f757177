import type { Case } from './cases.ts';
import { dumpOf } from './dumps.ts';
import { type CommandLine, runProcess, type Said } from './run-process.ts';

/** A command that is to take twice the time for twice the functions, and no more. */
type Growing = { readonly name: string; readonly args: readonly string[] };

export const GROWING: readonly Growing[] = [
  { name: 'stats', args: ['stats'] },
  { name: 'callers', args: ['callers'] },
  { name: 'hints', args: ['hints'] },
  { name: 'report', args: ['report'] },
  { name: 'report, JSON', args: ['report', '--format', 'json'] },
  { name: 'report, CSV', args: ['report', '--format', 'csv'] },
  { name: 'report, HTML', args: ['report', '--format', 'html'] },
  { name: 'export, callgrind', args: ['export', '--to', 'callgrind', '-o', '-'] },
  { name: 'merge', args: ['merge', '-o', '-'] },
];

/** Time as the number of functions to this power. Below 10,000 a run is mostly the start of Node. */
const MOST_POWER = 1.1;
const SMALLEST = 10_000;

/**
 * By which power of the number of functions the CPU time of a command grows, above that of a bare Node, and its peak
 * memory on the largest dump. Each is run once: it is the slope over a factor of ten or a hundred.
 */
export async function growthOf(
  { name, args }: Growing,
  program: CommandLine,
  bare: number,
  largest: number,
): Promise<readonly (Case & { readonly ours: number | null; readonly theirs: null })[]> {
  const run = (functions: number): Promise<Said | null> =>
    runProcess([...program, ...args, dumpOf({ label: String(functions), functions })]);
  const [small, large] = [await run(SMALLEST), await run(largest)];
  const [less, more] = [small, large].map((said) => (said === null ? Number.NaN : (said['cpu'] ?? Number.NaN) - bare));
  const power = Math.log(more! / less!) / Math.log(largest / SMALLEST);
  const on = `10k to ${largest / 1000}k`;
  return [
    { group: `growth, ${on}`, name, unit: 'power', must: { most: MOST_POWER }, ours: power, theirs: null },
    { group: `CPU time, ${largest / 1000}k`, name, unit: 'ms', must: null, ours: large?.['cpu'] ?? null, theirs: null },
    {
      group: `peak memory, ${largest / 1000}k`,
      name,
      unit: 'MiB',
      must: null,
      ours: large?.['rss'] ?? null,
      theirs: null,
    },
  ];
}
