// Writes every page that is made from tables of the program: `npm run generate`. `--check` compares them all instead,
// `--check PATH` one.
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
if (option === '--check')
  for (const path of checked === undefined ? PAGES.map((page) => page.path) : [checked]) checkPage(path);
else for (const { path, text } of PAGES) writeFileSync(path, text());

function checkPage(checked) {
  const page = PAGES.find(({ path }) => path === checked);
  if (page !== undefined && readFileSync(checked, 'utf8') === page.text()) return;
  console.error(page === undefined ? `${checked} is not generated` : `${checked} is out of date: npm run generate`);
  process.exitCode = 1;
}
