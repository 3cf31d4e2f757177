import type { Said } from './run-process.ts';

/** How a row is read from what a process said, and one that ran beside it: `node -e 0`, or `stats` of the same file. */
type Measure = {
  /** What the row adds to the name of its group. */
  readonly suffix: string;
  readonly unit: string;
  readonly of: (said: Said, beside: Said) => number | undefined;
  /** Whether pstats has such a figure too. */
  readonly isTheirs: boolean;
};

export const MEASURES = {
  cpu: { suffix: '', unit: 'ms', of: ({ cpu }) => cpu, isTheirs: true },
  memory: { suffix: ': peak memory', unit: 'MiB', of: ({ rss }) => rss, isTheirs: true },
  bare: { suffix: ': `node -e 0` beside it', unit: 'ms', of: (_, beside) => beside['cpu'], isTheirs: false },
  above: { suffix: ': above `node -e 0`', unit: 'ms', of: above, isTheirs: false },
  share: {
    suffix: ': above `node -e 0`, as a share of it',
    unit: 'share',
    of: (said, beside) => above(said, beside) / (beside['cpu'] ?? Number.NaN),
    isTheirs: false,
  },
  faults: {
    suffix: ': minor page faults above `node -e 0`',
    unit: 'faults',
    of: (said, beside) => (said['faults'] ?? Number.NaN) - (beside['faults'] ?? Number.NaN),
    isTheirs: false,
  },
  times: {
    suffix: ': times `stats` in the same turns',
    unit: 'times',
    of: (said, beside) => (said['cpu'] ?? Number.NaN) / (beside['cpu'] ?? Number.NaN),
    isTheirs: false,
  },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof MEASURES;

function above(said: Said, beside: Said): number {
  return (said['cpu'] ?? Number.NaN) - (beside['cpu'] ?? Number.NaN);
}
