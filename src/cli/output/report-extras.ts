import { findHints } from '../../hints/find-hints.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Report } from '../../report/report.ts';
import { hintMeasurements } from '../../views/hint-measurements.ts';
import { buildHintsView } from '../../views/hints-view.ts';
import { measuredLines, withMeasured } from '../../views/measured-lines.ts';
import { memoryListing } from '../../views/memory-listing.ts';
import type { ProfileMemory } from '../../views/memory-view.ts';
import { sourceView } from '../../views/source-view.ts';
import type { Context } from '../context.ts';
import { readCountedArguments, readLineTimings, readProfileMemory } from '../input/read-measured.ts';
import type { CountedOptions, SourceOptions } from '../options/options.ts';
import { openBook } from '../sources/open-book.ts';
import { reportNote } from './report-notes.ts';

export type ExtrasOptions = CountedOptions &
  SourceOptions & {
    /** The sections that will be rendered: what none of them needs is not made. */
    readonly sections: readonly { readonly id: string }[];
    readonly top: number;
  };

/** What a report has beside the profile: sources with the costs of their lines, live memory, hints. */
export type ReportExtras = Pick<Report, 'sources' | 'memory' | 'hints'>;

/**
 * The extras, the sources read for them until now, and of how many functions the source may not be read: both grow while
 * the report is written.
 */
export type ReadExtras = {
  readonly extras: ReportExtras;
  readonly inputs: readonly string[];
  readonly countOutside: () => number;
};

export async function readExtras(
  table: ProfileTable,
  paths: readonly string[],
  options: ExtrasOptions,
  context: Context,
): Promise<ReadExtras> {
  const inputs: string[] = [];
  const needs = (id: string): boolean => options.sections.some((section) => section.id === id);
  const book = await openBook(table, paths, options, { onRead: (path) => inputs.push(path) });
  const memory = await readProfileMemory(table, options, book, context);
  const timings = await readLineTimings(options.lines, context);
  const measured = measuredLines(table, memory, timings);
  const counted = await readCountedArguments(options.arguments, context);
  const evidence = hintMeasurements(table, { memory: memory?.memory ?? null, timings, counted });
  const hints = needs('hints') ? findHints({ book, ...evidence }) : null;
  if (hints === null) for (const note of evidence.notes) reportNote(note, context);
  const extras: ReportExtras = {
    sources: (row) => {
      const view = sourceView(book, row);
      return view.kind === 'none' ? view : withMeasured(table, view, measured);
    },
    memory: memory === null ? [] : listingsOf(memory, options.top),
    hints: hints === null ? null : buildHintsView(hints, { level: 'likely', rules: [] }),
  };
  return { extras, inputs, countOutside: book.countOutside };
}

function listingsOf(beside: ProfileMemory, top: number): Report['memory'] {
  const sort = beside.memory.before === null ? 'size' : 'growth';
  return (['function', 'line'] as const).map((grouping) => memoryListing(beside, grouping, sort, top));
}
