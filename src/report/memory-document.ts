import { formatByteGrowth, formatByteSize } from '../text/byte-size.ts';
import { memoryNumbers } from '../views/memory-groups.ts';
import type { MemoryListing } from '../views/memory-listing.ts';
import { memoryOwner } from '../views/memory-view.ts';
import { type Block, type Document, type Heading, heading, left, right, type TableRow } from './document.ts';
import {
  averageText,
  blocksText,
  figureSentences,
  groupingHeading,
  listingNotes,
  nearestPath,
  ownerText,
  signed,
  snapshotWords,
  totalWords,
} from './memory-words.ts';
import { code, type Phrase, quoting } from './phrase.ts';
import { cutMiddle } from './short-name.ts';

/** Live memory by function and by line, with what the lines' blocks take; nothing without a snapshot. */
export function memoryDocument(
  listings: readonly MemoryListing[],
  { fullPaths }: { readonly fullPaths: boolean },
): Document {
  const [first] = listings;
  if (first === undefined) return [];
  const { source } = first.view;
  const names = source.names.flatMap((name, at): Phrase => [at === 0 ? '' : ' -> ', code(name)]);
  return [
    heading('Live memory in ', ...names, `: ${totalWords(source)}`),
    { kind: 'sentences', phrases: [[`${snapshotWords(source)}.`]] },
    ...listings.map((listing) => listingTable(listing, fullPaths)),
    { kind: 'sentences', phrases: listingNotes(listings).map((note) => [quoting(note)]) },
  ];
}

function listingTable(listing: MemoryListing, fullPaths: boolean): Block {
  const { view, rows, hidden } = listing;
  const ofRows = rows.map(({ figures }) => (figures === null ? [] : figureSentences(figures)));
  return {
    kind: 'table',
    headings: headingsOf(listing),
    rows: rows.map(({ row }) => rowCells(listing, row, fullPaths)),
    ...(view.grouping === 'line' ? { remarks: { title: "in Python's allocator", ofRows } } : {}),
    rest:
      hidden.rows === 0
        ? ''
        : `${hidden.rows} more with ${formatByteSize(hidden.size)} in ${blocksText(hidden.blocks)}`,
  };
}

function headingsOf({ view }: MemoryListing): readonly Heading[] {
  const grown = view.groups.growth === null ? [] : ['growth', 'more blocks'];
  return [...['size', 'blocks', 'average', ...grown].map(right), left(groupingHeading(view.grouping))];
}

function rowCells({ view }: MemoryListing, row: number, fullPaths: boolean): TableRow {
  const shortened = fullPaths ? (file: string): string => file : nearestPath;
  const numbers = memoryNumbers(view.groups, row);
  const { size, blocks, growth } = numbers;
  const name = cutMiddle(ownerText(memoryOwner(view, row), view.source.table, shortened));
  const grown = growth === null ? [] : [formatByteGrowth(growth.size), signed(growth.blocks)];
  return [formatByteSize(size), String(blocks), averageText(numbers), ...grown, [code(name)]];
}
