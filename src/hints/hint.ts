import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { PracticeNote } from './practice.ts';
import type { ArticleSection, EvidenceLine, Fix, Level, Saving } from './rule.ts';
import type { SlowedText } from './slowed-text.ts';
import type { UnprofiledTime } from './unprofiled/unprofiled-time.ts';

/** One row for a rule and a function, whatever the number of its sites. */
export type Hint = {
  readonly rule: string;
  readonly title: string;
  readonly level: Level;
  /** As the profile has it. */
  readonly file: string;
  /** Of the site with the most at stake; `lines` has them all. */
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
  /** The part of the profile's time that passes in the function, with all that it calls. */
  readonly share: number;
};

/** A function that was held against the rules. */
export type LookedAt = Pick<Candidate, 'function' | 'share'> & {
  /** What the rules match in it, found when somebody first asks: also those that can have no hint of it. */
  readonly candidates: () => readonly Candidate[];
};

/** What became of a file of the user's own code, and if it was not held against the rules, why. */
export type Reading =
  | 'read'
  | 'cold' // none of its functions has 1 % of the time: its source was not looked for
  | 'cell' // of a notebook: in no file
  | 'fileless' // text that was typed in or made at run time
  | 'refused' // nothing is looked for under such a name, or no more is read
  | 'absent'
  | 'outside' // it is where no source may be read
  | 'cython'
  | 'too-large'
  | 'changed'
  | 'unparsed'
  | 'too-deep';

export type FileReading = {
  readonly path: string;
  readonly rows: readonly FunctionIndex[];
  readonly reading: Reading;
  /** With which of its functions: the hot ones of a file that was read, all others' none. */
  readonly looked: readonly FunctionIndex[];
  /** Hot ones of a file that was read, but could not be held against the rules, and why. */
  readonly missed: ReadonlyMap<FunctionIndex, Missed>;
};

/**
 * `astray`: its name is not at its line. `omitted`: it is in lines that could not be parsed. `merged`: several functions
 * share its line and name.
 */
export type Missed = 'astray' | 'omitted' | 'merged';

export type HintsResult = {
  readonly table: ProfileTable;
  /** The same without what only the profiler took for slowed texts: what the shares of hints are of. */
  readonly weighed: ProfileTable;
  /** The surest first, then those with the most to gain. */
  readonly hints: readonly Hint[];
  /** All functions that were held against the rules. */
  readonly lookedAt: readonly LookedAt[];
  /** Of all of them. */
  readonly candidates: () => readonly Candidate[];
  /** Every file of the user's own code. */
  readonly files: readonly FileReading[];
  /** Whether a function of a file that was read is a generator or a coroutine. */
  readonly isResumed: (row: FunctionIndex) => boolean;
  /** The practices in each function that was looked at: found when somebody asks, for they are no hints. */
  readonly practices: ReadonlyMap<FunctionIndex, () => readonly PracticeNote[]>;
  /** What it all would have taken without the profiler. */
  readonly unprofiled: UnprofiledTime;
  /** What is slow only because the profiler ran. */
  readonly slowedTexts: readonly SlowedText[];
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
  /** Those of them that say only that a file was not looked at, and why. */
  readonly fileNotes: ReadonlySet<string>;
};
