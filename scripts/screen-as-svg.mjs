const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 18;
const MARGIN = 10;

/** xterm's own 16 colours, on the dark ground of the pictures. */
const PALETTE = [
  '#1e1e1e',
  '#f14c4c',
  '#23d18b',
  '#e5c07b',
  '#3b8eea',
  '#d670d6',
  '#29b8db',
  '#d4d4d4',
  '#808080',
  '#f14c4c',
  '#23d18b',
  '#f5f543',
  '#3b8eea',
  '#d670d6',
  '#29b8db',
  '#ffffff',
];
const TEXT = '#d4d4d4';
const GROUND = '#1e1e1e';

/** The screen of a terminal (@xterm/headless) as an SVG: a rectangle for each coloured ground, a text for each run. */
export function screenAsSvg(terminal, title) {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: terminal.rows }, (_, row) =>
    runsOf(active.getLine(active.baseY + row), terminal.cols),
  );
  const width = terminal.cols * CELL_WIDTH + 2 * MARGIN;
  const height = terminal.rows * CELL_HEIGHT + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="6" fill="${GROUND}"/>`,
    `<g font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14">`,
    ...rows.flatMap((runs, row) => runs.flatMap((run) => drawRun(run, row))),
    '</g></svg>',
    '',
  ].join('\n');
}

/** Cells of one look that stand together. */
function runsOf(line, columns) {
  const runs = [];
  for (let column = 0; column < columns; column++) {
    const cell = line.getCell(column);
    if (cell.getWidth() === 0) continue; // the second half of a wide character
    const look = lookOf(cell);
    const key = JSON.stringify(look);
    const last = runs.at(-1);
    const text = cell.getChars() || ' ';
    if (last?.key === key) {
      last.text += text;
      last.cells += cell.getWidth();
    } else runs.push({ key, look, text, column, cells: cell.getWidth() });
  }
  return runs;
}

function lookOf(cell) {
  const text = colour(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor(), TEXT);
  const ground = colour(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor(), GROUND);
  const [front, back] = cell.isInverse() ? [ground, text] : [text, ground];
  return { front, back, bold: cell.isBold() !== 0, dim: cell.isDim() !== 0 };
}

function colour(isRgb, isPalette, value, otherwise) {
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  if (!isPalette) return otherwise;
  if (value < 16) return PALETTE[value];
  if (value >= 232) return grey(8 + (value - 232) * 10);
  const level = (step) => (step === 0 ? 0 : 55 + step * 40);
  const index = value - 16;
  return rgb(level(Math.floor(index / 36)), level(Math.floor(index / 6) % 6), level(index % 6));
}

function grey(level) {
  return rgb(level, level, level);
}

function rgb(...parts) {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function drawRun({ look: { front, back, bold, dim }, text, column, cells }, row) {
  const x = round(MARGIN + column * CELL_WIDTH);
  const y = MARGIN + row * CELL_HEIGHT;
  const width = round(cells * CELL_WIDTH);
  const ground =
    back === GROUND ? [] : [`<rect x="${x}" y="${y}" width="${width}" height="${CELL_HEIGHT}" fill="${back}"/>`];
  if (text.trim() === '') return ground;
  const style = `${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.6"' : ''}`;
  // textLength keeps the columns, whatever font the reader has
  const place = `x="${x}" y="${y + 13.5}" textLength="${width}"`;
  return [...ground, `<text ${place} fill="${front}"${style}>${escapeXml(text)}</text>`];
}

function round(value) {
  return Number(value.toFixed(1));
}

/** With blanks that do not break: SVG would draw many blanks as one. */
function escapeXml(text) {
  return text.replaceAll(' ', '\u00a0').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
