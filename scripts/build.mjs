// Bundles the program into dist/: the entry without Ink, the viewer as a chunk of its own, the library.
// With --types also the library's declarations (needed only for the package).
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync('dist', { recursive: true, force: true });

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  logLevel: 'warning',
  legalComments: 'none',
  define: { PYPROF_VIEW_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
};

await build({
  ...shared,
  entryPoints: { cli: 'src/cli/entry.ts' },
  outdir: 'dist',
  splitting: true,
  minify: true,
  chunkNames: 'chunk-[name]-[hash]',
  // Ink asks for its devtools only in development; CommonJS packages in the bundle call require.
  alias: { 'react-devtools-core': './scripts/empty-module.mjs' },
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

await build({ ...shared, entryPoints: { index: 'src/index.ts' }, outdir: 'dist' });

if (process.argv.includes('--types')) {
  execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json'], { stdio: 'inherit' });
}
