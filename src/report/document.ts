import type { Phrase } from './phrase.ts';

/**
 * What a command has to say, before it is text, Markdown or anything else: blocks, one below the other. The code that
 * makes a document knows no writer and no width; a writer (document-text.ts, document-markdown.ts) knows only blocks.
 */
export type Document = readonly Block[];

/** A block with nothing in it is not written. */
export type Block =
  /** The title of a file; below a command line it would say nothing new. */
  | { readonly kind: 'title'; readonly phrase: Phrase }
  | { readonly kind: 'heading'; readonly phrase: Phrase }
  /** Sentences that belong together: lines of a text, a paragraph of a page. */
  | { readonly kind: 'sentences'; readonly phrases: readonly Phrase[] }
  /** `lead` is above the items: `To try:`. */
  | { readonly kind: 'list'; readonly lead?: string; readonly items: readonly Phrase[] }
  /** What is known about one thing, each fact after a word that names it. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | Table
  | { readonly kind: 'code'; readonly language: 'diff' | 'mermaid' | 'sh' | 'text'; readonly lines: readonly string[] }
  /** What else to know, each without its full stop. */
  | { readonly kind: 'notes'; readonly phrases: readonly Phrase[] }
  /** A thing that can be opened: `title` and `place` (where it is) stay visible when it is closed. */
  | { readonly kind: 'fold'; readonly title: Phrase; readonly place?: Phrase; readonly blocks: readonly Block[] };

type Fact = { readonly label: string; readonly phrase: Phrase };

export type Table = {
  readonly kind: 'table';
  readonly headings: readonly Heading[];
  readonly rows: readonly TableRow[];
  /** Sentences about the rows, under a title of their own: one more column, or lines below each row. */
  readonly remarks?: { readonly title: string; readonly ofRows: readonly (readonly string[])[] };
  /** What is not listed: with the rows it makes the whole. Without a full stop; empty where all is listed. */
  readonly rest?: string;
};

/** A column's title and alignment. Columns of one `group` are side by side under it. */
export type Heading = { readonly title: string; readonly align: 'left' | 'right'; readonly group?: string };

/** A cell is words of ours, or a phrase. */
export type TableRow = readonly (string | Phrase)[];

export function left(title: string): Heading {
  return { title, align: 'left' };
}

export function right(title: string): Heading {
  return { title, align: 'right' };
}

/** Columns of numbers under a common heading. */
export function grouped(group: string, titles: readonly string[]): readonly Heading[] {
  return titles.map((title) => ({ title, align: 'right', group }));
}

export function heading(...phrase: Phrase): Block {
  return { kind: 'heading', phrase };
}
