import type { PageTools } from '../../report/html/whole-page.ts';
import type { Context } from '../context.ts';
import { loadBuiltin } from '../load-builtin.ts';
import { readPageText } from './page-text.ts';

/** The script and the style of pages, with a form feed between, and what a page is closed with. */
export function loadPageTools({ packageFolder }: Pick<Context, 'packageFolder'>): PageTools {
  const { gzipSync } = loadBuiltin('node:zlib');
  const { createHash } = loadBuiltin('node:crypto');
  const [script = '', style = ''] = readPageText(packageFolder).split('\f');
  return {
    script,
    style,
    gzip: (bytes) => gzipSync(bytes),
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  };
}
