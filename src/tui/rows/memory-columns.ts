import type { MemorySortName } from '../../views/memory-order.ts';

export type MemoryColumnId = 'size' | 'blocks' | 'average' | 'growth' | 'growthBlocks' | 'percent' | 'bar';

export type MemoryColumn = { readonly id: MemoryColumnId; readonly width: number };

export type MemoryLayout = {
  readonly columns: readonly MemoryColumn[];
  readonly nameWidth: number;
  readonly width: number;
};

export const MEMORY_HEADINGS: Readonly<Record<MemoryColumnId, string>> = {
  size: 'size',
  blocks: 'blocks',
  average: 'average',
  growth: 'growth',
  growthBlocks: 'blocks',
  percent: 'size%',
  bar: '',
};

/** From left to right. The widest sizes are `10239 KiB` and `-10239 KiB`. */
const COLUMNS: readonly MemoryColumn[] = [
  { id: 'size', width: 9 },
  { id: 'blocks', width: 8 },
  { id: 'average', width: 9 },
  { id: 'growth', width: 10 },
  { id: 'growthBlocks', width: 8 },
  { id: 'percent', width: 5 },
  { id: 'bar', width: 4 },
];

/** What goes first where the window is narrow. */
const DROPPED_IN_ORDER: readonly MemoryColumnId[] = ['growthBlocks', 'bar', 'average', 'percent', 'blocks'];

const MARKER_WIDTH = 2;
const FEWEST_NAME_CELLS = 28;
const COMFORTABLE_NAME_CELLS = 48;
const WIDEST_BAR = 20;

/** The columns that fit; the one that the rows are sorted by stays. */
export function memoryLayout(width: number, hasGrowth: boolean, sorted: MemorySortName): MemoryLayout {
  let columns = COLUMNS.filter(({ id }) => hasGrowth || (id !== 'growth' && id !== 'growthBlocks'));
  for (const id of DROPPED_IN_ORDER.filter((dropped) => dropped !== sorted)) {
    if (nameCells(width, columns) < FEWEST_NAME_CELLS) columns = columns.filter((column) => column.id !== id);
  }
  const spare = Math.max(0, nameCells(width, columns) - COMFORTABLE_NAME_CELLS);
  const widened = columns.map((column) =>
    column.id === 'bar' ? { ...column, width: Math.min(WIDEST_BAR, column.width + Math.floor(spare / 3)) } : column,
  );
  return { columns: widened, nameWidth: Math.max(1, nameCells(width, widened)), width };
}

function nameCells(width: number, columns: readonly MemoryColumn[]): number {
  return columns.reduce((left, column) => left - column.width - 1, width - MARKER_WIDTH);
}
