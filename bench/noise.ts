// Measures how often gates cry wolf, and what they find: `npm run bench:noise` makes the dumps that are missing
// (programs, conditions and amounts of work in turn) and writes bench/NOISE.md; `-- --check` fails where a must is missed.
import { writeFileSync } from 'node:fs';
import { collect } from './noise/collect.ts';
import { measure } from './noise/measure.ts';
import { missedMusts, renderNoise } from './noise/render.ts';

const SEED = 1;
const args = process.argv.slice(2);
const draws = Number(args.find((arg) => arg.startsWith('--draws='))?.slice(8) ?? 100);

if (!args.includes('--judge')) await collect(process.env['BENCH_PYTHON'] ?? 'python3', SEED);
const measured = measure(draws, SEED);
if (args.includes('--check')) {
  const missed = missedMusts(measured);
  for (const line of missed) process.stderr.write(`${line}\n`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} else {
  writeFileSync('bench/NOISE.md', renderNoise(measured));
}
