import { formatByteGrowth, formatByteSize } from '../../text/byte-size.ts';
import { memoryNumbers } from '../../views/memory-groups.ts';
import type { ListedMemory, MemoryListing } from '../../views/memory-listing.ts';
import { memoryOwner } from '../../views/memory-view.ts';
import type { Heading } from '../document.ts';
import type { JsonValue } from '../json-text.ts';
import { codeCell, joinBlocks, markdownTable, sentenceText } from '../markdown-text.ts';
import { listingJson, totalsJson } from '../memory-json.ts';
import {
  averageText,
  blocksText,
  figureSentences,
  groupingHeading,
  listingNotes,
  nearestPath,
  ownerText,
  signed,
  totalWords,
} from '../memory-words.ts';
import type { Report } from '../report.ts';
import { cutMiddle } from '../short-name.ts';

/** Live memory by function and by line, where a snapshot was given. */
export function renderMemory({ memory, fullPaths }: Report): string {
  const [first] = memory;
  if (first === undefined) return '';
  const tables = memory.map((listing) => listingBlock(listing, fullPaths));
  const notes = listingNotes(memory).map(sentenceText);
  return joinBlocks(['## Live memory', `${sentenceText(totalWords(first.view.source))}`, ...tables, ...notes]);
}

/** null without a snapshot. */
export function memoryData({ memory }: Report): JsonValue {
  const [first] = memory;
  if (first === undefined) return null;
  const { source } = first.view;
  return {
    snapshots: source.names,
    pythonVersion: source.version === null ? null : `${source.version.major}.${source.version.minor}`,
    tracebackLimit: source.memory.snapshot.tracebackLimit,
    totals: totalsJson(source),
    ...Object.fromEntries(memory.map((listing): [string, JsonValue] => [listing.view.grouping, listingJson(listing)])),
    notes: listingNotes(memory),
  };
}

function listingBlock(listing: MemoryListing, fullPaths: boolean): string {
  const cells = listing.rows.map((row) => rowCells(listing, row, fullPaths));
  return joinBlocks([markdownTable(headingsOf(listing), cells), hiddenSentence(listing)]);
}

function headingsOf({ view }: MemoryListing): readonly Heading[] {
  const hasGrowth = view.groups.growth !== null;
  const right = (title: string): Heading => ({ title, align: 'right' });
  const left = (title: string): Heading => ({ title, align: 'left' });
  return [
    ...['size', 'blocks', 'average', ...(hasGrowth ? ['growth', 'more blocks'] : [])].map(right),
    left(groupingHeading(view.grouping)),
    ...(view.grouping === 'line' ? [left("in Python's allocator")] : []),
  ];
}

function rowCells({ view }: MemoryListing, { row, figures }: ListedMemory, fullPaths: boolean): readonly string[] {
  const shortened = fullPaths ? (file: string): string => file : nearestPath;
  const numbers = memoryNumbers(view.groups, row);
  const { growth } = numbers;
  return [
    formatByteSize(numbers.size),
    String(numbers.blocks),
    averageText(numbers),
    ...(growth === null ? [] : [formatByteGrowth(growth.size), signed(growth.blocks)]),
    codeCell(cutMiddle(ownerText(memoryOwner(view, row), view.source.table, shortened))),
    ...(view.grouping === 'line' ? [figures === null ? '' : figureSentences(figures).join('; ')] : []),
  ];
}

/** With what is listed it makes the total. */
function hiddenSentence({ hidden }: MemoryListing): string {
  if (hidden.rows === 0) return '';
  return `${hidden.rows} more with ${formatByteSize(hidden.size)} in ${blocksText(hidden.blocks)}.`;
}
