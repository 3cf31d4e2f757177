import type { Document } from '../document.ts';
import { documentHtml } from '../document-html.ts';

/** A part of a page; nothing if it is empty. */
export function pageSection(id: string, blocks: Document): string {
  const html = documentHtml(blocks);
  return html === '' ? '' : `<section id="${id}">\n${html}\n</section>\n`;
}

/** Where the script puts the picture and the table, and what is there without it. */
export const EXPLORER = `<div id="explorer" tabindex="-1"><noscript><p>The picture and the table of all functions need JavaScript, which is switched off here. What is below does not.</p></noscript></div>
`;
