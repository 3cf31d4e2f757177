import type { ProfileTable } from '../profile/profile-table.ts';
import { renderLinesText } from '../report/lines-text.ts';
import { renderMemoryText } from '../report/memory-text.ts';
import { encodeWtf8 } from '../text/wtf8.ts';
import { memoryListing } from '../views/memory-listing.ts';
import type { ProfileMemory } from '../views/memory-view.ts';
import type { Context } from './context.ts';
import { openBook } from './open-book.ts';
import type { ListOptions, MeasuredOptions, SourceOptions } from './options.ts';
import { readLineTimings, readProfileMemory } from './read-measured.ts';
import { writeChunks } from './write-output.ts';

const TOP = 15;

/** What `--memory` and `--lines` add below the list of functions. */
export async function printMeasured(
  table: ProfileTable,
  paths: readonly string[],
  options: MeasuredOptions & SourceOptions & Pick<ListOptions, 'fullPaths'>,
  context: Context,
): Promise<void> {
  const texts: string[] = [];
  const book = options.memory.length === 0 ? null : await openBook(table, paths, options);
  const memory = await readProfileMemory(table, options, book, context);
  if (memory !== null) texts.push(renderMemoryText(listingsOf(memory), options.fullPaths));
  const timings = await readLineTimings(options.lines, context);
  if (timings.length > 0) texts.push(renderLinesText(timings, options.lines, options.fullPaths, TOP));
  writeChunks(
    context.stdout,
    texts.map((text) => encodeWtf8(`\n${text}`)),
  );
}

function listingsOf(beside: ProfileMemory): readonly ReturnType<typeof memoryListing>[] {
  const sort = beside.memory.before === null ? 'size' : 'growth';
  return (['function', 'line'] as const).map((grouping) => memoryListing(beside, grouping, sort, TOP));
}
