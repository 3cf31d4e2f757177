import type { SyntaxNode } from './syntax.ts';
import { walkSyntax } from './walk-syntax.ts';

const LEADING = /^[ \t\f]*\f/gm;

export type FeedlessText = {
  /** The same lines without the blanks that end in a form feed at their beginning. */
  readonly plain: string;
  /** Moves the columns of a tree of `plain` to where they are in the text itself. */
  readonly restore: (tree: SyntaxNode) => void;
};

/**
 * A form feed begins a line anew for CPython's tokenizer (old files part their chapters so); py-ast 1.16.0 refuses it
 * before code. What stands up to it counts for nothing, so it may go, as long as the columns are put right again.
 */
export function withoutFormFeeds(text: string): FeedlessText {
  if (!text.includes('\f')) return { plain: text, restore: () => {} };
  const taken = new Map<number, number>();
  let line = 1;
  let counted = 0;
  const plain = text.replace(LEADING, (blanks, offset: number) => {
    for (; counted < offset; counted++) if (text.charCodeAt(counted) === 0x0a) line++;
    taken.set(line, blanks.length);
    return '';
  });
  return { plain, restore: (tree) => restoreColumns(tree, taken) };
}

function restoreColumns(tree: SyntaxNode, taken: ReadonlyMap<number, number>): void {
  for (const node of walkSyntax(tree)) {
    if (node.lineno !== undefined && node.col_offset !== undefined) node.col_offset += taken.get(node.lineno) ?? 0;
    if (node.end_lineno !== undefined && node.end_col_offset !== undefined)
      node.end_col_offset += taken.get(node.end_lineno) ?? 0;
  }
}
