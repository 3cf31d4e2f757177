import type { FunctionIndex } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { formatFixed3 } from '../text/fixed3.ts';
import type { LineNumbers } from '../views/line-numbers.ts';
import { LEAST_SHARE_TEXT, sumSmall } from '../views/small-functions.ts';
import { type Block, type Document, type Heading, heading, left, right, type TableRow } from './document.ts';
import { documentMarkdown } from './document-markdown.ts';
import { code, quoting } from './phrase.ts';
import { callsText, percentText } from './time-unit.ts';

/** Which numbers of a line are estimates; `times`: both times, but not the count of calls. */
export type Estimates = 'none' | 'tottime' | 'cumtime' | 'times' | 'all';

/** Whether a number is an estimate. */
export function isEstimated(estimates: Estimates, column: 'ncalls' | 'tottime' | 'cumtime'): boolean {
  if (estimates === 'times') return column !== 'ncalls';
  return estimates === 'all' || estimates === column;
}

/** A line of a list: a function or a call. `depth`: its level in a tree. */
export type ListedLine = {
  readonly numbers: LineNumbers;
  readonly share: number | null;
  readonly name: string;
  readonly depth?: number;
  readonly estimates?: Estimates;
  readonly isShareEstimated?: boolean;
};

export type ListedLines = {
  readonly heading: string;
  readonly lines: readonly ListedLine[];
  /** How many there are, listed or not. */
  readonly total: number;
  /** The functions that are too small to be listed: one line with their sums, and how many they are. */
  readonly summed?: { readonly line: ListedLine; readonly functions: number };
};

/** A list with columns of its own. */
type ListedTable = {
  readonly heading: string;
  readonly columns: readonly Heading[];
  readonly rows: readonly TableRow[];
  readonly total: number;
};

/** A list that is not a table. */
type ListedBlocks = { readonly heading: string; readonly blocks: Document };

export type Listed = ListedLines | ListedTable | ListedBlocks;

/** The headings of {@link numberCells}. */
export const NUMBER_COLUMNS: readonly Heading[] = [
  right('calls'),
  right('tottime (s)'),
  right('cumtime (s)'),
  right('share'),
];

const COLUMNS: readonly Heading[] = [...NUMBER_COLUMNS, left('function')];

/**
 * Lists in Markdown as a screen shows them. `profile`: the file as the user named it; `facts`: sentences before the
 * lists.
 */
export function renderLists(profile: string, facts: readonly string[], lists: readonly Listed[]): string {
  return documentMarkdown([
    { kind: 'title', phrase: ['Profile of ', code(profile)] },
    ...facts.map((fact): Block => ({ kind: 'sentences', phrases: [[quoting(fact)]] })),
    ...lists.flatMap(listBlocks),
  ]);
}

function listBlocks(list: Listed): Document {
  const title = heading(quoting(list.heading));
  if ('blocks' in list) return [title, ...list.blocks];
  const { columns, rows, total } = 'rows' in list ? list : tableOf(list);
  const summed = 'lines' in list ? list.summed : undefined;
  const rest = total - rows.length - (summed?.functions ?? 0);
  const all = summed === undefined ? rows : [...rows, lineCells(summed.line)];
  const sums = `The last line adds up ${summed?.functions} functions of less than ${LEAST_SHARE_TEXT} each.`;
  return [
    title,
    { kind: 'table', headings: columns, rows: all, rest: rest === 0 ? '' : `${rest} more of ${total} are not listed` },
    { kind: 'sentences', phrases: summed === undefined ? [] : [[sums]] },
  ];
}

function tableOf({ heading, lines, total }: ListedLines): ListedTable {
  return { heading, columns: COLUMNS, rows: lines.map(lineCells), total };
}

function lineCells(line: ListedLine): TableRow {
  return [...numberCells(line), ['· '.repeat(line.depth ?? 0), code(line.name)]];
}

/** The functions of a table one by one, as long as they count, and the sums of the others. */
export function listFunctions(
  heading: string,
  table: ProfileTable,
  all: Int32Array,
  most: number,
  lineOf: (row: FunctionIndex) => ListedLine,
): ListedLines {
  const { rows, summed } = sumSmall(table, all, most);
  const lines = rows.map((row) => lineOf(row));
  const list = { heading, lines, total: all.length };
  if (summed === null) return list;
  const { functions, numbers } = summed;
  return { ...list, summed: { functions, line: { numbers, share: null, name: `${functions} other functions` } } };
}

/** Calls, tottime, cumtime and share of a line. */
export function numberCells({
  numbers,
  share,
  estimates = 'none',
  isShareEstimated = false,
}: Omit<ListedLine, 'name'>): readonly string[] {
  const mark = (column: Parameters<typeof isEstimated>[1]): string => (isEstimated(estimates, column) ? '~' : '');
  const time = (seconds: number | null, sign: string): string => (seconds === null ? '' : sign + formatFixed3(seconds));
  return [
    (numbers.ncalls.startsWith('<') ? '' : mark('ncalls')) + callsText(numbers.ncalls, numbers.primitiveCalls),
    time(numbers.tottime, mark('tottime')),
    time(numbers.cumtime, mark('cumtime')),
    (isShareEstimated ? '~' : '') + percentText(share),
  ];
}
