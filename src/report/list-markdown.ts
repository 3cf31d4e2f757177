import { formatFixed3 } from '../text/fixed3.ts';
import type { LineNumbers } from '../views/line-numbers.ts';
import { codeCell, codeText, type Heading, joinBlocks, markdownTable, sentenceText } from './markdown-text.ts';
import { callsText, percentText } from './time-unit.ts';

/** A line of a list: a function or a call. `depth`: how far it stands to the right in a tree. */
export type ListedLine = {
  readonly numbers: LineNumbers;
  readonly share: number | null;
  readonly name: string;
  readonly depth?: number;
  /** Which of the numbers are no more than that. */
  readonly estimates?: 'none' | 'tottime' | 'all';
};

export type ListedLines = {
  readonly heading: string;
  readonly lines: readonly ListedLine[];
  /** How many there are, listed or not. */
  readonly total: number;
};

const HEADINGS: readonly Heading[] = [
  { title: 'calls', align: 'right' },
  { title: 'tottime (s)', align: 'right' },
  { title: 'cumtime (s)', align: 'right' },
  { title: 'share', align: 'right' },
  { title: 'function', align: 'left' },
];

/** Lists as a screen shows them, as Markdown. `profile`: as the user called it; `facts`: sentences before the lists. */
export function renderLists(profile: string, facts: readonly string[], lists: readonly ListedLines[]): string {
  const start = [`# Profile of ${codeText(profile)}`, ...facts.map(sentenceText)];
  return `${joinBlocks([...start, ...lists.map(renderList)])}\n`;
}

function renderList({ heading, lines, total }: ListedLines): string {
  const rest = total - lines.length;
  return joinBlocks([
    `## ${sentenceText(heading)}`,
    lines.length === 0 ? 'None.' : markdownTable(HEADINGS, lines.map(cells)),
    rest === 0 ? '' : `${rest} more of ${total} are not listed.`,
  ]);
}

function cells({ numbers, share, name, depth = 0, estimates = 'none' }: ListedLine): readonly string[] {
  const mark = estimates === 'all' ? '~' : '';
  const time = (seconds: number | null, sign: string): string => (seconds === null ? '' : sign + formatFixed3(seconds));
  return [
    mark + callsText(numbers.ncalls, numbers.primitiveCalls),
    time(numbers.tottime, estimates === 'tottime' ? '~' : mark),
    time(numbers.cumtime, mark),
    percentText(share),
    `${'· '.repeat(depth)}${codeCell(name)}`,
  ];
}
