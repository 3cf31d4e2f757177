// Builds the benchmark and runs it: `npm run bench -- [--check] [--largest=100000]`.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const outdir = 'node_modules/.cache/pyprof-view-bench';

await build({
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  logLevel: 'warning',
  entryPoints: { run: 'bench/run.ts', steps: 'bench/steps.ts' },
  outdir,
  outExtension: { '.js': '.mjs' },
});

process.exitCode =
  spawnSync(process.execPath, [`${outdir}/run.mjs`, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
