import { writePercent } from '../hints/amounts.ts';
import { plural } from '../profile/notes.ts';
import { OUTSIDE } from '../source/source-files.ts';
import type { HintCoverage, PartOfCode, UnreadFile } from '../views/hint-coverage.ts';
import type { HintsView } from '../views/hints-view.ts';
import { ownCodePhrase } from './own-code-words.ts';
import { capitalized, phraseText } from './phrase.ts';

/** What to know where there is no hint: what was looked at, what was not and why, what came near, what to try. */
export type NoHintsWords = {
  /** Sentences. */
  readonly looked: readonly string[];
  readonly unread: readonly string[];
  readonly nearest: readonly string[];
  readonly toTry: readonly string[];
};

export function noHintsWords({ hidden, coverage }: HintsView): NoHintsWords {
  const found = coverage();
  return {
    looked: [lookedSentence(found), phraseText([...capitalized(ownCodePhrase(found.own)), '.'])],
    unread: [...found.unread.slice(0, MOST_UNREAD).map(unreadText), ...moreUnread(found.unread), ...coldText(found)],
    nearest: found.nearest.map(
      ({ rule, file, line, function: name, share, why }) =>
        `${rule} at ${file}:${line} in ${name}, which takes ${writePercent(share)} of the time: ${why}`,
    ),
    toTry: suggestions(found, hidden),
  };
}

/** At most this many files are named. */
const MOST_UNREAD = 5;

function lookedSentence({ all, looked, unread }: HintCoverage): string {
  if (all.functions === 0) return 'None of the functions is known to be yours, so none was looked at.';
  if (all.functions === 1) return onlyFunction(looked, unread.length > 0);
  const yours = `your ${plural(all.functions, 'function')}`;
  if (looked.functions > 0) {
    const were = looked.functions === 1 ? 'was' : 'were';
    const called = 'with what they call in libraries';
    return `${looked.functions} of ${yours} ${were} looked at: ${writePercent(looked.share)} of the time, ${called}.`;
  }
  if (unread.length > 0) return `None of ${yours} could be looked at.`;
  return `None of ${yours} is worth a look: ${COLD}.`;
}

function onlyFunction({ functions, share }: PartOfCode, isUnread: boolean): string {
  if (functions > 0)
    return `Your only function was looked at: ${writePercent(share)} of the time, with what it calls in libraries.`;
  if (isUnread) return 'Your only function could not be looked at.';
  const little = 'it takes less than 1 % of the time in itself, and in calls that a rule is about';
  return `Your only function is not worth a look: ${little}.`;
}

const COLD = 'none takes 1 % of the time in itself or in calls that a rule is about';

const WHY: Readonly<Record<UnreadFile['reading'], string>> = {
  cell: 'a notebook cell: its source is in no file that could be read',
  fileless: 'is not a file: there is no source to read',
  refused: 'no source of that name is read, or too much was read before it',
  absent: 'its source was not found',
  outside: `it is ${OUTSIDE}`,
  cython: 'Cython: the rules are for Python',
  'too-large': 'more text than is parsed',
  changed: 'the file has changed since the profile',
  unparsed: 'the parser refused it',
  'too-deep': 'its expressions are nested too deep',
  astray: 'not where the profile says: the file may have changed since',
  omitted: 'in lines that could not be parsed',
  merged: 'lambdas that share a line share one row of the profile, which has the numbers of one of them',
};

function unreadText({ path, share, functions, reading }: UnreadFile): string {
  return `${path} (${plural(functions, 'function')}, ${writePercent(share)} of the time): ${WHY[reading]}`;
}

function moreUnread(unread: readonly UnreadFile[]): readonly string[] {
  const more = unread.slice(MOST_UNREAD);
  return more.length === 0 ? [] : [`${plural(more.length, 'more file')}, ${writePercent(shareOf(more))} of the time`];
}

function shareOf(parts: readonly PartOfCode[]): number {
  return parts.reduce((sum, { share }) => sum + share, 0);
}

/** Where all are cold, the first sentence has said so. */
function coldText({ cold, looked, unread }: HintCoverage): readonly string[] {
  if (cold.share < LEAST_TOLD || looked.functions + unread.length === 0) return [];
  return [`${plural(cold.functions, 'other function')} (${writePercent(cold.share)} of the time): ${COLD}`];
}

/** Less of the time than this is not worth a line. */
const LEAST_TOLD = 0.005;

function suggestions({ unread, library, hasMoreRefusals }: HintCoverage, hidden: number): readonly string[] {
  const reasons = new Set(unread.map(({ reading }) => reading));
  return [
    ...(hidden > 0 ? [`--level possible: ${plural(hidden, 'hint')} less sure`] : []),
    ...(reasons.has('absent') ? ['--source-root DIR or --map OLD=NEW: where the sources are here'] : []),
    ...(reasons.has('outside') ? ['--sources any: read the sources wherever they are'] : []),
    ...(reasons.has('changed') || reasons.has('astray') ? ['profile the program again: its files have changed'] : []),
    ...(reasons.has('cell') ? ['--notebook FILE.ipynb: the notebook of the cells'] : []),
    ...(library === null
      ? []
      : [`--mine ${library.name}: as if it were yours (${writePercent(library.share)} of the time)`]),
    ...(hasMoreRefusals ? ['--explain: every place that matched a rule, and why it is not a hint'] : []),
  ];
}
