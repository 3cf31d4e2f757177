import { SAVINGS_NOTE } from '../hints/expected-saving.ts';
import type { Candidate, Hint, HintsResult } from '../hints/hint.ts';
import { type Level, SHOWN_LEVELS, type ShownLevel } from '../hints/rule.ts';
import type { SlowedText } from '../hints/slowed-text.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { alreadyMade, type MadeOnce, madeOnce } from '../profile/steps.ts';
import { lazily } from '../text/lazily.ts';
import { type Distortion, distortionSteps } from './distortions.ts';
import { coverageSteps, type HintCoverage } from './hint-coverage.ts';
import { costliestRows, type PlacedPractice, practicesBeside } from './placed-practices.ts';

/** Which hints are shown. */
export type HintsFilter = {
  /** The least sure level that is shown; `practice` adds the practices to all hints. */
  readonly level: ShownLevel;
  /** Rules and practices; empty for all. */
  readonly rules: readonly string[];
};

/** The hints of a profile as a screen or a report shows them, ranked. */
export type HintsView = {
  readonly table: ProfileTable;
  readonly totalTime: Seconds;
  /** Without what slowed texts took: the shares of hints are of that. */
  readonly weighedTime: Seconds;
  readonly hints: readonly Hint[];
  /** All that were found, shown or not. */
  readonly counts: Readonly<Record<Level, number>>;
  readonly hidden: number;
  /** Looked for when somebody asks. */
  readonly candidates: () => readonly Candidate[];
  readonly notes: readonly string[];
  readonly fileNotes: HintsResult['fileNotes'];
  readonly isResumed: HintsResult['isResumed'];
  /** The practices in one function, but for places that a shown hint is about. Never counted. */
  readonly practicesIn: (row: FunctionIndex) => readonly PlacedPractice[];
  /** Those of all functions, the costliest first, where they were asked for. */
  readonly practices: readonly PlacedPractice[];
  /** The same, whether they were asked for or not. */
  readonly allPractices: () => readonly PlacedPractice[];
  /** Texts that are slow only because the profiler ran, the slowest first; also among the distortions. */
  readonly slowedTexts: readonly SlowedText[];
  /** What makes the profile's times other than the program's; nothing where certain rules are asked for. */
  readonly distortions: MadeOnce<readonly Distortion[]>;
  /** What was looked at: asked for where there is no hint to show. */
  readonly coverage: MadeOnce<HintCoverage>;
};

export function buildHintsView(result: HintsResult, { level, rules }: HintsFilter): HintsView {
  const isWanted = ({ rule }: { readonly rule: string }): boolean => rules.length === 0 || rules.includes(rule);
  const isAsked = ({ practice }: PlacedPractice): boolean => rules.length === 0 || rules.includes(practice);
  const found = result.hints.filter(isWanted);
  const hints = found.filter((hint) => isAtLeast(hint.level, level));
  const known = new Map<FunctionIndex, readonly PlacedPractice[]>();
  const practicesIn = (row: FunctionIndex): readonly PlacedPractice[] => {
    const placed = known.get(row) ?? practicesBeside(result, row, hints).filter(isAsked);
    known.set(row, placed);
    return placed;
  };
  const allPractices = lazily(() => costliestRows(result).flatMap(practicesIn));
  return {
    table: result.table,
    totalTime: result.table.totals.tottime,
    weighedTime: result.weighed.totals.tottime,
    hints,
    counts: {
      confirmed: countOf(found, 'confirmed'),
      likely: countOf(found, 'likely'),
      possible: countOf(found, 'possible'),
    },
    hidden: found.length - hints.length,
    candidates: lazily(() => result.candidates().filter(isWanted)),
    notes: [...(hints.some(isInSeconds) ? [SAVINGS_NOTE] : []), ...result.notes],
    fileNotes: result.fileNotes,
    isResumed: result.isResumed,
    practicesIn,
    practices: level === 'practice' ? allPractices() : [],
    allPractices,
    slowedTexts: result.slowedTexts.toSorted((a, b) => b.seconds - a.seconds),
    distortions: rules.length === 0 ? madeOnce(() => distortionSteps(result)) : alreadyMade([]),
    coverage: madeOnce(() => coverageSteps(result, rules)),
  };
}

function isInSeconds({ saving }: Hint): boolean {
  return saving.unit === 'seconds';
}

export function isAtLeast(level: Level, least: ShownLevel): boolean {
  return SHOWN_LEVELS.indexOf(level) <= SHOWN_LEVELS.indexOf(least);
}

function countOf(hints: readonly Hint[], level: Level): number {
  return hints.filter((hint) => hint.level === level).length;
}
