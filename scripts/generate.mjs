// Writes every page that is made from tables of the program: `npm run generate`.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const outfile = 'node_modules/.cache/pyprof-view-pages.mjs';

await build({
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  // Node finds them from the cache folder; Ink alone could not be bundled as it is
  packages: 'external',
  logLevel: 'warning',
  entryPoints: ['scripts/pages.ts'],
  outfile,
});

const { PAGES } = await import(pathToFileURL(outfile).href);
for (const { path, text } of PAGES) writeFileSync(path, text());
