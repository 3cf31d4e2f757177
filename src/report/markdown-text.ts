import { escapeControls } from '../text/escape.ts';

/**
 * Any text as code in Markdown, in a cell of a table or in a line. Names are anybody's text: pipes, backticks, HTML,
 * links, mentions and control characters change nothing but themselves.
 *
 * A code span takes everything as it is (GitHub links no @mention and no #1 in it), with two exceptions: a pipe ends a
 * cell unless a backslash is before it, and a backslash before a pipe then cannot be told from that one. For those
 * few names the characters are written as entities.
 */
export function codeText(text: string): string {
  const visible = escapeControls(text);
  if (visible === '' || visible.includes('\\|')) return htmlCode(visible);
  const fence = '`'.repeat(longestRun(visible, '`') + 1);
  const content = visible.replaceAll('|', '\\|');
  // one blank at both ends is taken off again; without it a backtick would join the fence, and blanks of the name go
  const pad = /^`|`$/.test(visible) || (/^ .* $/.test(visible) && visible.trim() !== '') ? ' ' : '';
  return fence + pad + content + pad + fence;
}

const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** An empty comment before an @ keeps parsers from seeing an e-mail address. */
function htmlCode(visible: string): string {
  const content = visible.replace(PUNCTUATION, (character) =>
    character === '@' ? '<!-- -->&#64;' : entity(character),
  );
  return `<code>${content.replace(/^ | $/g, '&#32;')}</code>`;
}

/** The same where Markdown is not read, in a block of HTML (`<summary>`). */
export function htmlText(text: string): string {
  return escapeControls(text).replace(/[<>&"']/g, entity);
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Words that no Markdown reader takes for anything else: letters, and marks with a blank behind them. */
const PLAIN = /^(?:[A-Za-z0-9 ,()'-]|[.:;](?= |$))*$/;

/** A sentence of ours that may quote a profile: as it is if nothing in it can be obeyed, else as code. */
export function sentenceText(text: string): string {
  return PLAIN.test(text) ? text : codeText(text);
}

/** Lines as they are, in a fence that none of them can close. Line ends stay; other controls are made visible. */
export function fencedBlock(language: string, lines: readonly string[]): string {
  const shown = lines.map((line) => line.split('\t').map(escapeControls).join('\t'));
  const longest = shown.reduce((most, line) => Math.max(most, longestRun(line, '`')), 0);
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

export type Align = 'left' | 'right';

/** A column of a table: its heading and how it stands. Cells are Markdown already. */
export type Heading = { readonly title: string; readonly align: Align };

/** A table as GitHub's Markdown has it. */
export function markdownTable(headings: readonly Heading[], rows: readonly (readonly string[])[]): string {
  const rule = headings.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  return [headings.map(({ title }) => title), rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What a reader opens with a click. The blank lines make Markdown be read in it. */
export function foldedBlock(summaryHtml: string, content: string): string {
  return `<details>\n<summary>${summaryHtml}</summary>\n\n${content}\n\n</details>`;
}

/** Blocks with a blank line between; empty ones are left out. */
export function joinBlocks(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}
