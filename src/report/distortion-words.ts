import { assertNever } from '../errors.ts';
import { durationText, writeCount, writePercent } from '../hints/amounts.ts';
import { documentationOf, type Fix } from '../hints/rule.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { DISTORTIONS, type Distortion } from '../views/distortions.ts';
import { code, listOf, type Phrase } from './phrase.ts';
import { nameOf, waitingSentence } from './summary-words.ts';

/** What there is to say about a distortion; each sentence has its full stop. */
export type DistortionWords = {
  readonly title: string;
  /** Where in the source; null where it is not one place. */
  readonly place: string | null;
  readonly sentences: readonly Phrase[];
  readonly fix: Fix | null;
  /** The command that prints its page. */
  readonly documentation: string;
};

export function distortionWords(table: ProfileTable, distortion: Distortion): DistortionWords {
  return { ...wordsOf(table, distortion), documentation: documentationOf(distortion.kind) };
}

type Words = Omit<DistortionWords, 'documentation'>;

function wordsOf(table: ProfileTable, distortion: Distortion): Words {
  switch (distortion.kind) {
    case 'slowed-text':
      return slowedTextWords(distortion);
    case 'waiting':
      return {
        title: DISTORTIONS.waiting,
        place: null,
        sentences: [
          ...waitingSentence({ table, waiting: distortion.waiting }, 0),
          [`No rule makes that shorter. ${otherShares(distortion.share)}`.trim()],
        ],
        fix: null,
      };
    case 'tiny-calls':
      return tinyCallsWords(table, distortion);
    case 'resumed-recursion':
      return resumedRecursionWords(table, distortion);
    default:
      return assertNever(distortion);
  }
}

function slowedTextWords({ text, share, rest }: Extract<Distortion, { kind: 'slowed-text' }>): Words {
  const { file, line, qualname, seconds, isPythonTold, found, fix } = text;
  const if311 = isPythonTold ? 'Up to ' : 'Python 3.11 seems to have made this profile, which does not say it: up to ';
  return {
    title: DISTORTIONS['slowed-text'],
    place: `${file}:${line} in ${qualname}`,
    sentences: [
      [
        `${if311}${durationText(seconds)} (${writePercent(share)}) of the time is that of `,
        code(qualname),
        ', where ',
        code(found),
        ' copies the whole text at each step: under a profiler, Python 3.11 does not use its instruction that appends to a text in place.',
      ],
      [
        'Without the profiler it appends in place; join is fast with and without it. Hints and practices are weighed without this time: ',
        `their shares are of the other ${durationText(rest)}. ${otherShares(share, 'up to ')}`.trim(),
      ],
    ],
    fix,
  };
}

/** Less is no reason to speak of it. */
const LEAST_TIMES = 1.1;

/** How much larger all other shares would be without it. */
function otherShares(share: number, bound: 'up to ' | '' = ''): string {
  const rest = 1 - share;
  if (1 / rest < LEAST_TIMES) return '';
  const times = rest > 0.001 ? writeTimes(1 / rest) : null;
  const shares = bound === '' ? 'All other shares, those that hints save too,' : 'Everywhere else all other shares';
  return `${shares} are too small: without this they would be ${times === null ? 'more than 1,000' : `${bound}${times}`} times as large.`;
}

function writeTimes(times: number): string {
  return times < 10 ? times.toFixed(1) : writeCount(times);
}

function tinyCallsWords(
  table: ProfileTable,
  { share, whole, without, rows }: Extract<Distortion, { kind: 'tiny-calls' }>,
): Words {
  const isRest = whole < table.totals.tottime;
  const total = `${isRest ? 'other ' : ''}${durationText(whole)}`;
  const named = rows.map(
    (row): Phrase => [nameOf(table, row), ` (${plural(writeCount(table.ncalls.values[row]!), 'call')})`],
  );
  const mostly: readonly Phrase[] =
    named.length === 0
      ? []
      : [[...listOf(named), named.length === 1 ? ' looks slower than it is.' : ' look slower than they are.']];
  return {
    title: DISTORTIONS['tiny-calls'],
    place: null,
    sentences: [
      [
        `About ${writePercent(share)} of the ${total} is the profiler's own doing, at ${writeCount(Number(table.totals.ncalls))} calls`,
        without === null
          ? '.'
          : `: without it the program takes perhaps ${durationText(without[0])} to ${durationText(without[1])}, on a machine as busy as then.`,
      ],
      ...mostly,
    ],
    fix: null,
  };
}

function resumedRecursionWords(
  table: ProfileTable,
  { row, asked, levels, share }: Extract<Distortion, { kind: 'resumed-recursion' }>,
): Words {
  const counted = writeCount(table.ncalls.values[row]!);
  return {
    title: DISTORTIONS['resumed-recursion'],
    place: null,
    sentences: [
      [
        nameOf(table, row),
        ` (${writePercent(share)} of the time) was resumed ${writeCount(asked)} times from outside, and each time went through ${writeTimes(levels)} of its levels: the ${counted} counted calls are these passages.`,
      ],
      [
        'The profiler pays for each of them as for a call: such walks took 4 to 16 times as long with it as without, measured on 3.10 to 3.13.',
      ],
    ],
    fix: {
      text: 'Keep a stack of what is still to be visited in one generator: each item is then given once, through no levels.',
    },
  };
}
