import type { LineTimings } from '../../profile/line-timings.ts';
import type { LiveMemory } from '../../profile/live-memory.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { Document } from '../../report/document.ts';
import { documentText } from '../../report/document-text.ts';
import { linesDocument } from '../../report/lines-document.ts';
import { memoryDocument } from '../../report/memory-document.ts';
import { encodeWtf8 } from '../../text/wtf8.ts';
import { memoryListing } from '../../views/memory-listing.ts';
import type { ProfileMemory } from '../../views/memory-view.ts';
import { type Context, writeChunks } from '../context.ts';
import { profileMemory, readLineTimings, readMemory } from '../input/read-measured.ts';
import type { ListOptions, MeasuredOptions, SourceOptions } from '../options/options.ts';
import { openBook } from '../sources/open-book.ts';

const TOP = 15;

/** What `--memory` and `--lines` name, read before anything is printed. */
export type ReadMeasured = { readonly live: LiveMemory | null; readonly timings: readonly LineTimings[] };

/** @throws InputError, UsageError */
export async function readMeasured({ memory, lines }: MeasuredOptions, context: Context): Promise<ReadMeasured> {
  const live = memory.length === 0 ? null : await readMemory(memory, context);
  return { live, timings: await readLineTimings(lines, context) };
}

/** What `--memory` and `--lines` add below the list of functions. */
export async function printMeasured(
  { live, timings }: ReadMeasured,
  table: ProfileTable,
  paths: readonly string[],
  options: MeasuredOptions & SourceOptions & Pick<ListOptions, 'fullPaths'>,
  context: Context,
): Promise<void> {
  const documents: Document[] = [];
  if (live !== null) {
    const memory = profileMemory(table, live, options, await openBook(table, paths, options));
    documents.push(memoryDocument(listingsOf(memory), options));
  }
  if (timings.length > 0)
    documents.push(linesDocument(timings, options.lines, { fullPaths: options.fullPaths, top: TOP }));
  writeChunks(
    context.stdout,
    documents.map((blocks) => encodeWtf8(`\n${documentText(blocks, Number.POSITIVE_INFINITY)}`)),
  );
}

function listingsOf(beside: ProfileMemory): readonly ReturnType<typeof memoryListing>[] {
  const sort = beside.memory.before === null ? 'size' : 'growth';
  return (['function', 'line'] as const).map((grouping) => memoryListing(beside, grouping, sort, TOP));
}
