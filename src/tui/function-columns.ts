import type { ProfileKind } from '../profile/profile-table.ts';
import { type Estimates, isEstimated } from '../report/list-markdown.ts';
import type { SortColumn } from '../select/sort-keys.ts';
import { formatByteSize } from '../text/byte-size.ts';
import type { FunctionChange } from '../views/function-change.ts';
import type { CallSortName } from '../views/function-view.ts';
import type { LineNumbers } from '../views/line-numbers.ts';
import type { Column } from './column.ts';
import type { NumberWidths } from './measure-numbers.ts';
import {
  ABSENT,
  barCell,
  callsCell,
  changeCell,
  perCallCell,
  percentCell,
  type TimeStyle,
  timeCell,
  type Units,
} from './number.ts';
import type { Meaning } from './screen.ts';
import type { Role } from './theme.ts';

/** What a line of functions or calls shows. */
export type FunctionCells = {
  readonly numbers: LineNumbers;
  readonly share: number | null;
  /** Which numbers are marked with `~`. */
  readonly estimates?: Estimates;
  /** What changed since the profile was first read. */
  readonly change?: FunctionChange | undefined;
  /** What it was, in a comparison; null for what is new. */
  readonly before?: LineNumbers | null;
  /** What is alive of it, with a snapshot. */
  readonly memory?: { readonly size: number; readonly blocks: number } | undefined;
};

export type ColumnId =
  | 'ncallsBefore'
  | 'ncalls'
  | 'ncallsChange'
  | 'tottimeBefore'
  | 'tottime'
  | 'tottimeChange'
  | 'tottimePerCall'
  | 'cumtimeBefore'
  | 'cumtime'
  | 'cumtimeChange'
  | 'cumtimePerCall'
  | 'memory'
  | 'memoryBlocks'
  | 'percent'
  | 'bar';

/** A column that lines are sorted by; the name is one of them. */
export type SortedId = ColumnId | 'name';

/** A column of functions: all that is to be said of it. */
export type FunctionColumn = {
  readonly id: ColumnId;
  readonly heading: Readonly<Record<ProfileKind, string>>;
  readonly help?: Readonly<Record<ProfileKind, Meaning>>;
  /** Without its heading, which may be wider. */
  readonly width: (numbers: NumberWidths, units: Units) => number;
  readonly cell: Column<FunctionCells>['cell'];
  readonly goes: number;
  /** See {@link Column}. */
  readonly fewestName?: number;
  /** What it is sorted by in the list of functions and among callers and callees, and which orders are its. */
  readonly sort?: {
    readonly by: string;
    readonly calls?: CallSortName;
    readonly orders: readonly (SortColumn | CallSortName)[];
  };
  readonly isOf?: 'changes' | 'before' | 'memory';
  readonly isBar?: true;
  readonly paint?: (row: FunctionCells) => Role;
};

/** The headings of pstats; Python 3.15's sampled profiles have their own. */
function same(heading: string): FunctionColumn['heading'] {
  return { traced: heading, sampled: heading };
}

function timeWidth({ seconds, durations }: NumberWidths, units: Units): number {
  return units === 'seconds' ? seconds : durations;
}

/** `+45.6 ms`, `-12345`. */
const CHANGE_WIDTH = 8;

/** Most names fit with their file into this many cells: in a narrower window there is no second `percall`. */
const WHOLE_NAME_CELLS = 40;
/** Of the file and of the name enough is seen to tell them: before that no `percall` is shown at all. */
const READABLE_NAME_CELLS = 32;

/**
 * From left to right. What goes first where the window is narrow, one by one: what can be divided in one's head, then
 * what repeats a number as a picture, and last one of the two times.
 */
export const FUNCTION_COLUMNS: readonly FunctionColumn[] = [
  {
    id: 'ncallsBefore',
    heading: { traced: 'calls before', sampled: 'samples before' },
    width: ({ calls }) => calls,
    cell: ({ before }, width) => (before == null ? ABSENT : callsCell(before, width)),
    goes: 0,
    isOf: 'before',
  },
  {
    id: 'ncalls',
    heading: { traced: 'ncalls', sampled: 'nsamples' },
    help: {
      traced: {
        term: 'ncalls',
        text: 'how often it was called; 8361/1: 8361 calls, of which 1 is primitive (not made by recursion)',
      },
      sampled: {
        term: 'nsamples',
        text: 'in how many samples it was on the stack; 582/37: of 582 samples it was on top of the stack in 37',
      },
    },
    width: ({ calls }) => calls,
    cell: ({ numbers, estimates = 'none' }, width) =>
      mark(isEstimated(estimates, 'ncalls'), width, (room) => callsCell(numbers, room)),
    goes: 7,
    sort: { by: 'ncalls', calls: 'ncalls', orders: ['ncalls', 'primitiveCalls', 'pcalls'] },
  },
  {
    id: 'ncallsChange',
    heading: same('+/-'),
    width: () => CHANGE_WIDTH,
    cell: ({ change }, width, style) => changeCell(change, 'ncalls', width, style),
    goes: 6,
    isOf: 'changes',
  },
  {
    id: 'tottimeBefore',
    heading: same('tot before'),
    width: timeWidth,
    cell: ({ before }, width, style) => timeCell(before?.tottime ?? null, width, style),
    goes: 0,
    isOf: 'before',
  },
  {
    id: 'tottime',
    heading: same('tottime'),
    help: {
      traced: { term: 'tottime', text: 'time in the function itself, without what it calls' },
      sampled: { term: 'tottime', text: 'time in the function itself, estimated from the samples with it on top' },
    },
    width: timeWidth,
    cell: (row, width, style) => markedTime(row, 'tottime', width, style),
    goes: 11,
    sort: { by: 'tottime', calls: 'tottime', orders: ['tottime'] },
  },
  {
    id: 'tottimeChange',
    heading: same('+/-'),
    width: () => CHANGE_WIDTH,
    cell: ({ change }, width, style) => changeCell(change, 'tottime', width, style),
    goes: 8,
    isOf: 'changes',
  },
  {
    id: 'tottimePerCall',
    heading: { traced: 'percall', sampled: 'persample' },
    help: {
      traced: { term: 'percall', text: 'behind tottime: tottime divided by all calls' },
      sampled: { term: 'persample', text: 'behind tottime: tottime divided by the first number of samples' },
    },
    width: timeWidth,
    cell: (row, width, style) => markedPerCall(row, 'tottime', width, style),
    goes: 1,
    fewestName: WHOLE_NAME_CELLS,
    sort: { by: 'tottime-percall', calls: 'tottime-percall', orders: ['tottimePerCall', 'tottime-percall'] },
  },
  {
    id: 'cumtimeBefore',
    heading: same('cum before'),
    width: timeWidth,
    cell: ({ before }, width, style) => timeCell(before?.cumtime ?? null, width, style),
    goes: 0,
    isOf: 'before',
  },
  {
    id: 'cumtime',
    heading: same('cumtime'),
    help: {
      traced: { term: 'cumtime', text: 'time in the function and in all that it calls; recursion is counted once' },
      sampled: { term: 'cumtime', text: 'time in the function and in all that it calls, estimated from the samples' },
    },
    width: timeWidth,
    cell: (row, width, style) => markedTime(row, 'cumtime', width, style),
    goes: 12,
    sort: { by: 'cumtime', calls: 'cumtime', orders: ['cumtime'] },
  },
  {
    id: 'cumtimeChange',
    heading: same('+/-'),
    width: () => CHANGE_WIDTH,
    cell: ({ change }, width, style) => changeCell(change, 'cumtime', width, style),
    goes: 9,
    isOf: 'changes',
  },
  {
    id: 'cumtimePerCall',
    heading: { traced: 'percall', sampled: 'persample' },
    help: {
      traced: { term: 'percall', text: 'behind cumtime: cumtime divided by the primitive calls' },
      sampled: { term: 'persample', text: 'behind cumtime: cumtime divided by the second number of samples' },
    },
    width: timeWidth,
    cell: (row, width, style) => markedPerCall(row, 'cumtime', width, style),
    goes: 2,
    fewestName: READABLE_NAME_CELLS,
    sort: { by: 'cumtime-percall', calls: 'cumtime-percall', orders: ['cumtimePerCall', 'cumtime-percall'] },
  },
  {
    id: 'memory',
    heading: same('alive'),
    help: bothWays({
      term: 'alive, blocks',
      text: 'bytes and blocks that the snapshot has of the lines of the function itself',
    }),
    width: () => 9, // `10239 KiB`
    cell: ({ memory }) => (memory === undefined || memory.blocks <= 0 ? '' : formatByteSize(memory.size)),
    goes: 10,
    sort: { by: 'memory', orders: [] },
    isOf: 'memory',
  },
  {
    id: 'memoryBlocks',
    heading: same('blocks'),
    width: () => 7,
    // most functions have nothing that is alive: blanks are read more easily than zeros
    cell: ({ memory }) => (memory === undefined || memory.blocks <= 0 ? '' : String(memory.blocks)),
    goes: 4,
    sort: { by: 'memory-blocks', orders: [] },
    isOf: 'memory',
  },
  {
    id: 'percent',
    heading: same('share'),
    help: bothWays({
      term: 'cum%, tot%',
      text: 'the cumtime or tottime as a share of all time in the profile, as a number and a bar',
    }),
    width: () => 5,
    cell: ({ share }) => percentCell(share),
    goes: 5,
  },
  {
    id: 'bar',
    heading: same(''),
    width: () => 4,
    cell: ({ share }, width, { glyphs }) => barCell(share, width, glyphs),
    goes: 3,
    isBar: true,
    paint: ({ share }) => heat(share),
  },
];

function bothWays(meaning: Meaning): Readonly<Record<ProfileKind, Meaning>> {
  return { traced: meaning, sampled: meaning };
}

/** The hue only repeats what the length of the bar says. */
export function heat(share: number | null): Role {
  if (share === null || share < 0.1) return 'cool';
  return share < 0.5 ? 'warm' : 'hot';
}

function markedTime(row: FunctionCells, id: 'tottime' | 'cumtime', width: number, style: TimeStyle): string {
  const { numbers, estimates = 'none' } = row;
  return mark(isEstimated(estimates, id), width, (room) => timeCell(numbers[id], room, style));
}

/** What an estimate is divided into is an estimate as well. */
function markedPerCall(row: FunctionCells, id: 'tottime' | 'cumtime', width: number, style: TimeStyle): string {
  const { numbers, estimates = 'none' } = row;
  return mark(isEstimated(estimates, id), width, (room) => perCallCell(numbers, id, room, style));
}

/** `~` before a number that is an estimate, if it has none already. */
function mark(isEstimate: boolean, width: number, write: (room: number) => string): string {
  if (!isEstimate) return write(width);
  const text = write(width - 1);
  return /^\d/.test(text) ? `~${text}` : text;
}

/** Columns that not all lists have. */
export const CHANGE_COLUMNS: readonly ColumnId[] = FUNCTION_COLUMNS.filter(({ isOf }) => isOf === 'changes').map(
  ({ id }) => id,
);

/** What changed is more than what can be divided in one's head. */
export const NOT_BESIDE_CHANGES: readonly ColumnId[] = ['tottimePerCall', 'cumtimePerCall', 'bar'];

/** Of sums there are no times for a call. */
export const NOT_IN_SUMS: readonly ColumnId[] = ['tottimePerCall', 'cumtimePerCall', ...CHANGE_COLUMNS];

/** The heading of the names of functions. */
export const NAME_HEADING = 'filename:lineno(function)';
