import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './context.ts';

/** The page of a rule as it lies in the package, without the comment that says how it was made. */
export function readHintPage(rule: string, { packageFolder }: Pick<Context, 'packageFolder'>): string {
  const page = readFileSync(join(packageFolder, `docs/hints/${rule}.md`), 'utf8');
  return page.replace(/^<!--[\s\S]*?-->\s*/, '');
}
