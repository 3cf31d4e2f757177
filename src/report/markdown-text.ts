import { escapeControls } from '../text/escape.ts';

/**
 * Any text as code in a line of Markdown. Names are anybody's text: backticks, HTML, links, mentions and control
 * characters change nothing but themselves. A code span takes everything as it is, and GitHub makes no link of an
 * @mention or a #1 in it.
 */
export function codeText(text: string): string {
  const visible = escapeControls(text);
  return visible === '' ? '<code></code>' : codeSpan(visible, visible);
}

/**
 * The same in a cell of a table, where a pipe ends the cell unless a backslash is before it. A backslash of the name
 * before a pipe could not be told from that one: in those few names both are written as entities.
 */
export function codeCell(text: string): string {
  const visible = escapeControls(text);
  if (visible.includes('\\|')) return htmlCode(visible);
  return visible === '' ? '<code></code>' : codeSpan(visible, visible.replaceAll('|', '\\|'));
}

/**
 * Markdown removes one blank at each end; without these two, a backtick would join the fence and blanks of the name
 * would be lost.
 */
function codeSpan(visible: string, content: string): string {
  const fence = '`'.repeat(longestRun(visible, '`') + 1);
  const pad = /^`|`$/.test(visible) || (/^ .* $/.test(visible) && visible.trim() !== '') ? ' ' : '';
  return fence + pad + content + pad + fence;
}

const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** An empty comment keeps readers of Markdown from finding an address in it. */
function htmlCode(visible: string): string {
  const content = visible.replace(PUNCTUATION, (mark) => (/[@:.]/.test(mark) ? '<!-- -->' : '') + entity(mark));
  return `<code>${content.replace(/^ | $/g, '&#32;')}</code>`;
}

/** The same where Markdown is not read, in a block of HTML (`<summary>`). */
export function htmlText(text: string): string {
  return escapeControls(text).replace(/[<>&"']/g, entity);
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * A character that Markdown may obey: anything but letters (µ is that of µs), digits, and punctuation before a blank or a digit. The
 * regex finds one such character and does not match whole texts: V8's stack has no room for a group that repeats 9
 * million times.
 */
const OBEYED = /[^A-Za-z0-9µ ,()'%.:;-]|\.(?![ \d]|$)|[:;](?! |$)/;

/**
 * A sentence of ours that may quote a profile. It stays as it is if Markdown obeys nothing in it; else the words that
 * it could obey, which are names and paths, become code, neighbours as one piece.
 */
export function sentenceText(text: string): string {
  if (!OBEYED.test(text)) return text;
  const pieces: { readonly isPlain: boolean; readonly words: string[] }[] = [];
  for (const word of text.split(' ')) {
    const isPlain = !OBEYED.test(word);
    const last = pieces.at(-1);
    if (last?.isPlain === isPlain) last.words.push(word);
    else pieces.push({ isPlain, words: [word] });
  }
  return pieces.map(({ isPlain, words }) => (isPlain ? words.join(' ') : codeBeforeMarks(words.join(' ')))).join(' ');
}

/** The punctuation after a name belongs to the sentence. */
function codeBeforeMarks(text: string): string {
  const marks = /[,.;:]?$/.exec(text)?.[0] ?? '';
  return codeText(text.slice(0, text.length - marks.length)) + marks;
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

/** Blocks with a blank line between them; empty ones are left out. */
export function joinBlocks(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}
