import { dumpOf, longFunction, manyDumps, REAL, type Shape } from './dumps.ts';
import type { MeasureName } from './measures.ts';
import type { Must } from './rows.ts';
import type { CommandLine } from './run-process.ts';

/** A command that is measured as a whole process, and the rows that come of it. */
export type Case = {
  readonly group: string;
  readonly name: string;
  /** So much work it is: `--largest` leaves out what is above. */
  readonly functions: number;
  /** Made when it is first asked for. */
  readonly files: () => readonly string[];
  readonly args: readonly string[];
  /** What runs beside it, for the measures that need it: bare Node, or ours with other arguments. */
  readonly beside?: 'bare' | readonly string[];
  readonly theirs?: (python: string, files: readonly string[]) => CommandLine;
  readonly runs: number;
  /** How often pstats and the older tree run, where that takes too long. */
  readonly otherRuns?: number;
  /** Nobody waits longer for a process: it has failed. */
  readonly mostSeconds?: number;
  readonly isOnEachNode?: true;
  /** Asked for by an option: it takes minutes. */
  readonly isMergeAll?: true;
  readonly rows: readonly { readonly measure: MeasureName; readonly musts: readonly Must[] }[];
};

type Wanted = Case['rows'];

const TOP = ['stats', '-s', 'cumulative', '--restrict', '50'];

/** 600 MB. */
const MOST_MEBIBYTES = 572;

function pstats(view: string): NonNullable<Case['theirs']> {
  return (python, files) => [python, 'bench/pstats_run.py', view, ...files];
}

function ofTheirs(most: number): Must {
  return { most, of: 'theirs' };
}

/** Of a small dump: most of it is Node's, and Node 24 takes 9 MiB more. */
function smallMemory(most: number): readonly Must[] {
  return [
    { most, onNode: 20 },
    { most: most + 9, onNode: 24 },
  ];
}

function cpu(...musts: readonly Must[]): Wanted[number] {
  return { measure: 'cpu', musts };
}

function memory(...musts: readonly Must[]): Wanted[number] {
  return { measure: 'memory', musts };
}

function top(name: string, functions: number, rows: Wanted, runs: Pick<Case, 'runs' | 'otherRuns'>): Case {
  return {
    group: TOP.join(' '),
    name,
    functions,
    files: () => [name === '700 real' ? REAL : dumpOf(functions)],
    args: TOP,
    beside: 'bare',
    theirs: pstats('top'),
    ...runs,
    isOnEachNode: true,
    rows,
  };
}

function lists(view: 'callers' | 'callees'): Case {
  return {
    group: `${view} of everything`,
    name: '100k',
    functions: 100_000,
    files: () => [dumpOf(100_000)],
    args: [view, '-s', 'none', '--full-paths'],
    theirs: pstats(view),
    runs: 3,
    isOnEachNode: true,
    rows: [cpu(ofTheirs(0.35))],
  };
}

function merge(count: number, rows: Wanted, more: Partial<Case>): Case {
  return {
    group: `${count.toLocaleString('en')} dumps of 2,000 functions merged`,
    name: 'stats',
    functions: 100_000,
    files: () => manyDumps(count),
    args: TOP,
    runs: 3,
    isOnEachNode: true,
    rows,
    ...more,
  };
}

function report(form: 'json' | 'csv'): Case {
  return {
    group: `report of everything as ${form.toUpperCase()}`,
    name: '1M',
    functions: 1_000_000,
    files: () => [dumpOf(1_000_000)],
    args: ['report', '--format', form],
    beside: ['stats'],
    runs: 3,
    otherRuns: 1,
    isOnEachNode: true,
    rows: [cpu(), { measure: 'times', musts: [{ most: 3 }] }, memory({ most: MOST_MEBIBYTES })],
  };
}

function decoding(name: string, shape: Shape, ...musts: readonly Must[]): Case {
  return {
    group: `stats of an odd dump: ${name}`,
    name: '300k',
    functions: 300_000,
    files: () => [dumpOf(300_000, shape)],
    args: TOP,
    theirs: pstats('top'),
    runs: 3,
    otherRuns: 1,
    isOnEachNode: true,
    rows: [cpu(...musts), memory()],
  };
}

function hints(what: 'loops' | 'calls'): Case {
  return {
    group: 'hints of one function',
    name: `1,500 ${what}`,
    functions: 1_500,
    files: () => longFunction(what, 1_500),
    args: ['hints'],
    runs: 5,
    otherRuns: 1,
    mostSeconds: 12,
    isOnEachNode: true,
    rows: [cpu({ most: 1_500 })],
  };
}

function start(name: string, args: readonly string[]): Case {
  return {
    group: 'start',
    name,
    functions: 0,
    files: () => [],
    args,
    beside: 'bare',
    runs: 15,
    isOnEachNode: true,
    rows: [{ measure: 'bare', musts: [] }, cpu(), { measure: 'above', musts: [{ most: 25 }] }],
  };
}

/** `npm run bench:start`: 202 functions are printed in no time. */
export const STARTS: readonly Case[] = [
  start('--help', ['--help']),
  start('a dump of 202 functions', ['stats', '-n', '50', 'fixtures/profiles/words-py311/out.prof']),
];

export const CASES: readonly Case[] = [
  ...STARTS.slice(0, 1),
  top(
    '700 real',
    700,
    [
      // bare Node 24 takes more than that of pstats
      cpu({ most: 0.75, of: 'theirs', onNode: 20 }),
      {
        measure: 'share',
        musts: [
          { most: 0.45, onNode: 20 },
          { most: 0.6, onNode: 24 },
        ],
      },
      memory(...smallMemory(52)),
    ],
    { runs: 15 },
  ),
  top('5k', 5_000, [cpu(ofTheirs(0.7)), memory(...smallMemory(52))], { runs: 15 }),
  top('10k', 10_000, [cpu(ofTheirs(0.45)), memory(...smallMemory(55))], { runs: 15 }),
  top(
    '100k',
    100_000,
    [
      cpu(ofTheirs(1 / 14), { most: 0.85, of: 'before' }),
      { measure: 'faults', musts: [{ most: 6_000 }] },
      memory(ofTheirs(1 / 1.8)),
    ],
    { runs: 5 },
  ),
  top('1M', 1_000_000, [cpu(ofTheirs(1 / 40), { most: 0.75, of: 'before' }), memory(ofTheirs(1 / 6.5))], {
    runs: 3,
    otherRuns: 1,
  }),
  lists('callers'),
  lists('callees'),
  merge(100, [cpu(ofTheirs(1 / 4)), memory(ofTheirs(1.6))], { theirs: pstats('top') }),
  merge(1_000, [cpu(ofTheirs(1 / 6)), memory(ofTheirs(1.5))], { theirs: pstats('top'), otherRuns: 1 }),
  merge(10_000, [cpu(), memory({ most: 381 })], { runs: 1, isMergeAll: true }),
  hints('loops'),
  hints('calls'),
  decoding('callers with counts alone, as `profile` writes them', 'counts', ofTheirs(1 / 4)),
  decoding('a count above 2**53, which no profiler writes', 'plain'),
  report('json'),
  report('csv'),
];
