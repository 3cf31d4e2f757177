import { assertNever } from '../../errors.ts';
import type { ProfileTable } from '../../profile/profile-table.ts';
import { averageText, nearestPath, ownerText, signed } from '../../report/memory-words.ts';
import { formatByteGrowth, formatByteSize } from '../../text/byte-size.ts';
import { cutEnd, cutStart, padCellsEnd, padCellsStart } from '../../text/display.ts';
import type { MemoryNumbers } from '../../views/memory-groups.ts';
import type { MemorySortName } from '../../views/memory-order.ts';
import type { MemoryOwner } from '../../views/memory-view.ts';
import type { Glyphs, Theme } from '../theme.ts';
import { functionText, shownText } from './function-text.ts';
import { MEMORY_HEADINGS, type MemoryColumn, type MemoryLayout } from './memory-columns.ts';
import { percentText } from './number-text.ts';
import { shareBar } from './share-bar.ts';

export type MemoryCells = {
  readonly numbers: MemoryNumbers;
  /** Of all live bytes. */
  readonly share: number | null;
  readonly name: string;
};

/** A row of live memory as one string; the selected one is inverse over the whole width. */
export function memoryRowLine(row: MemoryCells, isSelected: boolean, layout: MemoryLayout, theme: Theme): string {
  const cells = layout.columns.map((column) => `${cellText(column, row, theme.glyphs)} `);
  const line = `${isSelected ? '> ' : '  '}${cells.join('')}${row.name}`;
  return isSelected ? theme.paint('selected', padCellsEnd(line, layout.width)) : line;
}

function cellText({ id, width }: MemoryColumn, { numbers, share }: MemoryCells, glyphs: Glyphs): string {
  const { growth } = numbers;
  switch (id) {
    case 'size':
      return padCellsStart(formatByteSize(numbers.size), width);
    case 'blocks':
      return padCellsStart(String(numbers.blocks), width);
    case 'average':
      return padCellsStart(averageText(numbers), width);
    case 'growth':
      return padCellsStart(growth === null ? '' : formatByteGrowth(growth.size), width);
    case 'growthBlocks':
      return padCellsStart(growth === null ? '' : signed(growth.blocks), width);
    case 'percent':
      return padCellsStart(percentText(share), width);
    case 'bar':
      return padCellsEnd(shareBar(share, width, glyphs), width);
    default:
      return assertNever(id);
  }
}

/** The headings; the mark of the order stands before the one that the rows are sorted by. */
export function memoryHeadingLine(
  name: string,
  sorted: { readonly by: MemorySortName; readonly mark: string },
  layout: MemoryLayout,
  theme: Theme,
): string {
  const cells = layout.columns.map(({ id, width }) => {
    const heading = MEMORY_HEADINGS[id];
    return `${padCellsStart(id === sorted.by ? sorted.mark + heading : heading, width)} `;
  });
  const last = sorted.by === 'name' ? `${name} ${sorted.mark}` : name;
  const line = cutEnd(`  ${cells.join('')}${last}`, layout.width, theme.glyphs.ellipsis);
  return theme.paint('heading', padCellsEnd(line, layout.width));
}

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
