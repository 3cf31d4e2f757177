// Puts the pages that `hints --about` prints into the program, in place of src/cli/output/page-of-rule.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Pages for readers of the repository, which the program does not print. */
const NOT_PRINTED = ['README.md', 'savings.md'];

/** A plugin of esbuild. */
export function packPages() {
  const names = readdirSync('docs/hints').filter((name) => !NOT_PRINTED.includes(name));
  const pages = names.map((name) => [basename(name, '.md'), withoutHead(readFileSync(`docs/hints/${name}`, 'utf8'))]);
  const contents = `export const readPage = (name) => (${JSON.stringify(Object.fromEntries(pages))})[name];`;
  return {
    name: 'hint-pages',
    setup: ({ onLoad }) =>
      onLoad({ filter: /src[\\/]cli[\\/]output[\\/]page-of-rule\.ts$/ }, () => ({ contents, loader: 'js' })),
  };
}

/** Without the comment that says how it was made. */
function withoutHead(page) {
  return page.replace(/^<!--[\s\S]*?-->\s*/, '');
}
