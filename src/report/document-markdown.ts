import { assertNever } from '../errors.ts';
import type { Block, Document, Table } from './document.ts';
import { fencedBlock, joinBlocks } from './markdown-text.ts';
import { phraseCell, phraseHtml, phraseMarkdown } from './phrase.ts';

/** A document in GitHub's Markdown. */
export function documentMarkdown(blocks: Document): string {
  return `${blocksMarkdown(blocks)}\n`;
}

/** Blocks to put among others. */
export function blocksMarkdown(blocks: Document): string {
  return joinBlocks(blocks.map(blockMarkdown));
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${phraseMarkdown(block.phrase)}`;
    case 'heading':
      return `## ${phraseMarkdown(block.phrase)}`;
    case 'sentences':
      return block.phrases.map(phraseMarkdown).join(' ');
    case 'notes':
      return joinBlocks(block.phrases.map((phrase) => `> Note: ${phraseMarkdown(phrase)}.`));
    case 'list':
      if (block.items.length === 0) return '';
      return joinBlocks([block.lead ?? '', block.items.map((item) => `- ${phraseMarkdown(item)}`).join('\n')]);
    case 'facts':
      return block.facts.map(({ label, phrase }) => `- ${label}: ${phraseMarkdown(phrase)}`).join('\n');
    case 'table':
      return tableMarkdown(block);
    case 'code':
      return fencedBlock(block.language, block.lines);
    case 'fold':
      return foldMarkdown(block);
    default:
      return assertNever(block);
  }
}

function tableMarkdown({ headings, rows, remarks, rest = '' }: Table): string {
  const titles = headings.map(({ title, group }, at) =>
    group === undefined || group === headings[at - 1]?.group ? title : `${group} ${title}`,
  );
  const rule = headings.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : phraseCell(cell))));
  const lines = [titles, rule, ...cells];
  const more = remarks === undefined ? [] : [remarks.title, ':--', ...remarks.ofRows.map((all) => all.join('; '))];
  const table = lines.map((row, at) => `| ${[...row, ...more.slice(at, at + 1)].join(' | ')} |`).join('\n');
  if (rows.length === 0) return rest === '' ? 'None.' : `${rest}.`;
  return joinBlocks([table, rest === '' ? '' : `${rest}.`]);
}

/** What a reader opens with a click. The blank lines let Markdown be read inside it. */
function foldMarkdown({ title, place, blocks }: Extract<Block, { kind: 'fold' }>): string {
  const summary = phraseHtml(place === undefined ? title : [...title, ', ', ...place]);
  return joinBlocks([`<details>\n<summary>${summary}</summary>`, ...blocks.map(blockMarkdown), '</details>']);
}
