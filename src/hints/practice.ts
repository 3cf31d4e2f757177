import type { FunctionIndex } from '../profile/function-keys.ts';
import type { CodeNode, FrameCode } from './code/module-code.ts';
import type { ArticleSection, Fix } from './rule.ts';

/** A place where the pattern of a practice stands, told by its syntax alone. */
export type PracticeSite = {
  readonly code: CodeNode;
  /** In the program's own words. */
  readonly subject: string;
  /** The case of bench/hints that measured this very edit of this very form; null where what it brings goes with the size of the data. */
  readonly figure: string | null;
  /** The same case with very many items, where that makes a difference. */
  readonly figureOfMany?: string;
  /** The loop does other things too, of which nothing was measured. */
  readonly isPart?: boolean;
  /** The code has the better-known form already: the figure says what that brought. */
  readonly isFollowed?: boolean;
  readonly fix: Fix;
};

/** The figure of a form that no case of bench/hints is like. */
export const NOT_MEASURED = 'not-measured';

/**
 * Advice that one meets everywhere and that seldom brings what it promises: said where it applies, with what was measured,
 * and never as a hint. See docs/hints/practices.md.
 */
export type Practice = {
  /** kebab-case; it names the file of the practice. */
  readonly id: string;
  readonly title: string;
  readonly article: ArticleSection;
  /** It is about what a line takes each time: of one that runs once nothing is said. */
  readonly isOfEachRun?: true;
  readonly match: (frame: FrameCode) => readonly PracticeSite[];
};

/** A practice at one place of a function. */
export type PracticeNote = {
  readonly practice: string;
  /** Places of a function with the same one have the same to say. */
  readonly figure: string | null;
  readonly title: string;
  /** As the profile has it. */
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly qualname: string;
  readonly functionLine: number;
  readonly row: FunctionIndex;
  readonly found: string;
  /** What it brings on the Python of the profile, in one sentence without its full stop. */
  readonly brings: string;
  /** The other form is slower there and saves nothing: what is often advised, and no advice. */
  readonly isSlower: boolean;
  readonly fix: Fix;
  readonly article: ArticleSection;
  /** The command that prints the page of all practices. */
  readonly documentation: string;
};

/** The word for the page of all practices, behind `--about`. */
export const PRACTICES_PAGE = 'practices';
