import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A page of docs/hints, without the comment that says how it was made. In the built program all pages that it prints stand here (scripts/pack-pages.mjs): beside the rules,
 * which say much the same, they take 28 kB of the package, and 31 in a file of their own.
 */
export function readPage(name: string, packageFolder: string): string {
  return readFileSync(join(packageFolder, `docs/hints/${name}.md`), 'utf8').replace(/^<!--[\s\S]*?-->\s*/, '');
}
