import { SAVINGS_NOTE } from '../hints/expected-saving.ts';
import type { Candidate, Hint, HintsResult } from '../hints/hint.ts';
import { LEVELS, type Level } from '../hints/rule.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { lazily } from '../text/lazily.ts';
import { type HintCoverage, hintCoverage } from './hint-coverage.ts';

/** Which hints are shown. */
export type HintsFilter = {
  /** The least sure level that is shown. */
  readonly level: Level;
  /** Empty for all rules. */
  readonly rules: readonly string[];
};

/** The hints of a profile as a screen or a report shows them, ranked. */
export type HintsView = {
  readonly totalTime: Seconds;
  readonly hints: readonly Hint[];
  /** All that were found, shown or not. */
  readonly counts: Readonly<Record<Level, number>>;
  readonly hidden: number;
  readonly candidates: readonly Candidate[];
  readonly notes: readonly string[];
  readonly isResumed: HintsResult['isResumed'];
  /** What was looked at: asked for where there is no hint to show. */
  readonly coverage: () => HintCoverage;
};

export function buildHintsView(result: HintsResult, { level, rules }: HintsFilter): HintsView {
  const isWanted = ({ rule }: { readonly rule: string }): boolean => rules.length === 0 || rules.includes(rule);
  const found = result.hints.filter(isWanted);
  const hints = found.filter((hint) => isAtLeast(hint.level, level));
  return {
    totalTime: result.totalTime,
    hints,
    counts: {
      confirmed: countOf(found, 'confirmed'),
      likely: countOf(found, 'likely'),
      possible: countOf(found, 'possible'),
    },
    hidden: found.length - hints.length,
    candidates: result.candidates.filter(isWanted),
    notes: [...(hints.some(isInSeconds) ? [SAVINGS_NOTE] : []), ...result.notes],
    isResumed: result.isResumed,
    coverage: lazily(() => hintCoverage(result, rules)),
  };
}

function isInSeconds({ saving }: Hint): boolean {
  return saving.unit === 'seconds';
}

export function isAtLeast(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(least);
}

function countOf(hints: readonly Hint[], level: Level): number {
  return hints.filter((hint) => hint.level === level).length;
}
