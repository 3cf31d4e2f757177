// The pages that `hints --about` prints, in one file of the package: 8 kB less than one by one. A form feed and its name
// are before each; src/cli/output/hint-page.ts finds a page in it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Pages for readers of the repository, which the program does not print. */
const NOT_PRINTED = ['README.md', 'savings.md'];

export function packPages() {
  const names = readdirSync('docs/hints').filter((name) => !NOT_PRINTED.includes(name));
  const pages = names.map((name) => `\f${basename(name, '.md')}\n${readFileSync(`docs/hints/${name}`, 'utf8')}`);
  writeFileSync('dist/hint-pages.br', brotliCompressSync(Buffer.from(pages.join(''))));
}
