import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PageTools } from '../report/html/whole-page.ts';
import type { Context } from './context.ts';
import { loadBuiltin } from './load-builtin.ts';

/** The script and the style of pages, which scripts/pack-report-page.mjs has packed, and what a page is closed with. */
export function loadPageTools({ packageFolder }: Pick<Context, 'packageFolder'>): PageTools {
  const { brotliDecompressSync, gzipSync } = loadBuiltin('node:zlib');
  const { createHash } = loadBuiltin('node:crypto');
  const packed = readFileSync(join(packageFolder, 'dist/report-page.br'));
  const [script = '', style = ''] = brotliDecompressSync(packed).toString().split('\f');
  return {
    script,
    style,
    gzip: (bytes) => gzipSync(bytes, { level: 9 }),
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  };
}
