import headless from '@xterm/headless';

type Cell = NonNullable<
  ReturnType<NonNullable<ReturnType<headless.Terminal['buffer']['active']['getLine']>>['getCell']>
>;

/** What a terminal shows of some painted lines: each cell with its looks, `<1;7>` before those that are bold and inverse. */
export async function cellsOf(lines: readonly string[], columns: number): Promise<string> {
  const terminal = new headless.Terminal({ cols: columns, rows: Math.max(1, lines.length), allowProposedApi: true });
  // every line at its own place: one that is too wide would push the others down, and so be seen
  const placed = lines.map((line, at) => `\x1b[${at + 1};1H${line}`).join('');
  await new Promise<void>((done) => terminal.write(placed, done));
  const { active } = terminal.buffer;
  const rows = lines.map((_, y) => {
    const line = active.getLine(active.baseY + y);
    return Array.from({ length: columns }, (_cell, x) => line?.getCell(x));
  });
  terminal.dispose();
  return rows.map((row) => `${rowText(row)}|\n`).join('');
}

function rowText(cells: readonly (Cell | undefined)[]): string {
  let looks = '';
  let text = '';
  for (const cell of cells) {
    if (cell === undefined || cell.getWidth() === 0) continue;
    const next = looksOf(cell);
    if (next !== looks) text += `<${next}>`;
    looks = next;
    text += cell.getChars() === '' ? ' ' : cell.getChars();
  }
  return looks === '' ? text : `${text}<>`;
}

function looksOf(cell: Cell): string {
  const color = cell.isFgDefault() ? '' : `${cell.isFgRGB() ? '#' : 'c'}${cell.getFgColor().toString(16)}`;
  return [
    ...(cell.isBold() ? ['1'] : []),
    ...(cell.isDim() ? ['2'] : []),
    ...(cell.isUnderline() ? ['4'] : []),
    ...(cell.isInverse() ? ['7'] : []),
    ...(color === '' ? [] : [color]),
  ].join(';');
}
