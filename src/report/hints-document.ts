import { durationText, savingText, writePercent } from '../hints/amounts.ts';
import type { Candidate, Hint } from '../hints/hint.ts';
import { LEVELS } from '../hints/rule.ts';
import { plural } from '../profile/notes.ts';
import type { Distortion } from '../views/distortions.ts';
import type { HintsView } from '../views/hints-view.ts';
import { changedCode } from './changed-code.ts';
import { distortionFold, toldDistortions } from './distortion-document.ts';
import type { Block, Document } from './document.ts';
import { noHintsWords } from './no-hints-words.ts';
import { patternsNearby } from './patterns-nearby.ts';
import { code, type Phrase, quoting } from './phrase.ts';
import { practicesBlocks } from './practices-document.ts';
import { shortFile } from './short-name.ts';

type HintsDocumentOptions = {
  readonly fullPaths: boolean;
  /** At most this many hints are shown, then how many others there are. */
  readonly most: number;
  /** Why each candidate was reported or not. */
  readonly explain: boolean;
  /** Whether a summary is above: it has said what the program waits for and what the profiler costs. */
  readonly isBelowSummary: boolean;
};

/** What the command and the viewer show. */
export const ALL_HINTS: HintsDocumentOptions = {
  fullPaths: true,
  most: Number.POSITIVE_INFINITY,
  explain: false,
  isBelowSummary: false,
};

/** Hints: how many, each with its evidence, and what else to know; without any, why there are none. */
export function hintsDocument(
  view: HintsView,
  { fullPaths, most, explain, isBelowSummary }: HintsDocumentOptions,
): Document {
  const { hints, candidates, practices } = view;
  const more = hints.length - most;
  const distortions = toldDistortions(view, isBelowSummary);
  return [
    { kind: 'sentences', phrases: [headline(view, distortions.length)] },
    ...(explain ? [...lookedBlocks(view), patternsNearby(view)] : []),
    ...distortions.filter(isOverriding).map((one) => distortionFold(view, one)),
    ...hints.slice(0, most).map((hint, at) => hintFold(hint, at + 1, fullPaths)),
    ...(more > 0 ? [sentence(`${plural(more, 'more hint')}: `, code('pyprof-view hints'), ' tells them.')] : []),
    ...distortions.filter((one) => !isOverriding(one)).map((one) => distortionFold(view, one)),
    ...(hints.length === 0 ? noHintsBlocks(view, explain) : []),
    ...practicesBlocks(practices),
    ...(explain ? [explanation(candidates(), hints)] : []),
    { kind: 'notes', phrases: notesBeside(view, explain).map((note) => [quoting(note)]) },
  ];
}

function sentence(...phrase: Phrase): Block {
  return { kind: 'sentences', phrases: [phrase] };
}

/** A distortion that makes the hints doubtful comes before them. */
function isOverriding({ kind }: Distortion): boolean {
  return kind === 'slowed-text';
}

function headline(view: HintsView, distortions: number): Phrase {
  const { hints, hidden, counts, totalTime } = view;
  const found = hints.length === 0 ? 'No hints' : plural(hints.length, 'hint');
  const levels = LEVELS.filter((level) => hints.some((hint) => hint.level === level));
  const each = levels.map((level) => `${counts[level]} ${level}`).join(', ');
  const unseen = hints.length === 0 && isUnseen(view) ? ': none of its source could be looked at' : '';
  const start = `${found} for the ${durationText(totalTime)} of this profile${each === '' ? unseen : `: ${each}`}`;
  const distorted = distortions === 0 ? '' : `; ${plural(distortions, 'distortion')} of its times`;
  if (hidden === 0) return [`${start}${distorted}.`];
  return [`${start}${distorted}; ${hidden} less sure (`, code('pyprof-view hints --level possible'), ' shows all).'];
}

/** No hint says nothing then. */
function isUnseen({ coverage }: HintsView): boolean {
  const { looked, unread } = coverage();
  return looked.functions === 0 && unread.length > 0;
}

/** What was looked at, and what was not and why. */
function lookedBlocks(view: HintsView): Document {
  const { looked, unread } = noHintsWords(view);
  return [{ kind: 'sentences', phrases: looked.map((text) => [quoting(text)]) }, listed('Not looked at:', unread)];
}

/** What came near and what to try, below what was looked at unless that has been said. */
function noHintsBlocks(view: HintsView, isLookedSaid: boolean): Document {
  const { nearest, toTry } = noHintsWords(view);
  return [
    ...(isLookedSaid ? [] : lookedBlocks(view)),
    listed('Nearest to a hint:', nearest),
    listed('To try (pyprof-view hints):', toTry),
  ];
}

function listed(lead: string, items: readonly string[]): Block {
  return { kind: 'list', lead, items: items.map((item) => [quoting(item)]) };
}

/** The notes beside the hints, without those that "Not looked at" already says. */
function notesBeside({ hints, notes, fileNotes }: HintsView, explain: boolean): readonly string[] {
  return hints.length > 0 && !explain ? notes : notes.filter((note) => !fileNotes.has(note));
}

function hintFold(hint: Hint, number: number, fullPaths: boolean): Block {
  const { level, title, rule, file, line, lines, qualname, saving } = hint;
  const unit = saving.unit === 'bytes' ? 'of the snapshot' : 'of the time';
  const share = isEstimated(hint)
    ? 'a matter of memory'
    : `${hint.isUpperBound ? 'up to ' : ''}${writePercent(hint.share)} ${unit}`;
  const more = lines.length > 1 ? ` (also ${lines.filter((other) => other !== line).join(', ')})` : '';
  return {
    kind: 'fold',
    title: [`${number}. ${level}: ${title} [${rule}]`],
    place: [code(`${fullPaths ? file : shortFile(file)}:${line}`), `${more} in `, code(qualname), `: ${share}`],
    blocks: hintDetail(hint),
  };
}

/** Bytes that no snapshot measured are a share of nothing. */
function isEstimated({ saving, share }: Hint): boolean {
  return saving.unit === 'bytes' && share === 0;
}

/** On what evidence, what it may save, and what to write instead. */
export function hintDetail({ evidence, saving, fix, found, documentation }: Hint): Document {
  return [
    {
      kind: 'facts',
      facts: [
        ...evidence.map((line) => ({ label: line.kind, phrase: [quoting(line.text)] })),
        { label: 'saving', phrase: [quoting(savingText(saving))] },
        { label: 'instead', phrase: [quoting(fix.text)] },
      ],
    },
    changedCode(fix, found),
    { kind: 'facts', facts: [{ label: 'more', phrase: [code(documentation)] }] },
  ];
}

/** Of a rule and a function there is one hint. */
function explanation(candidates: readonly Candidate[], shown: readonly Hint[]): Block {
  const keyOf = ({ rule, file, function: name }: Candidate | Hint): string => [rule, file, name].join();
  const reported = new Set(shown.map(keyOf));
  const items = candidates.map((candidate): Phrase => {
    const { rule, file, line, function: name, isReported, why } = candidate;
    const mark = !isReported ? '-' : reported.has(keyOf(candidate)) ? '+' : '?';
    return [code(mark), ` ${rule} `, code(`${file}:${line}`), ' in ', code(name), ': ', quoting(why)];
  });
  return { kind: 'list', lead: 'Candidates (+ reported, ? less sure than what is shown, - not):', items };
}
