import type { Comparison } from '../profile/compare.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { SortOrder } from '../select/sort-keys.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { MemoryListing } from '../views/memory-listing.ts';
import type { NoSourceView, SourceView } from '../views/source-view.ts';
import type { DiffReport } from './diff-words.ts';
import type { Document } from './document.ts';
import type { JsonValue } from './json-text.ts';
import type { TimeUnit } from './time-unit.ts';

/**
 * What a profile is compared with. `comparison` joins the rows as the dumps have them; `diff` may have joined those whose names
 * differ only in a memory address.
 */
export type Baseline = { readonly diff: DiffReport; readonly comparison: Comparison };

/** So many functions a list in Markdown has where nobody asks for another number. */
export const TOP_OF_MARKDOWN = 15;

/** All that a report is made from. The same report gives the same bytes on every machine. */
export type Report = {
  /** With its directories: without them functions of the same name become indistinguishable. */
  readonly table: ProfileTable;
  /** The files as the user named them. */
  readonly names: readonly string[];
  readonly unit: TimeUnit;
  /** How many functions a list has; lists of modules, callers and callees have fewer. Infinity: all, for programs. */
  readonly top: number;
  /** One list in this order instead of two, by cumtime and by tottime; `order` null: as in the dump. */
  readonly sort: { readonly order: SortOrder | null; readonly reverse: boolean } | null;
  readonly fullPaths: boolean;
  /** The source of a function with what its lines call; null where sources are not looked for. */
  readonly sources: ((row: FunctionIndex) => SourceView | NoSourceView) | null;
  /** Live memory by function and by line; empty without a snapshot. */
  readonly memory: readonly MemoryListing[];
  /** null where sources are not looked for. */
  readonly hints: HintsView | null;
  /** null where nothing is compared. */
  readonly baseline: Baseline | null;
  /** The arguments that make this report again. */
  readonly command: readonly string[];
};

/** A part of a report. A new part is a new row of the table in sections.ts: parts know nothing of each other. */
export type ReportSection = {
  /** For `--section`. */
  readonly id: string;
  /** What the list of sections says about it. */
  readonly title: string;
  /** Where a report has to fit into a comment, the least important is dropped first. */
  readonly importance: number;
  /** With its heading; empty where there is nothing to say. */
  readonly blocks: (report: Report) => Document;
  /**
   * The same for a program, from the same view: under the section's id in the JSON. null where there is nothing to say.
   */
  readonly data: (report: Report) => JsonValue;
};
