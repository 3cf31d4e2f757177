// Builds a benchmark and runs it: `npm run bench -- [--check] [--largest=100000]`, `npm run bench:viewer`, `npm run bench:start`.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
const outdir = 'node_modules/.cache/pyprof-view-bench';

await build({
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  logLevel: 'warning',
  entryPoints: {
    run: 'bench/run.ts',
    steps: 'bench/steps.ts',
    viewer: 'bench/viewer.ts',
    start: 'bench/start.ts',
    noise: 'bench/noise.ts',
    pages: 'bench/pages.ts',
  },
  outdir,
  outExtension: { '.js': '.mjs' },
  external: ['@lydell/node-pty', '@xterm/headless', 'playwright-core'],
});

process.exitCode = spawnSync(process.execPath, [`${outdir}/${name}.mjs`, ...args], { stdio: 'inherit' }).status ?? 1;
