import { assertNever } from '../errors.ts';
import type { Block, Document, Heading, Table, TableRow } from './document.ts';
import { htmlText } from './markdown-text.ts';
import { type Phrase, phraseHtml, phraseText } from './phrase.ts';

/**
 * A document as the inside of a page: elements that say what each thing is, not how it looks. No text of a profile
 * becomes markup.
 */
export function documentHtml(blocks: Document): string {
  let about = '';
  return blocks
    .map((block) => {
      if (block.kind === 'heading' || block.kind === 'title') about = phraseText(block.phrase);
      return blockHtml(block, about);
    })
    .filter((html) => html !== '')
    .join('\n');
}

/** `about`: the heading above it, which names a table. */
function blockHtml(block: Block, about: string): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${phraseHtml(block.phrase)}</h1>`;
    case 'heading':
      return `<h2>${phraseHtml(block.phrase)}</h2>`;
    case 'sentences':
      return block.phrases.length === 0 ? '' : `<p>${block.phrases.map(phraseHtml).join(' ')}</p>`;
    case 'notes':
      return block.phrases.map((phrase) => `<p class="note">Note: ${phraseHtml(phrase)}.</p>`).join('\n');
    case 'list':
      return listHtml(block);
    case 'facts':
      return factsHtml(block);
    case 'table':
      return tableHtml(block, about);
    case 'code':
      return codeHtml(block);
    case 'fold':
      return foldHtml(block);
    default:
      return assertNever(block);
  }
}

type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

function listHtml({ lead, items }: BlockOf<'list'>): string {
  if (items.length === 0) return '';
  const list = `<ul>${items.map((item) => `<li>${phraseHtml(item)}</li>`).join('')}</ul>`;
  return lead === undefined ? list : `<p>${htmlText(lead)}</p>\n${list}`;
}

function factsHtml({ facts }: BlockOf<'facts'>): string {
  if (facts.length === 0) return '';
  return `<dl>${facts.map(({ label, phrase }) => `<dt>${htmlText(label)}</dt><dd>${phraseHtml(phrase)}</dd>`).join('')}</dl>`;
}

function codeHtml({ language, lines }: BlockOf<'code'>): string {
  if (lines.length === 0) return '';
  const shown = lines.map(htmlLine).join('\n');
  return `<pre class="${language}" tabindex="0"><code>${shown}</code></pre>`; // so that keys can scroll it
}

/** Tabs come from the source. */
function htmlLine(line: string): string {
  return line.split('\t').map(htmlText).join('\t');
}

function foldHtml({ title, place, blocks }: BlockOf<'fold'>): string {
  const summary = phraseHtml(place === undefined ? title : [...title, ', ', ...place]);
  const inside = blocks.map((block) => blockHtml(block, phraseText(title))).filter((html) => html !== '');
  return `<details><summary>${summary}</summary>\n${inside.join('\n')}\n</details>`;
}

function tableHtml({ headings, rows, remarks, rest = '' }: Table, about: string): string {
  const left = rest === '' ? '' : `<p class="rest">${htmlText(rest)}.</p>`;
  if (rows.length === 0) return rest === '' ? '<p>None.</p>' : left;
  const body = rows.map((row, at) => rowHtml(headings, row) + remarksHtml(headings, remarks?.ofRows[at] ?? []));
  const table = `<table><thead>${headHtml(headings)}</thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
  const label = htmlText(about === '' ? 'table' : about);
  return `<div class="wide" role="group" aria-label="${label}" tabindex="0">${table}</div>${left === '' ? '' : `\n${left}`}`;
}

/** Titles of columns; those of one group have a common title above. */
function headHtml(headings: readonly Heading[]): string {
  const titles = headings.map((heading) =>
    heading.title === '' ? '<td></td>' : `<th scope="col"${classOf(heading)}>${htmlText(heading.title)}</th>`,
  );
  const line = `<tr>${titles.join('')}</tr>`;
  if (headings.every(({ group }) => group === undefined)) return line;
  const groups: { group: string | undefined; columns: number }[] = [];
  for (const { group } of headings) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === group) last.columns++;
    else groups.push({ group, columns: 1 });
  }
  const cells = groups.map(({ group, columns }) =>
    group === undefined
      ? `<td colspan="${columns}"></td>`
      : `<th scope="colgroup" colspan="${columns}">${htmlText(group)}</th>`,
  );
  return `<tr>${cells.join('')}</tr>${line}`;
}

/** What a row is about is in its last cell, if that is a name. */
function rowHtml(headings: readonly Heading[], row: TableRow): string {
  const cells = row.map((cell, at) => {
    const isName = at === row.length - 1 && typeof cell !== 'string' && cell.length > 0;
    const tag = isName ? 'th' : 'td';
    return `<${tag}${isName ? ' scope="row"' : ''}${classOf(headings[at])}>${cellHtml(cell)}</${tag}>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

function cellHtml(cell: string | Phrase): string {
  return typeof cell === 'string' ? htmlText(cell) : phraseHtml(cell);
}

function remarksHtml(headings: readonly Heading[], remarks: readonly string[]): string {
  if (remarks.length === 0) return '';
  return `<tr class="remark"><td colspan="${headings.length}">${htmlText(remarks.join('; '))}</td></tr>`;
}

function classOf(heading: Heading | undefined): string {
  return heading?.align === 'right' ? ' class="n"' : '';
}
