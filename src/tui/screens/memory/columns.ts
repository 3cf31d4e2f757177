import type { ProfileTable } from '../../../profile/profile-table.ts';
import { type Heading, left, right, type TableRow } from '../../../report/document.ts';
import { averageText, groupingHeading, nearestPath, ownerText, signed } from '../../../report/memory-words.ts';
import { code } from '../../../report/phrase.ts';
import { percentText as writtenPercent } from '../../../report/time-unit.ts';
import { formatByteGrowth, formatByteSize } from '../../../text/byte-size.ts';
import { cutEnd, cutStart } from '../../../text/display.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { type MemoryNumbers, memoryNumbers } from '../../../views/memory-groups.ts';
import { type MemoryOwner, type MemoryView, memoryOwner } from '../../../views/memory-view.ts';
import type { Column } from '../../column.ts';
import { functionText, shownText } from '../../name.ts';
import { barCell, percentCell } from '../../number.ts';
import type { Meaning } from '../../screen.ts';

export type MemoryCells = {
  readonly numbers: MemoryNumbers;
  /** Of all live bytes. */
  readonly share: number | null;
};

/** A column of live memory, with what it means. */
type MemoryColumn = Column<MemoryCells> & {
  readonly help?: Meaning;
  readonly isOfGrowth?: true;
};

/** From left to right. The widest sizes are `10239 KiB` and `-10239 KiB`. */
export const MEMORY_COLUMNS: readonly MemoryColumn[] = [
  {
    id: 'size',
    heading: 'size',
    help: { term: 'size', text: 'bytes that were alive when the snapshot was taken, as they were asked for' },
    width: 9,
    cell: ({ numbers }) => formatByteSize(numbers.size),
    goes: null,
  },
  {
    id: 'blocks',
    heading: 'blocks',
    help: { term: 'blocks', text: 'the number of requests for memory; behind growth: how many more than before' },
    width: 8,
    cell: ({ numbers }) => String(numbers.blocks),
    goes: 5,
  },
  {
    id: 'average',
    heading: 'average',
    help: { term: 'average', text: 'size divided by blocks' },
    width: 9,
    cell: ({ numbers }) => averageText(numbers),
    goes: 3,
  },
  {
    id: 'growth',
    heading: 'growth',
    help: { term: 'growth', text: 'the change of size since the first snapshot, where two were given' },
    width: 10,
    cell: ({ numbers: { growth } }) => (growth === null ? '' : formatByteGrowth(growth.size)),
    goes: null,
    isOfGrowth: true,
  },
  {
    id: 'growthBlocks',
    heading: 'blocks',
    width: 8,
    cell: ({ numbers: { growth } }) => (growth === null ? '' : signed(growth.blocks)),
    goes: 1,
    isOfGrowth: true,
  },
  {
    id: 'percent',
    heading: 'size%',
    help: { term: 'size%', text: 'the size as a share of all that was alive, as a number and a bar' },
    width: 5,
    cell: ({ share }) => percentCell(share),
    goes: 4,
  },
  {
    id: 'bar',
    heading: '',
    width: 4,
    cell: ({ share }, width, { glyphs }) => barCell(share, width, glyphs),
    goes: 2,
    isBar: true,
  },
];

/** What the columns mean. */
export const MEMORY_COLUMN_MEANINGS: readonly Meaning[] = [
  ...MEMORY_COLUMNS.flatMap(({ help }) => (help === undefined ? [] : [help])),
  { term: '~ before a function', text: 'not certain: the source was not found, or several functions share a line' },
  { term: 'outside', text: 'lines of a file that are in no function of the profile' },
];

/** What a row stands for in at most `width` cells. Of a path the end stays, of a traceback the newest frames. */
export function memoryName(owner: MemoryOwner, table: ProfileTable, width: number, ellipsis: string): string {
  if (owner.kind === 'function') {
    const mark = owner.isInferred ? '~' : '';
    return mark + functionText(table, owner.function, Math.max(1, width - mark.length), ellipsis);
  }
  if (owner.kind === 'outside') return fitOutside(shownText(nearestPath(owner.file)), width, ellipsis);
  const text = shownText(ownerText(owner, table, nearestPath));
  return owner.kind === 'traceback' ? cutEnd(text, width, ellipsis) : cutStart(text, width, ellipsis);
}

const OUTSIDE = 'outside: ';

/** Memory of a file in no function of the profile. */
function fitOutside(file: string, width: number, ellipsis: string): string {
  return cutEnd(OUTSIDE + cutStart(file, Math.max(1, width - OUTSIDE.length), ellipsis), width, ellipsis);
}

/** The columns when they are written to a file. */
export function writtenColumns({ groups, grouping }: MemoryView): readonly Heading[] {
  const numbers = ['size', 'blocks', 'average', ...(groups.growth === null ? [] : ['growth', 'blocks grown']), 'share'];
  return [...numbers.map(right), left(groupingHeading(grouping))];
}

/** A row of these. */
export function writtenCells(view: MemoryView, row: number): TableRow {
  const numbers = memoryNumbers(view.groups, row);
  const { size, blocks, growth } = numbers;
  const grown = growth === null ? [] : [formatByteGrowth(growth.size), signed(growth.blocks)];
  const { memory, table } = view.source;
  const name = ownerText(memoryOwner(view, row), table, (file) => file);
  const share = writtenPercent(shareOf(size, memory.now.totalSize));
  return [formatByteSize(size), String(blocks), averageText(numbers), ...grown, share, [code(name)]];
}
