import { assertNever } from '../../errors.ts';
import { formatByteSize } from '../../text/byte-size.ts';
import { cutEnd, padCellsEnd, padCellsStart } from '../../text/display.ts';
import type { FunctionChange } from '../../views/function-change.ts';
import type { LineNumbers } from '../../views/line-numbers.ts';
import type { Role, Theme } from '../theme.ts';
import { changeCell } from './change-cell.ts';
import type { Column, ColumnLayout } from './columns.ts';
import { callsText, perCallCell, percentText, type TimeStyle, timeCell } from './number-text.ts';
import { shareBar } from './share-bar.ts';

/** Live bytes and blocks. */
export type LiveCells = { readonly size: number; readonly blocks: number };

export type RowCells = {
  readonly numbers: LineNumbers;
  readonly share: number | null;
  /** Which numbers are marked with `~`. */
  readonly estimates?: 'tottime' | 'cumtime' | 'all' | 'none';
  /** Whether there is a hint for it. */
  readonly hasHint?: boolean;
  /** What changed since the profile was first read. */
  readonly change?: FunctionChange | undefined;
  /** What is alive of it, with a snapshot. */
  readonly memory?: LiveCells | undefined;
  /** The function's name, cut to the width of its column. */
  readonly name: string;
};

/** `selected`: where the cursor is. `subject`: what the others are about. Told by a mark and not by the look alone. */
export type RowKind = 'plain' | 'selected' | 'subject';

const MARKERS: Readonly<Record<RowKind, string>> = { plain: ' ', selected: '>', subject: '*' };

/** Stands behind the marker, and in the source behind the number of the line. */
export const HINT_MARK = '!';

/** A row of the table as one string; the selected one is inverse over the whole width. */
export function rowLine(row: RowCells, kind: RowKind, layout: ColumnLayout, theme: Theme): string {
  const { share, name } = row;
  const cells = layout.columns.map((column) => {
    const text = cellText(column, row, { units: layout.units, glyphs: theme.glyphs });
    return column.id === 'bar' && kind === 'plain' ? theme.paint(heat(share), text) : text;
  });
  const line = `${MARKERS[kind]}${row.hasHint === true ? HINT_MARK : ' '}${cells.map((cell) => `${cell} `).join('')}${name}`;
  if (kind === 'selected') return theme.paint('selected', padCellsEnd(line, layout.width));
  return kind === 'subject' ? theme.paint('title', line) : line;
}

function cellText({ id, width }: Column, row: RowCells, style: TimeStyle): string {
  const { numbers, share } = row;
  switch (id) {
    case 'ncalls':
      return padCellsStart(
        estimated(row.estimates === 'all', width, (room) => callsText(numbers, room)),
        width,
      );
    case 'tottime':
    case 'cumtime':
      return padCellsStart(
        estimated(isEstimate(row, id), width, (room) => timeCell(numbers[id], room, style)),
        width,
      );
    case 'tottimePerCall':
      return padCellsStart(perCallCell(numbers, 'tottime', width, style), width);
    case 'cumtimePerCall':
      return padCellsStart(perCallCell(numbers, 'cumtime', width, style), width);
    case 'ncallsChange':
      return padCellsStart(changeCell(row.change, 'ncalls', width, style), width);
    case 'tottimeChange':
      return padCellsStart(changeCell(row.change, 'tottime', width, style), width);
    case 'cumtimeChange':
      return padCellsStart(changeCell(row.change, 'cumtime', width, style), width);
    case 'memory':
      return padCellsStart(isAlive(row) ? formatByteSize(row.memory.size) : '', width);
    case 'memoryBlocks':
      return padCellsStart(isAlive(row) ? String(row.memory.blocks) : '', width);
    case 'percent':
      return padCellsStart(percentText(share), width);
    case 'bar':
      return padCellsEnd(shareBar(share, width, style.glyphs), width);
    default:
      return assertNever(id);
  }
}

/** Most functions have nothing that is alive: blanks are read more easily than zeros. */
function isAlive(row: RowCells): row is RowCells & { readonly memory: LiveCells } {
  return row.memory !== undefined && row.memory.blocks > 0;
}

function isEstimate({ estimates = 'none' }: RowCells, id: 'tottime' | 'cumtime'): boolean {
  return estimates === 'all' || estimates === id;
}

/** `~` before a number that is an estimate, if it has none already. */
function estimated(isEstimated: boolean, width: number, write: (room: number) => string): string {
  if (!isEstimated) return write(width);
  const text = write(width - 1);
  return /^\d/.test(text) ? `~${text}` : text;
}

/** The hue only repeats what the length of the bar says. */
export function heat(share: number | null): Role {
  if (share === null || share < 0.1) return 'cool';
  return share < 0.5 ? 'warm' : 'hot';
}

/** The column that the rows are sorted by, and the mark of its order. */
export type SortedHeading = { readonly column: Column['id'] | 'name' | null; readonly mark: string };

/** The headings of the columns; the one that the rows are sorted by has the mark of the order before it. */
export function headingLine(
  headings: Readonly<Record<Column['id'] | 'name', string>>,
  sorted: SortedHeading,
  layout: ColumnLayout,
  theme: Theme,
): string {
  const texts = layout.columns.map(({ id, width }, at) => {
    const isFirstOfShare = id === 'bar' && layout.columns[at - 1]?.id !== 'percent';
    const text = isFirstOfShare ? headings.percent : headings[id];
    return id === 'bar' ? padCellsEnd(text, width) : padCellsStart(text, width);
  });
  const line = layout.columns.reduce((before, { id }, at) => {
    const text = texts[at] ?? '';
    return before + (id === sorted.column ? markedHeading(text, sorted.mark) : ` ${text}`);
  }, ' ');
  const isNameSorted = sorted.column === 'name';
  const nameCells = headings.name.length + (isNameSorted ? sorted.mark.length + 1 : 0);
  const nameHeading = nameCells <= layout.nameWidth ? headings.name : 'function';
  const name = isNameSorted ? `${nameHeading} ${sorted.mark}` : nameHeading;
  return theme.paint(
    'heading',
    padCellsEnd(cutEnd(`${line} ${name}`, layout.width, theme.glyphs.ellipsis), layout.width),
  );
}

/** The mark right before the word: in place of the last blank, which may be the one between the columns. */
function markedHeading(text: string, mark: string): string {
  const word = text.trimStart();
  return ` ${text}`.slice(0, 1 + text.length - word.length - 1) + mark + word;
}
