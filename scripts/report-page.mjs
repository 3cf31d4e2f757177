// The script and the style of HTML pages as one text, with a form feed between. The script is TypeScript like all else, and reads
// the profile through the same views as the viewer.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { minify } from 'terser';
import { OUT } from './out-folder.mjs';
import { replaceInPage } from './page-stand-ins.mjs';

/** What src/cli/output/page-text.ts reads, and what stands in the program instead of it. */
export const PAGE = `${OUT}/report-page.txt`;

/** As docs/html.md says: older ones lack DecompressionStream or Array.prototype.toSorted. */
export const BROWSERS = ['chrome110', 'firefox115', 'safari16.4'];

/** Makes the text, and leaves it in a file for what runs without a build. */
export async function makeReportPage() {
  const { outputFiles } = await build({
    entryPoints: ['src/report/html/page/page.ts', 'src/report/html/page/page.css'],
    bundle: true,
    minify: true,
    write: false,
    outdir: OUT,
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
  mkdirSync(OUT, { recursive: true });
  writeFileSync(PAGE, page);
  return page;
}

/** It would end the element that the text stands in, or turn what is behind it into a comment. */
function refuseMarkup(text) {
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error('the page has markup in its script or style');
  return text;
}
