import type { ListedTable } from '../../report/list-markdown.ts';
import { codeCell, type Heading } from '../../report/markdown-text.ts';
import { averageText, groupingHeading, ownerText, signed, totalWords } from '../../report/memory-words.ts';
import { percentText } from '../../report/time-unit.ts';
import { formatByteGrowth, formatByteSize } from '../../text/byte-size.ts';
import { shareOf } from '../../views/line-numbers.ts';
import { memoryNumbers } from '../../views/memory-groups.ts';
import { type MemoryView, memoryOwner, memoryRowAt } from '../../views/memory-view.ts';
import type { MemoryScreen } from '../state/memory-screen.ts';
import { memoryViewOf } from '../state/memory-window.ts';
import type { ViewerState } from '../state/viewer-state.ts';
import { MOST_LINES } from './most-lines.ts';

/** Live memory in the columns of its screen. */
export function memoryTable(_state: ViewerState, screen: MemoryScreen): readonly ListedTable[] {
  const view = memoryViewOf(screen);
  const { length } = view.sorted;
  const positions = Array.from({ length: Math.min(MOST_LINES, length) }, (_, at) => at);
  const rows = positions.map((position) => cells(view, memoryRowAt(view, position)!));
  return [{ heading: headingOf(screen), columns: columnsOf(view), rows, total: length }];
}

function headingOf({ source, grouping, sort, isReversed, filter }: MemoryScreen): string {
  const order = `by ${sort}${isReversed ? ', reversed' : ''}`;
  const filtered = filter.text === '' ? '' : `, filtered by ${filter.text}`;
  return `Live memory by ${grouping}, ${order}${filtered}, of ${totalWords(source)}`;
}

function columnsOf({ groups, grouping }: MemoryView): readonly Heading[] {
  const numbers = ['size', 'blocks', 'average', ...(groups.growth === null ? [] : ['growth', 'blocks grown']), 'share'];
  return [
    ...numbers.map((title): Heading => ({ title, align: 'right' })),
    { title: groupingHeading(grouping), align: 'left' },
  ];
}

function cells(view: MemoryView, row: number): readonly string[] {
  const numbers = memoryNumbers(view.groups, row);
  const { size, blocks, growth } = numbers;
  const grown = growth === null ? [] : [formatByteGrowth(growth.size), signed(growth.blocks)];
  const { memory, table } = view.source;
  const name = ownerText(memoryOwner(view, row), table, (file) => file);
  const share = percentText(shareOf(size, memory.now.totalSize));
  return [formatByteSize(size), String(blocks), averageText(numbers), ...grown, share, codeCell(name)];
}
