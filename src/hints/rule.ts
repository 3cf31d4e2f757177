import type { Seconds } from '../profile/profile-table.ts';
import type { CodeNode, FrameCode, LoopNode } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';

/** How sure a hint is. `possible` is shown on request only. */
export type Level = 'confirmed' | 'likely' | 'possible';

/** From the surest on. */
export const LEVELS: readonly Level[] = ['confirmed', 'likely', 'possible'];

/** What may be asked for: below all hints come the practices, which are none. */
export const SHOWN_LEVELS = ['confirmed', 'likely', 'possible', 'practice'] as const;

export type ShownLevel = (typeof SHOWN_LEVELS)[number];

/**
 * The hints began with an article on Python's memory and speed: join, generators, evaluations outside the loop, names bound
 * to locals, built-ins, itertools. These are its parts, and `beyond` for what it does not speak of.
 */
export type ArticleSection =
  | 'join'
  | 'avoid-plus'
  | 'generators'
  | 'evaluations-outside-loop'
  | 'local-names'
  | 'built-ins'
  | 'itertools'
  | 'beyond';

/** One place where a rule's pattern stands. */
export type Site = {
  readonly code: CodeNode;
  /** What it is about, in the program's own words: `self.text`, `rows`. */
  readonly subject: string;
  /** Which of the rule's patterns it is, where it knows several. */
  readonly variant?: string;
  /** Why it is done again, where that decides how it is weighed: `items`, `counted`, `definition`. */
  readonly why?: string;
  /** How many different values its argument can have, where the source says it. */
  readonly values?: number;
  /** Where the pattern has more than one place, the lines of them all. */
  readonly lines?: readonly number[];
  readonly fix?: Fix;
  /** Where the file sets later what is looked for. */
  readonly setters?: readonly CodeNode[];
  /** What grows or is searched outlives the call: an attribute, a global. */
  readonly isLasting?: boolean;
  /** It is repeated by the recursion of its function, whose calls are not many from outside. */
  readonly isRecursive?: boolean;
  /** The loop around it that begins with a new text or list in each pass: what grows or is searched lives no longer. */
  readonly begunIn?: LoopNode | undefined;
};

/** What to write instead. The snippets use the program's own names; without them the text must do. */
export type Fix = {
  readonly text: string;
  readonly before?: string;
  readonly after?: string;
  /** The Python 3 from which on the snippets run: `10` of 3.10. */
  readonly since?: number;
};

/** A fact that a hint rests on, in words, and what kind of thing it was taken from. */
export type EvidenceLine = {
  readonly kind: 'edge' | 'self-time' | 'line-time' | 'arguments' | 'source' | 'allocation';
  readonly text: string;
};

/**
 * What goes with the better form. `seconds`: without the profiler, if the machine was as busy as when the profile was made.
 * `share`: no seconds can be told; `high` is the part of the program's time that is at stake, 0 where that is not known
 * either.
 */
export type Saving = {
  readonly low: number;
  readonly high: number;
  readonly unit: 'seconds' | 'bytes' | 'share';
  /** Seconds as parts of what the program takes without the profiler. */
  readonly ofProgram?: { readonly low: number; readonly high: number };
  /** Where the range comes from; always printed with it. */
  readonly basis: string;
};

/** Some seconds, at least and at most. */
export type TimeRange = { readonly least: Seconds; readonly most: Seconds };

/** What the profile says for a site. */
export type Finding = {
  readonly verdict: 'reported';
  readonly level: Level;
  /** What is at stake, in seconds or bytes, and its share of the whole profile or snapshot. */
  readonly cost: number;
  readonly share: number;
  /** The time of an edge or of a measured line is the site's; own time is shared with all else that the function does itself. */
  readonly of: 'edge' | 'self' | 'line' | 'bytes';
  /** What counts tell of its part of the own time, which it may share with other places. */
  readonly own?: TimeRange;
  /** The time of which the saving goes, where that is not the cost. */
  readonly savedOf?: TimeRange;
  /** The calls that it was weighed by, and all that they take: the places of a function that share them have no more together. */
  readonly calls?: { readonly callees: string; readonly seconds: Seconds };
  readonly evidence: readonly EvidenceLine[];
  readonly saving: Saving;
};

/** Why a site is not reported. */
/** Why a place is no hint; no reason where the profile says that it is none of the rule's. */
export type Refusal = { readonly verdict: 'refused'; readonly reason: string | null };

export type Verdict = Finding | Refusal;

/**
 * In which time of a function a rule can find anything; it is asked about no function without such time.
 *
 * - `called`: in calls of its `callees` and `alsoCallees`, however few.
 * - `callees`: where those take 0.2 % of the profile with the function's own time.
 * - `own`: there, or in the 1 % of the profile that the function itself takes, or a comprehension in it with what that calls.
 *   `weigh` must refuse each place with less.
 * - `calls`: in its own time as above, or where that, its calls of what its code names and those of `alsoCallees` take 0.2 %.
 * - `known`: the same without the calls of functions of the program.
 * - `recursion`: where it calls itself.
 *
 * Or what else the profile must have of the function, or its text.
 */
type WhereTime =
  | 'called'
  | 'callees'
  | 'own'
  | 'calls'
  | 'known'
  | 'recursion'
  | ((evidence: FrameEvidence) => boolean);

/**
 * One practice. `match` looks at the syntax tree alone; `weigh` sets what it found against the profile. Its documentation
 * is the comment above the rule, from which docs/hints/<id>.md is made.
 */
export type HintRule = {
  /** kebab-case; it names the file of the rule, of its page and of its fixtures. */
  readonly id: string;
  readonly title: string;
  readonly article: ArticleSection;
  readonly priority: 1 | 2 | 3;
  readonly fix: string;
  /** The functions of a profile that are its evidence, by full name (see canonicalName); none where no call can tell. */
  readonly callees: readonly string[];
  /** Where the time is that it tells of. Without it, as for all that is about memory, it is asked about every function. */
  readonly time?: WhereTime;
  /** More functions whose calls it weighs; nobody reads a file for them. */
  readonly alsoCallees?: readonly string[];
  readonly match: (frame: FrameCode) => readonly Site[];
  /** Those of its places of which the profile lets something come: for an explanation, and where more was measured, all are looked for. */
  readonly matchIn?: (evidence: FrameEvidence) => readonly Site[];
  readonly weigh: (site: Site, evidence: FrameEvidence) => Verdict;
  /** It is about memory too: functions that take no time are asked as well, if something else in their file does. */
  readonly isOfMemory?: true;
  /** Functions whose calls say enough where there is no source; such a hint is at most `likely`. */
  readonly withoutSource?: { readonly callees: readonly string[]; readonly leastCalls: number };
};

/** The command that prints the page of a rule. */
export function documentationOf(id: string): string {
  return `pyprof-view hints --about ${id}`;
}

/** For what only looks like a place of a rule, and is none as the profile shows: it came near to no hint. */
export const NO_PLACE: Refusal = { verdict: 'refused', reason: null };

export function refused(reason: string): Refusal {
  return { verdict: 'refused', reason };
}
