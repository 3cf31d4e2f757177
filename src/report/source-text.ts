import { formatCount } from '../profile/count-column.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey, lineText, standardName } from '../profile/function-name.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { formatByteSize } from '../text/byte-size.ts';
import { escapeControls } from '../text/escape.ts';
import { shortPath } from '../views/short-paths.ts';
import { sourceSegments } from '../views/source-segments.ts';
import type { LineCall, SourceLine, SourceView } from '../views/source-view.ts';
import { paintSegments } from './syntax-style.ts';
import { type TimeUnit, timeText, timeUnitFor, timeWithUnit } from './time-unit.ts';

/** At most this many calls are listed below the source; the rest are counted. */
const MOST_CALLS = 20;

/** Takes the place of a time that several lines share: on each of them it would look like the line's own. */
const SHARED = '~';

type SourceLook = { readonly hasColor: boolean };

/** A function's source with what each line calls, for a terminal or a pipe. */
export function renderSourceText(table: ProfileTable, view: SourceView, look: SourceLook): string {
  const unit = timeUnitFor(table.cumtime[view.row] ?? 0);
  const blocks = [
    headLines(table, view, unit),
    view.notes.map((note) => `note: ${escapeControls(note)}`),
    sourceLines(view, unit, look),
    callLines(table, view, unit),
    explanation(view, unit),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(table: ProfileTable, { row, path }: SourceView, unit: TimeUnit): readonly string[] {
  const calls = plural(formatCount(table.ncalls.values[row] ?? 0), 'call');
  const time = timeWithUnit(table.cumtime[row] ?? 0, unit);
  return [
    escapeControls(standardName(table, row)),
    `${calls}, ${time} with all that it calls, ${timeWithUnit(table.tottime[row] ?? 0, unit)} in itself`,
    `source: ${escapeControls(path)}`,
  ];
}

/** The lines with their numbers before them, under headings. */
export function sourceLines(
  { lines, hasChanged }: SourceView,
  unit: TimeUnit,
  { hasColor }: SourceLook,
): readonly string[] {
  const columns = columnsOf(lines);
  const costs = lines.map((line) => columns.map(({ cell }) => cell(line, unit)));
  const widths = columns.map(({ heading, least }, column) =>
    Math.max(least, heading(unit).length, ...costs.map((cells) => cells[column]?.length ?? 0)),
  );
  const numberWidth = String(lines.at(-1)?.number ?? 0).length;
  const shown = lines.map(({ number, text, tokens }, at) => {
    const code = paintSegments(sourceSegments(text, tokens), hasColor);
    const cost = hasChanged
      ? ''
      : `${(costs[at] ?? []).map((cell, column) => cell.padStart(widths[column] ?? 0)).join(' ')}  `;
    return `${cost}${String(number).padStart(numberWidth)}  ${code}`.trimEnd();
  });
  if (hasChanged) return shown;
  const headings = columns.map(({ heading }, column) => heading(unit).padStart(widths[column] ?? 0));
  return [`${headings.join(' ')}  ${'line'.padStart(numberWidth)}`, ...shown];
}

/** A number before a line of source. */
type LineColumn = {
  readonly heading: (unit: TimeUnit) => string;
  readonly least: number;
  readonly cell: (line: SourceLine, unit: TimeUnit) => string;
};

const INFERRED: readonly LineColumn[] = [
  { heading: (unit) => (unit === 's' ? 'seconds' : 'ms'), least: 9, cell: inferredTime },
  {
    heading: () => 'calls',
    least: 7,
    cell: ({ cost }) => (cost === null || cost.ncalls === 0 ? '' : formatCount(cost.ncalls)),
  },
];

/** Columns of line_profiler's numbers, instead of what would be inferred. */
const MEASURED: readonly LineColumn[] = [
  {
    heading: (unit) => `measured ${unit}`,
    least: 9,
    cell: ({ time }, unit) => (time === null ? '' : timeText(time.time, unit)),
  },
  { heading: () => 'hits', least: 7, cell: ({ time }) => (time === null ? '' : formatCount(time.hits)) },
];

const ALLOCATED: readonly LineColumn[] = [
  {
    heading: () => 'alive',
    least: 9,
    cell: ({ allocation }) => (allocation === null ? '' : formatByteSize(allocation.size)),
  },
  {
    heading: () => 'blocks',
    least: 6,
    cell: ({ allocation }) => (allocation === null ? '' : String(allocation.blocks)),
  },
];

function columnsOf(lines: readonly SourceLine[]): readonly LineColumn[] {
  const times = lines.some(({ time }) => time !== null) ? MEASURED : INFERRED;
  return lines.some(({ allocation }) => allocation !== null) ? [...times, ...ALLOCATED] : times;
}

function inferredTime({ cost }: SourceLine, unit: TimeUnit): string {
  if (cost === null) return '';
  const { seconds, ncalls, shared } = cost;
  if (seconds !== null) return timeText(seconds, unit);
  return ncalls === 0 && shared.length > 0 ? SHARED : '';
}

/** Every call once, the costliest first. */
function callLines(
  table: ProfileTable,
  { lines, unplaced, hasChanged }: SourceView,
  unit: TimeUnit,
): readonly string[] {
  if (hasChanged) return [];
  const placed = lines.flatMap(({ cost }) => (cost === null ? [] : [...cost.calls, ...cost.shared]));
  const calls = [...new Set([...placed, ...unplaced])].sort((a, b) => (b.cumtime ?? 0) - (a.cumtime ?? 0));
  if (calls.length === 0) return ['It calls nothing that the profile has.'];
  const cells = calls.slice(0, MOST_CALLS).map((call) => callCells(table, call, unit));
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const rows = cells.map((row) =>
    row
      .map((cell, column) =>
        column < 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(column === 2 ? (widths[2] ?? 0) : 0),
      )
      .join('  '),
  );
  const more = calls.length - cells.length;
  return [
    'What it calls:',
    ...rows.map((row) => `  ${row}`),
    ...(more > 0 ? [`  ... ${more} more, with less time`] : []),
  ];
}

function callCells(table: ProfileTable, call: LineCall, unit: TimeUnit): readonly string[] {
  const time = call.cumtime === null ? '' : timeText(call.cumtime, unit);
  return [time, call.ncalls, placeText(call), escapeControls(shortName(table, call.callee))];
}

/** `stats.py:30(normalise)`, with as many directories as tell the file apart. */
function shortName(table: ProfileTable, index: FunctionIndex): string {
  const { file, line, name } = functionKey(table, index);
  if (table.strings.text(file) === BUILTIN_FILE) return standardName(table, index);
  return `${shortPath(table, file)}:${lineText(line)}(${table.strings.text(name)})`;
}

function placeText({ lines }: LineCall): string {
  if (lines.length === 0) return 'on no line';
  return lines.length === 1 ? `line ${lines[0]}` : `shared by ${lines.length} lines: ${lines.join(', ')}`;
}

function explanation(
  { ownTime, lostTime, lines, unplaced, hasChanged }: SourceView,
  unit: TimeUnit,
): readonly string[] {
  if (hasChanged) return [];
  const isMeasured = lines.some(({ time }) => time !== null);
  const hasMemory = lines.some(({ allocation }) => allocation !== null);
  const memory = hasMemory
    ? ['"alive" is what the snapshot has of the line: blocks that were not freed when it was taken.']
    : [];
  if (isMeasured) return ['Times and hits of lines are those of line_profiler, from a run of its own.', ...memory];
  const hasShared = lines.some(({ cost }) => cost !== null && cost.shared.length > 0);
  return [
    `Its own time, ${timeWithUnit(ownTime, unit)}, cannot be attributed to a line: cProfile does not say where in a function it goes.`,
    ...(lostTime === null
      ? []
      : [`${timeWithUnit(lostTime, unit)} went into calls for which the dump has no numbers.`]),
    ...(hasShared
      ? [`${SHARED} marks lines that share calls; the list above says which, and how long they took together.`]
      : []),
    ...(unplaced.length > 0 ? ['"on no line": nothing that calls it was found in the source.'] : []),
    'The lines are inferred: cProfile says who called a function, not from which line; each call is placed where the source can make it.',
    ...memory,
  ];
}
