// Bundles the program and the library into dist/ (out-folder.mjs):
//   cli.cjs     what every command needs
//   more.cjs    what only some commands or the library need
//   viewer.cjs  the viewer with Ink and React, loaded when it opens
//   index.js    the library: names for what is in the files above
//   core.js     the part of the library that runs anywhere: once more, and for itself
// CommonJS, because Node 20 starts that 13 ms sooner than a module, and can keep compiled code of it.
// With --package as it is packed: made smaller still, which takes ten seconds, and with the library's declarations.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { build } from 'esbuild';
import { shrinkCore, writeCore } from './core.mjs';
import { linkPieces } from './link-pieces.mjs';
import { emptyOut, OUT, putInPlace } from './out-folder.mjs';
import { hintPages } from './pack-pages.mjs';
import { makeReportPage, PAGE } from './report-page.mjs';
import { replaceModules } from './stand-ins.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const target = 'node20.19';

// else esbuild writes such a regex as `new RegExp`, made anew at each use: Ink has one for each character
const supported = { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true };

emptyOut();

const page = await makeReportPage();

const { metafile } = await build({
  metafile: true,
  bundle: true,
  platform: 'node',
  target,
  supported,
  logLevel: 'warning',
  legalComments: 'none',
  define: { PYPROF_VIEW_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
  format: 'esm',
  entryPoints: {
    cli: 'src/cli/entry.ts',
    parser: 'src/cli/options/program.ts',
    viewer: 'src/tui/terminal/start.ts',
    library: 'src/index.ts',
  },
  outdir: OUT,
  splitting: true,
  plugins: [
    replaceModules(),
    putIn('page-text', () => `export const readPageText = () => ${JSON.stringify(page)};`),
    putIn('page-of-rule', () => `export const readPage = (name) => (${JSON.stringify(hintPages())})[name];`),
  ],
  minifySyntax: true, // drops the branches that are never reached
  minifyIdentifiers: true, // the names that pieces have for each other are 9 kB of the package
});
refuseStrangers(metafile.outputs);
writeLibrary(metafile.outputs[`${OUT}/library.js`].exports);
await linkPieces(metafile.outputs, {
  format: 'cjs',
  platform: 'node',
  target,
  define: { 'import.meta.dirname': '__dirname' }, // all pieces are in files of dist/
  // `import()` of a piece or of Node's is a `require`
  supported: { ...supported, 'dynamic-import': false },
});
const core = await writeCore();
writeLicences(Object.keys(metafile.inputs));
if (process.argv.includes('--package')) {
  rmSync(PAGE);
  await (await import('./shrink.mjs')).shrink(
    ['cli.cjs', 'more.cjs', 'viewer.cjs'].map((file) => `${OUT}/${file}`),
    `${OUT}/packed.br`,
  );
  await shrinkCore();
  (await import('./declarations.mjs')).writeDeclarations(core);
}
putInPlace();

/** What is read from files without a build stands in the program itself. */
function putIn(file, contents) {
  const filter = new RegExp(`src[\\\\/]cli[\\\\/]output[\\\\/]${file}\\.ts$`);
  return { name: file, setup: ({ onLoad }) => onLoad({ filter }, () => ({ contents: contents(), loader: 'js' })) };
}

/** A module that is neither Node's nor in the bundle would be looked for in the folders above the program. */
function refuseStrangers(outputs) {
  const strangers = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external && !isBuiltin(path))
    .map(({ path }) => path);
  if (strangers.length > 0) throw new Error(`not in the bundle: ${[...new Set(strangers)].join(', ')}`);
}

/** An ES module over the same pieces, so that the package holds nothing twice. */
function writeLibrary(names) {
  const text = `import { load } from './cli.cjs';\n\nexport const {\n  ${names.sort().join(',\n  ')},\n} = load('./library.js');\n`;
  writeFileSync(`${OUT}/index.js`, text);
}

/** The packages whose code is in the bundle ask for their licences to be passed on. */
function writeLicences(inputs) {
  const folders = inputs.map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  const bundled = [...new Set(folders)].filter((folder) => folder !== undefined);
  const rule = `\n${'-'.repeat(80)}\n\n`;
  writeFileSync(`${OUT}/THIRD-PARTY-LICENSES.txt`, bundled.sort().map(licenceOf).join(rule));
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(`${folder}/${file}`, 'utf8').trim();
  return `${name} ${version}\n\n${text}\n`;
}
