import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchNode } from '../scripts/pack/nodes.mjs';
import { type CommandLine, median, runProcess, type Said } from './run-process.ts';

/**
 * How long the program takes to start, on an old Node and a new one: `npm run bench:start`. With `--before=DIR`, the
 * folder of another built checkout, that one too, under the name of its commit. Writes bench/START.md.
 */
const NODES = ['20.20.2', '24.21.0'];

const RUNS = 15;

/** 202 functions: the table is printed in no time. */
const SMALL = 'fixtures/profiles/words-py311/out.prof';

const TASKS: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  { name: '--help', args: ['--help'] },
  { name: 'a dump of 202 functions', args: ['stats', '-n', '50', SMALL] },
];

/** What a run may take beyond `node -e 0`, in ms of CPU time. */
const MOST = 25;

const before = process.argv.find((arg) => arg.startsWith('--before='))?.slice('--before='.length);
const checkouts = [
  ...(before === undefined ? [] : [{ name: commitOf(before), folder: before }]),
  { name: 'this one', folder: '.' },
];

/** What was measured against stays known: `commit 12ab34cd`. */
function commitOf(folder: string): string {
  return `commit ${execFileSync('git', ['-C', folder, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}`;
}

/** CPU times of some commands in turn, their first runs left out: they fill the caches. */
async function runInTurn(commands: readonly CommandLine[]): Promise<readonly (number | null)[]> {
  const said: Said[][] = commands.map(() => []);
  for (let run = -1; run < RUNS; run++) {
    for (const [at, command] of commands.entries()) {
      const one = await runProcess(command);
      if (run >= 0 && one !== null) said[at]?.push(one);
    }
  }
  return said.map((runs) => median(runs.map(({ cpu }) => cpu ?? Number.NaN)));
}

async function rowsOf(version: string, node: string): Promise<readonly string[]> {
  const spied: CommandLine = [node, '--require', './bench/usage.cjs'];
  const runs = checkouts.flatMap((checkout) => TASKS.map((task) => ({ checkout, task })));
  const [bare = null, ...times] = await runInTurn([
    [...spied, '-e', '0'],
    ...runs.map(
      ({ checkout, task }): CommandLine => [...spied, join(checkout.folder, 'bin/pyprof-view.js'), ...task.args],
    ),
  ]);
  return runs.map(({ checkout, task }, at) => {
    const time = times[at] ?? null;
    const own = time === null || bare === null ? null : time - bare;
    const holds = checkout.folder !== '.' ? '' : own !== null && own <= MOST ? 'yes' : '**no**';
    const cells = [version, task.name, checkout.name, text(time), text(bare), text(own), holds];
    return `| ${cells.join(' | ')} |`;
  });
}

function text(milliseconds: number | null): string {
  return milliseconds?.toFixed(1) ?? 'failed';
}

const rows: string[] = [];
for (const version of NODES) {
  const { binary, failure } = fetchNode(version);
  const isThere = failure === undefined;
  rows.push(...(isThere ? await rowsOf(version, binary) : [`| ${version} | not run: ${failure} | | | | | |`]));
}
const page = `# Start-up

Made by \`npm run bench:start\`. CPU time in ms, user and system together, in new processes in turn; medians of ${RUNS} runs after
one that fills the caches. A run must take at most ${MOST} ms more than \`node -e 0\`.

| Node | run | program | ms | \`node -e 0\` | own | holds |
| --- | --- | --- | --: | --: | --: | --- |
${rows.join('\n')}
`;
process.stdout.write(page);
writeFileSync('bench/START.md', page);
