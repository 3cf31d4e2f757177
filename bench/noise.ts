// Measures how often gates cry wolf, and what they find. bench/README.md says how to run it.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { collect, LOG, type LoggedRun } from './noise/collect.ts';
import { measure } from './noise/measure.ts';
import { missedMusts, renderNoise } from './noise/render.ts';

const SEED = 1;
const PAGE = 'bench/NOISE.md';

const args = process.argv.slice(2);
const draws = Number(args.find((arg) => arg.startsWith('--draws='))?.slice(8) ?? 100);
const python = process.env['BENCH_PYTHON'] ?? 'python3';

await collect(python, SEED);
const cells = measure(draws, SEED);
if (args.includes('--check')) check();
else writeFileSync(PAGE, renderNoise(cells, readRuns(), pythonVersion()));

function check(): void {
  const missed = missedMusts(cells);
  for (const line of missed) process.stderr.write(`${line}\n`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

function readRuns(): readonly LoggedRun[] {
  const lines = readFileSync(LOG, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as LoggedRun);
}

function pythonVersion(): string {
  return spawnSync(python, ['-V'], { encoding: 'utf8' }).stdout.trim();
}
