// Bundles the program into dist/:
//   cli.cjs     the program; what only some commands need is in cli-*.cjs, loaded when they run. CommonJS: Node 20
//               starts it in 13 ms less than a module
//   *.cache     what V8 made of the pieces that print a table
//   viewer.js   the viewer; cli.cjs loads it when it opens, and it loads Ink and React from viewer-*.js
//   index.js    the library
// With --types also the library's declarations (needed only for the package).
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, transform } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist', { recursive: true, force: true });

/** Packages whose code is in the bundles: their licences ask to be passed on. */
const bundled = new Set();

const shared = {
  metafile: true,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
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

/** cli.cjs imports the viewer from beside it, when it needs it. */
const viewerBeside = {
  name: 'viewer-beside',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/tui\/start\.tsx$/ }, () => ({ path: './viewer.js', external: true })),
};

/**
 * esbuild splits only modules; each piece is made CommonJS here, `import()` of another piece or of Node's a `require`.
 * Only the viewer is a module still: bin/load-pieces.js has the function that imports it.
 */
async function makeCommonJs(file) {
  const code = readFileSync(`dist/${file}`, 'utf8')
    .replace(/"\.\/(cli-\w+)\.js"/g, '"./$1.cjs"')
    .replace('import("./viewer.js")', 'importModule("./viewer.js")');
  const supported = { 'dynamic-import': false };
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
  entryPoints: { cli: 'src/cli/entry.ts' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'cli-[hash]',
  plugins: [viewerBeside],
  // commander loads child_process (and with it Node's network code) for subcommands that are programs of their own;
  // we have none
  alias: { 'node:child_process': './scripts/empty-module.mjs' },
});
await Promise.all(readdirSync('dist').map(makeCommonJs));
const example = ['stats', '-s', 'cumulative', '-n', '50', 'fixtures/profiles/recursion-py311/out.prof'];
execFileSync(process.execPath, ['scripts/cache-pieces.cjs', ...example], { stdio: ['ignore', 'ignore', 'inherit'] });

await bundle({
  ...shared,
  format: 'esm',
  entryPoints: { viewer: 'src/tui/start.tsx' },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'viewer-[hash]',
  minify: true,
  // Ink asks for its devtools only in development; CommonJS packages in the bundle call require
  alias: { 'react-devtools-core': './scripts/empty-module.mjs' },
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

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
