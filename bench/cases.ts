/** What is measured, and what it must reach. `ours / theirs` at most `must`; both in CPU ms, or in MiB for memory. */
export type Case = {
  readonly group: string;
  readonly name: string;
  readonly unit: 'ms' | 'MiB' | 'power';
  readonly must: { readonly ratio: number } | { readonly most: number } | null;
};

/** The dump of a case: a real one, or made by the generator with so many functions. */
export type Dump = { readonly label: string; readonly functions: number | 'real' };

export const DUMPS: readonly Dump[] = [
  { label: '700 real', functions: 'real' },
  { label: '5k', functions: 5_000 },
  { label: '10k', functions: 10_000 },
  { label: '100k', functions: 100_000 },
  { label: '1M', functions: 1_000_000 },
];

/** `stats -s cumulative --restrict 50` as a whole process. */
export const TOP: Readonly<
  Record<string, { readonly cpu: number; readonly memory: { ratio: number } | { most: number } }>
> = {
  '700 real': { cpu: 0.75, memory: { most: 52 } },
  '5k': { cpu: 0.7, memory: { most: 52 } },
  '10k': { cpu: 0.45, memory: { most: 55 } },
  '100k': { cpu: 1 / 14, memory: { ratio: 1 / 1.8 } },
  '1M': { cpu: 1 / 40, memory: { ratio: 1 / 6.5 } },
};

/** Steps inside a process, by dump. */
export const STEPS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '100k': { decode: 1 / 7.5, 'decode / marshal.loads': 1 / 2.2, 'print all': 1 / 1.3 },
  '1M': {
    decode: 1 / 13,
    'decode / marshal.loads': 1 / 6,
    'print all': 1 / 3,
    'sort cumulative': 1 / 40,
    'sort calls': 1 / 40,
    'sort line': 1 / 40,
    'sort filename': 1 / 20,
    'sort name': 1 / 20,
    'sort stdname': 1 / 20,
    'sort time,name': 1 / 20,
    'sort nfl': 1 / 20,
  },
};

/** How far above its must a ratio may be before `--check` fails: shared machines vary so much. */
export const SLACK = 1.3;
