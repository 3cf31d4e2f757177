// Bundles the program into dist/:
//   cli.cjs     the program; what only some commands need is in cli-*.cjs, loaded when they run. CommonJS: Node 20
//               starts it in 13 ms less than a module, and V8 can keep a cache of it (bin/load-pieces.js)
//   viewer.cjs  the viewer, loaded when it opens; Ink and React are in a piece behind it
//   *.cache     what V8 made of the pieces that print a table and that show the viewer
//   index.js    the library
// With --types also the library's declarations (needed only for the package).
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { cachePieces } from './cache-pieces.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist', { recursive: true, force: true });

/** Packages whose code is in the bundles: their licences ask to be passed on. */
const bundled = new Set();

const shared = {
  metafile: true,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // else esbuild writes such a regex as `new RegExp`, made anew at each use: Ink has one for each character
  supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
  logLevel: 'warning',
  legalComments: 'none',
  define: { PYPROF_VIEW_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
};

async function bundle(options) {
  const { metafile } = await build(options);
  for (const path of Object.keys(metafile.inputs)) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
    if (found !== null) bundled.add(found[1]);
  }
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(`${folder}/${file}`, 'utf8').trim();
  return `${name} ${version}\n\n${text}\n`;
}

const OWN_STRING_WIDTH = resolve('scripts/string-width.cjs');

/** Modules that another stands in for, as paths in the bundle. */
const standIns = {
  name: 'stand-ins',
  setup: ({ onResolve, onLoad }) => {
    onLoad({ filter: /ink\/build\/reconciler\.js$/ }, withoutDevelopment);
    onResolve({ filter: /^\.\/devtools\.js$/ }, () => ({ path: resolve('scripts/empty-module.mjs') }));
    // Ink gets its layout engine from us: see src/tui/terminal/layout-engine.ts
    onResolve({ filter: /^yoga-layout$/ }, () => ({ path: resolve('scripts/yoga-layout.mjs') }));
    onResolve({ filter: /^\.\/output\.js$/ }, ({ importer }) =>
      /ink\/build\/renderer\.js$/.test(importer) ? { path: resolve('scripts/ink-output.mjs') } : undefined,
    );
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      importer === OWN_STRING_WIDTH ? undefined : { path: OWN_STRING_WIDTH },
    );
    // commander loads child_process (and with it Node's network code) for subcommands that are programs of their own;
    // we have none
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('commander') ? { path: resolve('scripts/empty-module.mjs') } : undefined,
    );
  },
};

/** Ink's development code waits at the top level, which CommonJS cannot. `minifySyntax` drops what is never reached. */
function withoutDevelopment({ path }) {
  const code = readFileSync(path, 'utf8');
  const contents = code.replaceAll("process.env['DEV'] === 'true'", 'false');
  if (contents === code) throw new Error(`${path}: where is Ink's development code?`);
  return { contents, loader: 'js' };
}

/** esbuild splits only modules; each piece is made CommonJS here, `import()` of a piece or of Node's a `require`. */
async function makeCommonJs(file) {
  const code = readFileSync(`dist/${file}`, 'utf8').replace(/"\.\/((?:cli|viewer)[-\w]*)\.js"/g, '"./$1.cjs"');
  const supported = { ...shared.supported, 'dynamic-import': false };
  const piece = await transform(code, {
    format: 'cjs',
    platform: 'node',
    target: shared.target,
    minify: true,
    supported,
  });
  rmSync(`dist/${file}`);
  writeFileSync(`dist/${file.replace(/\.js$/, '.cjs')}`, piece.code);
}

await bundle({
  ...shared,
  format: 'esm',
  entryPoints: { cli: 'src/cli/entry.ts', viewer: 'src/tui/terminal/start.ts' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'cli-[hash]',
  plugins: [standIns],
  minifySyntax: true,
});
await Promise.all(readdirSync('dist').map(makeCommonJs));
await cachePieces();

await bundle({ ...shared, format: 'esm', entryPoints: ['src/index.ts'], outfile: 'dist/index.js' });

writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  [...bundled]
    .sort()
    .map(licenceOf)
    .join(`\n${'-'.repeat(80)}\n\n`),
);

if (process.argv.includes('--types')) {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
}
