// The part of the library that runs anywhere, as one ES module: dist/core.js. Bundlers and browsers take it (`exports` in
// package.json); they could neither open the program's packed files nor leave out what is not used of them.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { OUT } from './out-folder.mjs';
import { BROWSERS } from './report-page.mjs';

const CORE = `${OUT}/core.js`;

/** @returns the names that it exports */
export async function writeCore() {
  const { metafile } = await build({
    entryPoints: ['src/core.ts'],
    outfile: CORE,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral', // refuses every module of Node's
    target: ['node20.19', ...BROWSERS],
    inject: ['scripts/browser-bytes.mjs'],
    logLevel: 'warning',
    legalComments: 'none',
    metafile: true,
  });
  return metafile.outputs[CORE].exports;
}

/** Makes it smaller still, as the program (shrink.mjs). */
export async function shrinkCore() {
  const { minify } = await import('terser');
  const { code } = await minify(readFileSync(CORE, 'utf8'), {
    ecma: 2020,
    module: true,
    compress: { keep_infinity: true, passes: 2 },
    format: { preserve_annotations: true },
  });
  writeFileSync(CORE, code);
}
