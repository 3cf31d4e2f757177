import { formatByteGrowth, formatByteSize } from '../../text/byte-size.ts';
import { memoryNumbers } from '../../views/memory-groups.ts';
import type { MemoryListing } from '../../views/memory-listing.ts';
import { memoryOwner } from '../../views/memory-view.ts';
import { codeCell, type Heading, joinBlocks, markdownTable, sentenceText } from '../markdown-text.ts';
import {
  averageText,
  blocksText,
  groupingHeading,
  listingNotes,
  nearestPath,
  ownerText,
  signed,
  totalWords,
} from '../memory-words.ts';
import type { Report } from '../report.ts';

/** Live memory by function and by line, where a snapshot was given. */
export function renderMemory({ memory, fullPaths }: Report): string {
  const [first] = memory;
  if (first === undefined) return '';
  const tables = memory.map((listing) => listingBlock(listing, fullPaths));
  const notes = listingNotes(memory).map(sentenceText);
  return joinBlocks(['## Live memory', `${sentenceText(totalWords(first.view.source))}`, ...tables, ...notes]);
}

function listingBlock({ view, rows, hidden }: MemoryListing, fullPaths: boolean): string {
  const hasGrowth = view.groups.growth !== null;
  const right = (title: string): Heading => ({ title, align: 'right' });
  const headings = [
    ...['size', 'blocks', 'average', ...(hasGrowth ? ['growth', 'more blocks'] : [])].map(right),
    { title: groupingHeading(view.grouping), align: 'left' } as const,
  ];
  const shortened = fullPaths ? (file: string): string => file : nearestPath;
  const cells = rows.map(({ row }) => {
    const numbers = memoryNumbers(view.groups, row);
    const { growth } = numbers;
    const grown = growth === null ? [] : [formatByteGrowth(growth.size), signed(growth.blocks)];
    const name = codeCell(ownerText(memoryOwner(view, row), view.source.table, shortened));
    return [formatByteSize(numbers.size), String(numbers.blocks), averageText(numbers), ...grown, name];
  });
  const more = `${hidden.rows} more with ${formatByteSize(hidden.size)} in ${blocksText(hidden.blocks)}.`;
  return joinBlocks([markdownTable(headings, cells), hidden.rows === 0 ? '' : more]);
}
