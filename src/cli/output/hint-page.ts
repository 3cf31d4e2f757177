import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { loadBuiltin } from '../load-builtin.ts';

/** The page of a rule, or of the practices, without the comment that says how it was made, and without links to files. */
export function readHintPage(rule: string, { packageFolder }: Pick<Context, 'packageFolder'>): string {
  const file = join(packageFolder, `docs/hints/${rule}.md`);
  const page = existsSync(file) ? readFileSync(file, 'utf8') : packedPage(rule, packageFolder);
  return withoutLinks(page.replace(/^<!--[\s\S]*?-->\s*/, ''));
}

const LINK = /\[([^\]]+)\]\(([^)]*)\.md\)/g;
const RULE_LINK = /\[([a-z0-9-]+)\]\(\1\.md\)/;

/** Nobody can follow a link to another page's file here: its words stay, and the page says how one sees a rule's page. */
function withoutLinks(page: string): string {
  const [, rule] = RULE_LINK.exec(page) ?? [];
  const text = page.replaceAll(LINK, (_, words: string, path: string) => (words === path ? `\`${words}\`` : words));
  if (rule === undefined) return text;
  const hint = `Names such as \`${rule}\` are rules: \`pyprof-view hints --about ${rule}\` prints the page of one.`;
  return text.replace(/\n\n/, `\n\n${hint}\n\n`);
}

/** The package has all pages in one text, which scripts/pack-pages.mjs writes. */
function packedPage(rule: string, packageFolder: string): string {
  const pages = unpackPages(packageFolder);
  const head = `\f${rule}\n`;
  const start = pages.indexOf(head);
  if (start < 0) throw new Error(`no page of ${rule} is in the package`);
  return pages.slice(start + head.length).split('\f', 1)[0] ?? '';
}

function unpackPages(packageFolder: string): string {
  try {
    return loadBuiltin('node:zlib')
      .brotliDecompressSync(readFileSync(join(packageFolder, 'dist/hint-pages.br')))
      .toString();
  } catch (cause) {
    throw Object.assign(new Error('hint-pages.br is damaged or missing: install pyprof-view again', { cause }), {
      name: 'DamagedCopy', // as of bin/unpack.js
    });
  }
}
