/** What is run, with the time that it takes under cProfile (Python 3.11, a quiet core): each a way of its own to be noisy. */
export const PROGRAMS = [
  'imports',
  'files',
  'networkx_ranks',
  'mail',
  'docutils_page',
  'documents',
  'tiny_calls',
] as const;
export type Program = (typeof PROGRAMS)[number];

/** `idle`: nothing of ours beside the program. `busy`: in half of the runs, at random, one or two processes that spin. */
export const CONDITIONS = ['idle', 'busy'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** How much `crunch` (programs/planted.py) does, as a multiple, and how many runs there are of it. */
export const WORKS = [
  { name: 'unchanged', factor: 1, runs: 24 },
  { name: 'double', factor: 2, runs: 12 },
  { name: 'fifth', factor: 1.2, runs: 12 },
] as const;
export type Work = (typeof WORKS)[number]['name'];

export const DUMPS = 'node_modules/.cache/pyprof-view-noise';

/** Where a run's dump is. */
export function dumpPath(program: Program, condition: Condition, work: Work, run: number): string {
  return `${DUMPS}/${program}/${condition}-${work}-${String(run + 1).padStart(2, '0')}.prof`;
}
