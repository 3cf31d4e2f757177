import type { SyntaxNode } from './syntax.ts';
import { walkSyntax } from './walk-syntax.ts';

const LEADING = /^[ \t\f]*\f/gm;

export type FeedlessText = {
  /** The same lines without leading blanks up to a form feed. */
  readonly plain: string;
  /** Moves the columns in a tree of `plain` to where they are in the text itself. */
  readonly restore: (tree: SyntaxNode) => void;
};

/**
 * To CPython's tokenizer a form feed begins the line anew (old files separate their sections with it); py-ast 1.16.0
 * refuses it before code. What comes up to it counts for nothing and may go, as long as the columns are put right
 * again.
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
