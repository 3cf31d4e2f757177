import { type Contest, programIn, RUNNING, spiedNode } from './contestants.ts';
import { dumpOf } from './dumps.ts';
import type { Figure, Row } from './rows.ts';
import { runInTurn, type Said } from './run-process.ts';

/** A command that is to take twice the time for twice the functions, and no more; its peak on a million of them, in MiB. */
type Growing = { readonly name: string; readonly args: readonly string[]; readonly mostMemory: number };

/** 600 MB is asked of JSON and CSV. Of the others it is a fence: a page holds all of itself before it is written. */
export const GROWING: readonly Growing[] = [
  { name: 'stats', args: ['stats'], mostMemory: 280 },
  { name: 'callers', args: ['callers'], mostMemory: 572 },
  { name: 'hints', args: ['hints'], mostMemory: 572 },
  { name: 'report', args: ['report'], mostMemory: 572 },
  { name: 'report, JSON', args: ['report', '--format', 'json'], mostMemory: 572 },
  { name: 'report, CSV', args: ['report', '--format', 'csv'], mostMemory: 572 },
  { name: 'report, HTML', args: ['report', '--format', 'html'], mostMemory: 1_000 },
  { name: 'export, callgrind', args: ['export', '--to', 'callgrind', '-o', '-'], mostMemory: 572 },
  { name: 'merge', args: ['merge', '-o', '-'], mostMemory: 572 },
];

/** Time as the number of functions to this power. */
const MOST_POWER = 1.1;
const SMALLEST = 1_000;

/** The start of a command, taken off from what it takes: one function. */
const NONE = 1;

/** A thousand functions take a few milliseconds, which one run does not tell from the noise. */
const RUNS_OF_SMALL = 9;

/**
 * By which power of the number of functions the CPU time of a command grows, from a thousand and over the last factor of
 * ten alone, where no start and no compiler of V8 counts any more; and its time and peak memory on the largest dump.
 */
export async function growthOf(growing: Growing, { ours }: Contest, largest: number): Promise<readonly Row[]> {
  process.stderr.write(`growth: ${growing.name}\n`);
  const sizes = [...new Set([NONE, SMALLEST, largest / 10, largest])];
  const said = await runInTurn(
    sizes.map((functions) => ({
      name: String(functions),
      command: spiedNode(RUNNING, programIn(ours), ...growing.args, dumpOf(functions)),
      runs: functions <= SMALLEST ? RUNS_OF_SMALL : 1,
    })),
  );
  return rowsOf(growing, largest, (functions) => said.get(String(functions)) ?? null);
}

function rowsOf(
  { name, mostMemory }: Growing,
  largest: number,
  saidOn: (functions: number) => Said | null,
): readonly Row[] {
  const row = (group: string, unit: string, ours: Figure, most?: number): Row => ({
    group,
    name,
    node: RUNNING.version,
    unit,
    ours: ours ?? 'failed',
    before: null,
    theirs: null,
    musts: most === undefined ? [] : [{ most }],
  });
  const own = (functions: number): number => cpuOf(saidOn(functions)) - cpuOf(saidOn(NONE));
  const power = (from: number): number => Math.log(own(largest) / own(from)) / Math.log(largest / from);
  const label = (functions: number): string => `${functions / 1000}k`;
  return [
    row(`growth, ${label(SMALLEST)} to ${label(largest)}`, 'power', power(SMALLEST), MOST_POWER),
    ...(largest / 10 > SMALLEST
      ? [row(`growth, ${label(largest / 10)} to ${label(largest)}`, 'power', power(largest / 10))]
      : []),
    row(`CPU time, ${label(largest)}`, 'ms', cpuOf(saidOn(largest))),
    row(`peak memory, ${label(largest)}`, 'MiB', saidOn(largest)?.['rss'] ?? null, mostMemory),
  ];
}

function cpuOf(said: Said | null): number {
  return said?.['cpu'] ?? Number.NaN;
}
