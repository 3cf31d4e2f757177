import type { Token, TokenKind } from '../source/tokens.ts';
import { escapeControls } from '../text/escape.ts';

/** A piece of a line as it is shown: tabs are blanks, control characters are visible. */
export type Segment = { readonly kind: TokenKind | null; readonly text: string };

/** Where Python's tokenizer has its tab stops, and terminals too. */
const TAB = 8;

/** A line of source in pieces of one look each; together they are the line. */
export function sourceSegments(text: string, tokens: readonly Token[]): readonly Segment[] {
  const segments: Segment[] = [];
  let column = 0;
  const add = (kind: TokenKind | null, piece: string): void => {
    const shown = expandTabs(piece, column);
    column += shown.length;
    if (shown !== '') segments.push({ kind, text: escapeControls(shown) });
  };
  let at = 0;
  for (const { kind, start, end } of tokens) {
    add(null, text.slice(at, start));
    add(kind, text.slice(start, end));
    at = end;
  }
  add(null, text.slice(at));
  return segments;
}

function expandTabs(text: string, column: number): string {
  if (!text.includes('\t')) return text;
  let expanded = '';
  for (const character of text) {
    expanded += character === '\t' ? ' '.repeat(TAB - ((column + expanded.length) % TAB)) : character;
  }
  return expanded;
}
