import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The script and the style of HTML pages, as scripts/report-page.mjs makes them. In the built program the text itself stands here: most
 * of the script is code that the program has too, so that beside it brotli makes three quarters of it (15 kB for 20).
 */
export function readPageText(packageFolder: string): string {
  return readFileSync(join(packageFolder, 'dist/report-page.txt'), 'utf8');
}
