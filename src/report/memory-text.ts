import { formatByteGrowth, formatByteSize } from '../text/byte-size.ts';
import { escapeControls } from '../text/escape.ts';
import { memoryNumbers } from '../views/memory-groups.ts';
import type { MemoryListing } from '../views/memory-listing.ts';
import { memoryOwner } from '../views/memory-view.ts';
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
import { numbersThenName } from './numbers-then-name.ts';

/** Live memory for a terminal or a log: by function and by line, with what the lines' blocks take. */
export function renderMemoryText(listings: readonly MemoryListing[], fullPaths: boolean): string {
  const [first] = listings;
  if (first === undefined) return '';
  const { source } = first.view;
  const heading = [
    `Live memory in ${source.names.map((name) => escapeControls(name)).join(' -> ')}: ${totalWords(source)}`,
    `(${snapshotWords(source)})`,
  ];
  const sections = listings.map((listing) => listingLines(listing, fullPaths).join('\n'));
  return `${[heading.join('\n'), ...sections, notesOf(listings)].join('\n\n')}\n`;
}

function listingLines(listing: MemoryListing, fullPaths: boolean): readonly string[] {
  const { view, rows, hidden } = listing;
  const shortened = fullPaths ? (file: string): string => file : nearestPath;
  const hasGrowth = view.groups.growth !== null;
  const cells = rows.map(({ row }) => {
    const numbers = memoryNumbers(view.groups, row);
    const { growth } = numbers;
    const grown = growth === null ? [] : [formatByteGrowth(growth.size), signed(growth.blocks)];
    const name = escapeControls(ownerText(memoryOwner(view, row), view.source.table, shortened));
    return [formatByteSize(numbers.size), String(numbers.blocks), averageText(numbers), ...grown, name];
  });
  const headings = [
    'size',
    'blocks',
    'average',
    ...(hasGrowth ? ['growth', 'blocks'] : []),
    groupingHeading(view.grouping),
  ];
  const lines = numbersThenName([headings, ...cells]);
  const withFigures = lines.flatMap((line, at) => {
    const figures = rows[at - 1]?.figures;
    const sentences = figures === undefined || figures === null ? [] : figureSentences(figures);
    return [line, ...sentences.map((sentence) => `${' '.repeat(12)}${sentence}`)];
  });
  return hidden.rows === 0 ? withFigures : [...withFigures, hiddenLine(listing)];
}

/** With what is listed it makes the total. */
function hiddenLine({ hidden }: MemoryListing): string {
  return `... ${hidden.rows} more with ${formatByteSize(hidden.size)} in ${blocksText(hidden.blocks)}`;
}

function notesOf(listings: readonly MemoryListing[]): string {
  return listingNotes(listings).join('\n');
}
