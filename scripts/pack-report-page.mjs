// The script and the style of HTML pages, in one file of the package with a form feed between: src/cli/page-tools.ts finds
// them there. The script is TypeScript like all else, and reads the profile through the same views as the viewer.
import { writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { replaceInPage } from './page-stand-ins.mjs';

/** Browsers of the last three years; older ones have no DecompressionStream. */
const BROWSERS = ['chrome110', 'firefox113', 'safari16.4'];

export async function packReportPage() {
  const { outputFiles } = await build({
    entryPoints: ['src/report/html/page/page.ts', 'src/report/html/page/page.css'],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'dist',
    format: 'iife',
    platform: 'browser',
    target: BROWSERS,
    charset: 'utf8',
    logLevel: 'warning',
    legalComments: 'none',
    plugins: [replaceInPage()],
  });
  const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trim();
  const { code } = await minify(textOf('.js'), { ecma: 2020, compress: { passes: 2, keep_infinity: true } });
  const page = `${refuseMarkup(code)}\f${refuseMarkup(textOf('.css'))}`;
  writeFileSync('dist/report-page.br', brotliCompressSync(Buffer.from(page)));
}

/** It would end the element that the text stands in, or turn what is behind it into a comment. */
function refuseMarkup(text) {
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error('the page has markup in its script or style');
  return text;
}
