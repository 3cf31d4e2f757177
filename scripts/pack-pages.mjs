// The pages that `hints --about` prints, which build.mjs puts into the program in place of src/cli/output/page-of-rule.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Pages for readers of the repository, which the program does not print. */
const NOT_PRINTED = ['README.md', 'savings.md'];

/** By their names, without the comment that says how each was made, as page-of-rule.ts gives them. */
export function hintPages() {
  const names = readdirSync('docs/hints').filter((name) => !NOT_PRINTED.includes(name));
  return Object.fromEntries(
    names.map((name) => [
      basename(name, '.md'),
      readFileSync(`docs/hints/${name}`, 'utf8').replace(/^<!--[\s\S]*?-->\s*/, ''),
    ]),
  );
}
