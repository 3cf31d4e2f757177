import type { FunctionIndex } from '../profile/function-keys.ts';
import type { Seconds } from '../profile/profile-table.ts';
import type { ArticleSection, EvidenceLine, Fix, Level, Saving } from './rule.ts';

/** One row for a rule and a function, whatever the number of its sites. */
export type Hint = {
  readonly rule: string;
  readonly title: string;
  readonly level: Level;
  /** As the profile has it. */
  readonly file: string;
  /** Of the site with the most at stake; {@link lines} has them all. */
  readonly line: number;
  readonly lines: readonly number[];
  readonly lastLine: number;
  readonly function: string;
  readonly qualname: string;
  readonly functionLine: number;
  readonly row: FunctionIndex;
  /** Part of the profile's time, or of the snapshot's bytes, that is at stake. */
  readonly share: number;
  readonly cost: number;
  /** Own time may have other reasons too: then the cost is the most that it can be. */
  readonly isUpperBound: boolean;
  readonly saving: Saving;
  readonly evidence: readonly EvidenceLine[];
  /** What was found, in the program's own words. */
  readonly found: string;
  readonly fix: Fix;
  readonly article: ArticleSection;
  /** The command that prints the page of the rule. */
  readonly documentation: string;
};

/** A place that matched a rule, and why it became a hint or did not. */
export type Candidate = {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly isReported: boolean;
  readonly why: string;
};

export type HintsResult = {
  readonly totalTime: Seconds;
  /** The surest first, then those with the most to gain. */
  readonly hints: readonly Hint[];
  readonly candidates: readonly Candidate[];
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
};
