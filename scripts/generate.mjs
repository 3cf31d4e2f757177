// Writes every page that is made from tables of the program: `npm run generate`. `--check PATH` compares one instead.
import { readFileSync, writeFileSync } from 'node:fs';
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
const [option, checked] = process.argv.slice(2);
if (option === '--check') checkPage(checked);
else for (const { path, text } of PAGES) writeFileSync(path, text());

function checkPage(checked) {
  const page = PAGES.find(({ path }) => path === checked);
  if (page === undefined) throw new Error(`${checked} is not generated`);
  if (readFileSync(checked, 'utf8') !== page.text()) throw new Error(`${checked} is out of date: npm run generate`);
}
