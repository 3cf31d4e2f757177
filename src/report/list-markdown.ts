import { formatFixed3 } from '../text/fixed3.ts';
import type { LineNumbers } from '../views/line-numbers.ts';
import {
  codeCell,
  codeText,
  fencedBlock,
  type Heading,
  joinBlocks,
  markdownTable,
  sentenceText,
} from './markdown-text.ts';
import { callsText, percentText } from './time-unit.ts';

/** A line of a list: a function or a call. `depth`: how far it stands to the right in a tree. */
export type ListedLine = {
  readonly numbers: LineNumbers;
  readonly share: number | null;
  readonly name: string;
  readonly depth?: number;
  /** Which of the numbers are no more than that. */
  readonly estimates?: 'none' | 'tottime' | 'cumtime' | 'all';
};

export type ListedLines = {
  readonly heading: string;
  readonly lines: readonly ListedLine[];
  /** How many there are, listed or not. */
  readonly total: number;
};

/** A list with columns of its own. Cells are Markdown already. */
type ListedTable = {
  readonly heading: string;
  readonly columns: readonly Heading[];
  readonly rows: readonly (readonly string[])[];
  readonly total: number;
};

/** What is no table; shown as it is. */
type ListedText = { readonly heading: string; readonly text: readonly string[] };

export type Listed = ListedLines | ListedTable | ListedText;

/** What {@link numberCells} are the cells of. */
export const NUMBER_COLUMNS: readonly Heading[] = [
  { title: 'calls', align: 'right' },
  { title: 'tottime (s)', align: 'right' },
  { title: 'cumtime (s)', align: 'right' },
  { title: 'share', align: 'right' },
];

const COLUMNS: readonly Heading[] = [...NUMBER_COLUMNS, { title: 'function', align: 'left' }];

/** Lists as a screen shows them, as Markdown. `profile`: as the user called it; `facts`: sentences before the lists. */
export function renderLists(profile: string, facts: readonly string[], lists: readonly Listed[]): string {
  const start = [`# Profile of ${codeText(profile)}`, ...facts.map(sentenceText)];
  return `${joinBlocks([...start, ...lists.map(renderList)])}\n`;
}

function renderList(list: Listed): string {
  const title = `## ${sentenceText(list.heading)}`;
  if ('text' in list) return joinBlocks([title, fencedBlock('', list.text)]);
  const { columns, rows, total } = 'rows' in list ? list : tableOf(list);
  const rest = total - rows.length;
  return joinBlocks([
    title,
    rows.length === 0 ? 'None.' : markdownTable(columns, rows),
    rest === 0 ? '' : `${rest} more of ${total} are not listed.`,
  ]);
}

function tableOf({ heading, lines, total }: ListedLines): ListedTable {
  const rows = lines.map((line) => [...numberCells(line), `${'· '.repeat(line.depth ?? 0)}${codeCell(line.name)}`]);
  return { heading, columns: COLUMNS, rows, total };
}

/** Calls, tottime, cumtime and share of a line. */
export function numberCells({ numbers, share, estimates = 'none' }: Omit<ListedLine, 'name'>): readonly string[] {
  const mark = (column: 'tottime' | 'cumtime'): string => (estimates === 'all' || estimates === column ? '~' : '');
  const time = (seconds: number | null, sign: string): string => (seconds === null ? '' : sign + formatFixed3(seconds));
  return [
    (estimates === 'all' ? '~' : '') + callsText(numbers.ncalls, numbers.primitiveCalls),
    time(numbers.tottime, mark('tottime')),
    time(numbers.cumtime, mark('cumtime')),
    percentText(share),
  ];
}
