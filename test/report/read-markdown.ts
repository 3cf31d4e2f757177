import type { Root, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** A document as GitHub's Markdown reader sees it: CommonMark with tables, bare links, strikethrough, footnotes. */
export function readMarkdown(markdown: string): Root {
  if (lastRead?.markdown !== markdown) {
    const root = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
    lastRead = { markdown, root };
  }
  return lastRead.root;
}

/** A test asks several things of one document. */
let lastRead: { readonly markdown: string; readonly root: Root } | undefined;

type Node = { readonly type: string; readonly value?: string; readonly children?: readonly Node[] };

/** What is read of a node: its text without its marks. */
export function textOf(node: Node): string {
  if (node.type === 'html') return '';
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

/** Every kind of node in a document. */
export function kindsIn(node: Node): ReadonlySet<string> {
  const kinds = new Set([node.type]);
  for (const child of node.children ?? []) for (const kind of kindsIn(child)) kinds.add(kind);
  return kinds;
}

export type TextTable = { readonly under: string; readonly rows: readonly (readonly string[])[] };

/** The tables with the heading that each stands under. */
export function tablesOf(markdown: string): readonly TextTable[] {
  const tables: TextTable[] = [];
  let under = '';
  for (const node of readMarkdown(markdown).children) {
    if (node.type === 'heading') under = textOf(node);
    if (node.type === 'table') tables.push({ under, rows: rowsOf(node) });
  }
  return tables;
}

function rowsOf(table: Table): readonly (readonly string[])[] {
  return table.children.map((row) => row.children.map(textOf));
}

/** The table under a heading. */
export function tableUnder(markdown: string, heading: string): readonly (readonly string[])[] {
  const found = tablesOf(markdown).find(({ under }) => under.startsWith(heading));
  if (found === undefined) throw new Error(`no table under ${heading}`);
  return found.rows;
}
