import { assertNever } from '../../../errors.ts';
import type { ProfileTable, Seconds } from '../../../profile/profile-table.ts';
import { calleeOf } from '../../../source/costs/callee.ts';
import type { TokenKind } from '../../../source/tokens.ts';
import { formatByteSize } from '../../../text/byte-size.ts';
import { cutEnd, displayWidth, padCellsEnd } from '../../../text/display.ts';
import { shareOf } from '../../../views/line-numbers.ts';
import { sourceSegments } from '../../../views/source-segments.ts';
import type { LineCall, LineCost, SourceLine } from '../../../views/source-view.ts';
import { heat } from '../../function-columns.ts';
import { functionText, shownText } from '../../name.ts';
import { type TimeStyle, timeCell } from '../../number.ts';
import { HINT_MARK } from '../../row.ts';
import type { Theme } from '../../theme.ts';
import { costliestFirst, type SourceRow } from './source-rows.ts';

/** How the rows of one function are written. */
export type SourceLayout = {
  readonly table: ProfileTable;
  readonly width: number;
  readonly numberWidth: number;
  /** The time that shares are of. */
  readonly whole: Seconds;
  readonly shift: number;
  /** The lines for which there are hints. */
  readonly hinted: ReadonlySet<number>;
  readonly measured: MeasuredColumns;
  readonly style: TimeStyle;
  readonly theme: Theme;
};

/** What the lines of one function have beside what is inferred of them. */
export type MeasuredColumns = {
  /** The time of all lines that line_profiler measured; null: times are inferred. */
  readonly time: Seconds | null;
  readonly hasMemory: boolean;
};

export function measuredColumns(lines: readonly SourceLine[]): MeasuredColumns {
  const times = lines.flatMap(({ time }) => (time === null ? [] : [time.time]));
  return {
    time: times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0),
    hasMemory: lines.some(({ allocation }) => allocation !== null),
  };
}

/** `10239 KiB` */
const MEMORY_WIDTH = 9;

/** What stands in place of a time that several lines share: on each of them it would look like the line's own. */
const SHARED = '~';

/** A time with its unit. */
const COST_WIDTH = 8;

/** A function keeps so much, however many lines share its calls. */
const LEAST_NAME = 20;

/** A row of the source pane as one string: the time of what the line calls, its number, its text. */
export function sourceLine(row: SourceRow, isSelected: boolean, layout: SourceLayout): string {
  const { width, theme } = layout;
  const { cost, share, rest } = partsOf(row, layout);
  const marker = isSelected ? '>' : ' ';
  const cell = cost.padStart(COST_WIDTH);
  const memory = memoryCell(row, layout.measured);
  const room = Math.max(0, width - COST_WIDTH - memory.length - 2);
  const segments = fitSegments(rest, room, theme.glyphs.ellipsis);
  if (isSelected) {
    const plain = `${marker}${cell}${memory} ${segments.map(({ text }) => text).join('')}`;
    return theme.paint('selected', padCellsEnd(plain, width));
  }
  const painted = segments.map(({ kind, text }) => (kind === null ? text : theme.paint(kind, text))).join('');
  return `${marker}${share === null ? cell : theme.paint(heat(share), cell)}${memory} ${painted}`;
}

/** What is alive of a line, in a column of its own where any line has some. */
function memoryCell(row: SourceRow, { hasMemory }: MeasuredColumns): string {
  if (!hasMemory) return '';
  const allocation = row.kind === 'line' ? row.line.allocation : null;
  return ` ${(allocation === null ? '' : formatByteSize(allocation.size)).padStart(MEMORY_WIDTH)}`;
}

/** A piece of a row in one look: code, words, or words that are beside the point. */
type Segment = { readonly kind: TokenKind | 'dim' | null; readonly text: string };

type Parts = { readonly cost: string; readonly share: number | null; readonly rest: readonly Segment[] };

function partsOf(row: SourceRow, layout: SourceLayout): Parts {
  const { table, whole, numberWidth, shift, hinted, style, theme, width, measured } = layout;
  switch (row.kind) {
    case 'line': {
      const { number, text, tokens, cost } = row.line;
      const code = shifted(sourceSegments(text, tokens), shift);
      const mark = hinted.has(number) ? HINT_MARK : ' ';
      const rest = [{ kind: null, text: `${String(number).padStart(numberWidth)}${mark}` }, ...code];
      return {
        ...(measured.time === null ? inferred(cost, whole, style) : timed(row.line, measured.time, style)),
        rest,
      };
    }
    case 'call': {
      const { callee, cumtime, lines } = row.call;
      const place = lines.length === 0 ? 'on no line: ' : `shared by ${lines.length} lines: `;
      const between = lines.length === 0 ? '' : ` (${lines.join(', ')})`;
      const room = width - COST_WIDTH - 2 - place.length - between.length;
      const name = functionText(table, callee, Math.max(LEAST_NAME, room), theme.glyphs.ellipsis);
      return {
        cost: cumtime === null ? '' : timeCell(cumtime, COST_WIDTH, style),
        share: shareOf(cumtime, whole),
        rest: plain(`${place}${name}${between}`),
      };
    }
    case 'time':
      return {
        cost: timeCell(row.seconds, COST_WIDTH, style),
        share: shareOf(row.seconds, whole),
        rest: plain(row.text),
      };
    case 'text':
      return { cost: '', share: null, rest: plain(shownText(row.text)) };
    case 'practice':
      return { cost: '', share: null, rest: [{ kind: 'dim', text: shownText(row.text) }] };
    default:
      return assertNever(row);
  }
}

function inferred(cost: LineCost | null, whole: Seconds, style: TimeStyle): Omit<Parts, 'rest'> {
  return { cost: costText(cost, style), share: shareOf(cost?.seconds ?? null, whole) };
}

/** What line_profiler measured; the share is of all lines that it measured. */
function timed({ time }: SourceLine, whole: Seconds, style: TimeStyle): Omit<Parts, 'rest'> {
  if (time === null) return { cost: '', share: null };
  return { cost: timeCell(time.time, COST_WIDTH, style), share: shareOf(time.time, whole) };
}

function plain(text: string): readonly Segment[] {
  return [{ kind: null, text }];
}

/** What is sure; a mark where nothing is. Without times in the dump: how many calls. */
function costText(cost: LineCost | null, style: TimeStyle): string {
  if (cost === null) return '';
  if (cost.seconds !== null) return timeCell(cost.seconds, COST_WIDTH, style);
  return cost.ncalls > 0 ? `${cost.ncalls}x` : SHARED;
}

/** Without its first characters: as many as the source is moved to the left. */
function shifted(segments: readonly Segment[], shift: number): readonly Segment[] {
  let left = shift;
  return segments.flatMap(({ kind, text }) => {
    const characters = Array.from(text);
    const rest = characters.slice(left);
    left = Math.max(0, left - characters.length);
    return rest.length === 0 ? [] : [{ kind, text: rest.join('') }];
  });
}

/** As much of a line as there is room for. */
function fitSegments(segments: readonly Segment[], width: number, ellipsis: string): readonly Segment[] {
  const fitted: Segment[] = [];
  let left = width;
  for (const [at, { kind, text }] of segments.entries()) {
    const cells = displayWidth(text);
    const hasMore = segments.slice(at + 1).some((segment) => segment.text.trim() !== '');
    if (cells < left || (cells === left && !hasMore)) {
      fitted.push({ kind, text });
      left -= cells;
      continue;
    }
    const cut = cells > left ? cutEnd(text, left, ellipsis) : cutEnd(`${text} `, left, ellipsis);
    fitted.push({ kind, text: cut });
    break;
  }
  return fitted;
}

/** For the status line: what the selected line calls, by name. */
export function lineCallsText(table: ProfileTable, row: SourceRow, style: TimeStyle): string {
  if (row.kind === 'call') return callText(table, row.call, style);
  if (row.kind !== 'line') return '';
  const { calls = [], shared = [] } = row.line.cost ?? {};
  const texts = costliestFirst([...calls, ...shared]).map((call) => callText(table, call, style));
  return texts.length === 0 ? `line ${row.line.number} calls nothing that the profile has` : texts.join('; ');
}

/** `12x read 4.50 ms`; `12x append, shared by 2 lines, 4.50 ms together: 13, 14`. */
function callText(table: ProfileTable, { callee, ncalls, cumtime, lines }: LineCall, style: TimeStyle): string {
  const calls = `${ncalls}x ${shownText(calleeOf(table, callee).name)}`;
  const time = cumtime === null ? null : timeCell(cumtime, COST_WIDTH, style);
  if (lines.length > 1) {
    const together = time === null ? '' : `, ${time} together`;
    return `${calls}, shared by ${lines.length} lines${together}: ${lines.join(', ')}`;
  }
  const timed = time === null ? calls : `${calls} ${time}`;
  return lines.length === 0 ? `${timed}, for which no line was found` : timed;
}
