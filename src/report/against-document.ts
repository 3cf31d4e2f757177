import { formatByteSize } from '../text/byte-size.ts';
import { formatDuration } from '../text/duration.ts';
import { FEWEST_PAIRS, type PairedRatio } from '../views/paired-ratio.ts';
import { type Block, type Document, left, right, type TableRow } from './document.ts';
import { code, strong } from './phrase.ts';

/** What is measured of a whole program. */
export const QUANTITIES = ['wall', 'cpu', 'memory'] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** A program before and after, without the profiler. A quantity that the system does not tell is left out. */
export type AgainstReport = {
  readonly names: { readonly before: string; readonly after: string };
  readonly ratios: Readonly<Partial<Record<Quantity, PairedRatio>>>;
};

type Words = {
  readonly label: string;
  readonly less: string;
  readonly more: string;
  /** Follows a factor, `3.2 times as fast`; null where one says it in per cent. */
  readonly timesLess: string | null;
  readonly timesMore: string;
  readonly write: (value: number) => string;
};

const TIME = {
  less: 'faster',
  more: 'slower',
  timesLess: 'times as fast',
  timesMore: 'times as long',
  write: formatDuration,
};

const WORDS: Readonly<Record<Quantity, Words>> = {
  wall: { label: 'Wall time', ...TIME },
  cpu: { label: 'CPU time', ...TIME },
  memory: {
    label: 'Peak memory',
    less: 'less',
    more: 'more',
    timesLess: null,
    timesMore: 'times as much',
    write: formatByteSize,
  },
};

/** Why one does not get the change by dividing the two columns before it. */
const PAIRED = 'Each run is compared with the one made beside it, so the change need not be that of the medians.';

/** First the answer, which is about the wall time, then all that was measured. */
export function againstDocument({ names, ratios }: AgainstReport): Document {
  const rows = QUANTITIES.flatMap((quantity): TableRow[] => {
    const ratio = ratios[quantity];
    if (ratio === undefined) return [];
    const { label, write } = WORDS[quantity];
    return [[label, write(ratio.before), write(ratio.after), changeText(quantity, ratio)]];
  });
  const table: Block = {
    kind: 'table',
    headings: [left('median of the runs'), right('before'), right('after'), left('change')],
    rows,
  };
  const wall = ratios.wall;
  const answer = wall === undefined ? [] : [[strong(`${WORDS.wall.label}: ${changeText('wall', wall)}.`)]];
  const sides = [
    ['Before is ', code(names.before), ', after is ', code(names.after), '; run in turn, without the profiler.'],
  ];
  const isCompared = Object.values(ratios).some(({ ratio }) => ratio !== null);
  const why = isCompared ? [[PAIRED]] : [];
  return [{ kind: 'sentences', phrases: [...answer, ...sides, ...why] }, table];
}

/** `12 % faster (9 to 15 %, 10 runs each)`, or `no difference that 10 runs each can show (-2.1 to +1.3 %)`. */
export function changeText(quantity: Quantity, { ratio, isDifference, isTiny, pairs }: PairedRatio): string {
  if (ratio === null) {
    return pairs < FEWEST_PAIRS
      ? `too few runs to tell (${pairs} each; --against needs at least ${FEWEST_PAIRS})`
      : 'a measurement of zero has no ratio';
  }
  const { low, estimate, high } = ratio;
  const { less, more, timesLess, timesMore } = WORDS[quantity];
  if (isTiny)
    return `too small to tell: the path of the folder alone can change it as much (${signed(low)} to ${signed(high)} %)`;
  if (!isDifference) return `no difference that ${pairs} runs each can show (${signed(low)} to ${signed(high)} %)`;
  const each = `${pairs} runs each`;
  if (estimate > 2) return `${factor(estimate)} ${timesMore} (${factor(low)} to ${factor(high)}, ${each})`;
  if (estimate < 0.5 && timesLess !== null)
    return `${factor(1 / estimate)} ${timesLess} (${factor(1 / high)} to ${factor(1 / low)}, ${each})`;
  const percent = (part: number): string => part.toFixed(Math.abs(1 - estimate) < 0.0995 ? 1 : 0);
  const [near, far] = estimate < 1 ? [1 - high, 1 - low] : [low - 1, high - 1];
  const size = percent(Math.abs(1 - estimate) * 100);
  return `${size} % ${estimate < 1 ? less : more} (${percent(near * 100)} to ${percent(far * 100)} %, ${each})`;
}

function signed(part: number): string {
  const percent = ((part - 1) * 100).toFixed(1);
  return percent.startsWith('-') ? percent : `+${percent}`;
}

function factor(value: number): string {
  return value.toFixed(value < 9.95 ? 1 : 0);
}
