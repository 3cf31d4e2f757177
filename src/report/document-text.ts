import { assertNever } from '../errors.ts';
import { displayWidth, padCellsEnd, padCellsStart } from '../text/display.ts';
import { escapeControls } from '../text/escape.ts';
import { wrapWholeWords } from '../text/wrap.ts';
import type { Block, Document, Heading, Table } from './document.ts';
import { type Phrase, phraseText } from './phrase.ts';

const INDENT = '   ';
const HANG = '  ';
const LABEL = 12;

/** How a sentence is broken into lines of a width. */
type Wrap = (text: string, width: number) => readonly string[];

/** A document for a terminal or a log. Sentences are wrapped to `width` cells, tables and code are not. */
export function documentText(blocks: Document, width: number): string {
  return `${documentLines(blocks, width, wrapWholeWords).join('\n')}\n`;
}

/** The lines of a document, with a blank one between its blocks. */
export function documentLines(blocks: Document, width: number, wrap: Wrap): readonly string[] {
  const written = blocks.map((block) => blockLines(block, width, wrap)).filter((lines) => lines.length > 0);
  return written.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

/** The lines about one thing, without blank ones. */
export function detailLines(blocks: Document, width: number, wrap: Wrap): readonly string[] {
  return blocks.flatMap((block) => blockLines(block, width, wrap));
}

function blockLines(block: Block, width: number, wrap: Wrap): readonly string[] {
  const hang = (phrase: Phrase, first: string, others: string): readonly string[] =>
    wrap(phraseText(phrase), width - others.length).map((line, at) => (at === 0 ? first : others) + line);
  switch (block.kind) {
    case 'title':
      return [];
    case 'heading':
      return [phraseText(block.phrase)];
    case 'sentences':
      return block.phrases.flatMap((phrase) => hang(phrase, '', HANG));
    case 'notes':
      return block.phrases.flatMap((phrase) => hang(['Note: ', ...phrase, '.'], '', HANG));
    case 'list': {
      const indent = block.lead === undefined ? '' : INDENT;
      const lines = block.items.flatMap((item) => hang(item, indent, indent + HANG));
      return block.lead === undefined || lines.length === 0 ? lines : [block.lead, ...lines];
    }
    case 'facts':
      return block.facts.flatMap(({ label, phrase }) => hang(phrase, label.padEnd(LABEL), ' '.repeat(LABEL)));
    case 'table':
      return tableLines(block);
    case 'code':
      return block.lines.map((line) => `  ${escapeControls(line.replaceAll('\t', '    '))}`);
    case 'fold': {
      const { title, place = [], blocks } = block;
      const inner: Block = { kind: 'sentences', phrases: place.length === 0 ? [] : [place] };
      const lines = detailLines([inner, ...blocks], width - INDENT.length, wrap);
      return [...hang(title, '', HANG), ...lines.map((line) => INDENT + line)];
    }
    default:
      return assertNever(block);
  }
}

const REMARK_INDENT = ' '.repeat(12);

function tableLines({ headings, rows, remarks, rest = '' }: Table): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : phraseText(cell))));
  const groups = headings.map(({ group }, at) => (group === headings[at - 1]?.group ? '' : (group ?? '')));
  const heads = [...(groups.some((group) => group !== '') ? [groups] : []), headings.map(({ title }) => title)];
  const lines = alignColumns(headings, [...heads, ...cells]);
  const listed = lines.slice(heads.length).flatMap((line, at) => {
    const sentences = remarks?.ofRows[at] ?? [];
    return [line, ...sentences.map((sentence) => REMARK_INDENT + sentence)];
  });
  const shown = rows.length === 0 ? [] : [...lines.slice(0, heads.length), ...listed];
  if (rest !== '') return [...shown, `... ${rest}`];
  return rows.length === 0 ? ['None.'] : shown;
}

/**
 * The least width of a column of numbers, so that the tables of one document look alike. The columns of a group may be
 * narrower.
 */
const LEAST_WIDTH = 9;

/** Columns as wide as their widest cell, two blanks apart; no blanks at the end of a line. */
function alignColumns(headings: readonly Heading[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = headings.map(({ align, group }, at) => {
    const least = align === 'right' && group === undefined ? LEAST_WIDTH : 0;
    return rows.reduce((most, row) => Math.max(most, displayWidth(row[at] ?? '')), least);
  });
  const used = headings.map((_, at) => at).filter((at) => widths[at] !== 0);
  return rows.map((row) =>
    used
      .map((at) => (headings[at]?.align === 'right' ? padCellsStart : padCellsEnd)(row[at] ?? '', widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
