import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Context } from './context.ts';

/** The page of a rule, without the comment that says how it was made. */
export function readHintPage(rule: string, { packageFolder }: Pick<Context, 'packageFolder'>): string {
  const packed = join(packageFolder, 'dist/hint-pages.br');
  const page = existsSync(packed)
    ? pageIn(brotliDecompressSync(readFileSync(packed)).toString(), rule)
    : readFileSync(join(packageFolder, `docs/hints/${rule}.md`), 'utf8');
  return page.replace(/^<!--[\s\S]*?-->\s*/, '');
}

/** Of all pages in one text, as scripts/shrink.mjs writes them: a form feed and the rule's name are before each. */
function pageIn(pages: string, rule: string): string {
  const head = `\f${rule}\n`;
  const start = pages.indexOf(head);
  if (start < 0) throw new Error(`no page of ${rule} is in the package`);
  return pages.slice(start + head.length).split('\f', 1)[0] ?? '';
}
