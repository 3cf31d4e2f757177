import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Case, DUMPS, SLACK, STEPS, TOP } from './cases.ts';
import { CACHE, dumpOf, manyDumps } from './dumps.ts';
import { GROWING, growthOf } from './growth.ts';
import { type CommandLine, median, runInTurn, runProcess } from './run-process.ts';

/** One line of the result: medians of both sides, and whether the must holds. */
type Row = Case & { readonly ours: number | null; readonly theirs: number | null };

const PROGRAM = 'bin/pyprof-view.js';
const NODE: CommandLine = [process.execPath, '--require', './bench/usage.cjs'];

const args = process.argv.slice(2);
const largest = Number(args.find((arg) => arg.startsWith('--largest='))?.slice(10) ?? 1_000_000);
const isCheck = args.includes('--check');

const python = findPython();
const rows: Row[] = [];
const notRun: string[] = [];

/** Debian's Python is built with profile-guided optimisation: the strong opponent. */
function findPython(): string | null {
  const candidates = [process.env['BENCH_PYTHON'], '/usr/bin/python3', 'python3', 'python'];
  return candidates.find((name) => name !== undefined && canRun(name)) ?? null;
}

function canRun(name: string): boolean {
  try {
    execFileSync(name, ['-c', 'import pstats'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function theirs(view: string, files: readonly string[]): CommandLine | null {
  return python === null ? null : [python, 'bench/pstats_run.py', view, ...files];
}

function runsFor(functions: number): number {
  if (functions >= 1_000_000) return 1;
  return functions >= 100_000 ? 5 : 15;
}

async function wholeProcess(
  group: string,
  name: string,
  ours: CommandLine,
  their: CommandLine | null,
  runs: number,
  musts: { readonly cpu: Case['must']; readonly memory: Case['must'] },
): Promise<void> {
  process.stderr.write(`${group}: ${name}\n`);
  const results = await runInTurn(ours, their, runs);
  const value = (side: 'ours' | 'theirs', key: string) => median(results[side].map((said) => said[key] ?? Number.NaN));
  rows.push({ group, name, unit: 'ms', must: musts.cpu, ours: value('ours', 'cpu'), theirs: value('theirs', 'cpu') });
  if (musts.memory === null) return;
  rows.push({
    group: `${group}: peak memory`,
    name,
    unit: 'MiB',
    must: musts.memory,
    ours: value('ours', 'rss'),
    theirs: value('theirs', 'rss'),
  });
}

async function topFunctions(): Promise<void> {
  for (const dump of DUMPS) {
    const size = dump.functions === 'real' ? 1000 : dump.functions;
    const must = TOP[dump.label];
    if (size > largest || must === undefined) {
      notRun.push(`stats on ${dump.label} functions (--largest=${largest})`);
      continue;
    }
    const path = dumpOf(dump);
    const ours: CommandLine = [...NODE, PROGRAM, 'stats', '-s', 'cumulative', '--restrict', '50', path];
    await wholeProcess('stats -s cumulative --restrict 50', dump.label, ours, theirs('top', [path]), runsFor(size), {
      cpu: { ratio: must.cpu },
      memory: must.memory,
    });
  }
}

async function steps(): Promise<void> {
  for (const dump of DUMPS.filter(({ label }) => STEPS[label] !== undefined)) {
    if (Number(dump.functions) > largest) {
      notRun.push(`steps on ${dump.label} functions (--largest=${largest})`);
      continue;
    }
    process.stderr.write(`steps: ${dump.label}\n`);
    const path = dumpOf(dump);
    const their: CommandLine | null = python === null ? null : [python, 'bench/pstats_steps.py', path];
    const results = await runInTurn(
      [process.execPath, join(CACHE, 'steps.mjs'), path],
      their,
      Number(dump.functions) >= 1_000_000 ? 1 : 3,
    );
    for (const [name, ratio] of Object.entries(STEPS[dump.label] ?? {})) {
      const [ourStep = name, theirStep = name] = name.split(' / ');
      const ours = median(results.ours.map((said) => said[ourStep] ?? Number.NaN));
      const theirs = median(results.theirs.map((said) => said[theirStep] ?? Number.NaN));
      rows.push({ group: `steps, ${dump.label}`, name, unit: 'ms', must: { ratio }, ours, theirs });
    }
  }
}

async function wholeLists(): Promise<void> {
  if (largest < 100_000) return;
  const path = dumpOf({ label: '100k', functions: 100_000 });
  for (const view of ['callers', 'callees'] as const) {
    const ours: CommandLine = [...NODE, PROGRAM, view, '-s', 'none', '--full-paths', path];
    await wholeProcess(`${view} of everything`, '100k', ours, theirs(view, [path]), 3, {
      cpu: { ratio: 0.35 },
      memory: null,
    });
  }
  const many = manyDumps();
  const merge: CommandLine = [...NODE, PROGRAM, 'stats', '-s', 'cumulative', '--restrict', '50', ...many];
  await wholeProcess('100 dumps of 2,000 functions merged', 'stats', merge, theirs('top', many), 3, {
    cpu: { ratio: 1 / 4 },
    memory: { ratio: 1.6 },
  });
}

async function startUp(): Promise<void> {
  const bare: CommandLine = [...NODE, '-e', '0'];
  await wholeProcess('start', '--help, against node -e 0', [...NODE, PROGRAM, '--help'], bare, 15, {
    cpu: null,
    memory: null,
  });
}

async function growth(): Promise<void> {
  const bare = rows.find(({ group }) => group === 'start')?.theirs ?? 0;
  const most = Math.min(largest, 1_000_000);
  if (most < 100_000) return;
  for (const command of GROWING) {
    process.stderr.write(`growth: ${command.name}\n`);
    rows.push(...(await growthOf(command, [...NODE, PROGRAM], bare, most)));
  }
}

const PEERS: Readonly<Record<string, string>> = {
  snakeviz:
    'import json, pstats; from snakeviz.stats import table_rows, json_stats; s = pstats.Stats(F); json.dumps(table_rows(s)); json_stats(s)',
  tuna: 'from tuna.main import read; read(F)',
  gprof2dot: 'import gprof2dot; gprof2dot.PstatsParser(F).parse()',
  flameprof: 'import pstats, flameprof; flameprof.get_stats(F) if hasattr(flameprof, "get_stats") else pstats.Stats(F)',
};

async function peers(): Promise<void> {
  const usage =
    'import os, json, resource; u = resource.getrusage(resource.RUSAGE_SELF); os.write(3, json.dumps({"cpu": (u.ru_utime + u.ru_stime) * 1000, "rss": u.ru_maxrss / 1024}).encode())';
  const path = dumpOf({ label: '10k', functions: 10_000 });
  for (const [name, load] of Object.entries(PEERS)) {
    const command: CommandLine | null =
      python === null ? null : [python, '-c', `F = ${JSON.stringify(path)}\n${load}\n${usage}`];
    if (command === null || (await runProcess(command)) === null) {
      notRun.push(`${name} (not installed, or it failed)`);
      continue;
    }
    const ours: CommandLine = [...NODE, PROGRAM, 'stats', '-s', 'cumulative', '--restrict', '50', path];
    await wholeProcess('loading in other tools, 10k', name, ours, command, 5, { cpu: null, memory: null });
  }
}

function holds({ must, ours, theirs }: Row, slack = 1): boolean | null {
  if (must === null || ours === null) return null;
  if ('most' in must) return ours <= must.most * slack;
  return theirs === null ? null : ours / theirs <= must.ratio * slack;
}

function mustText(must: Case['must']): string {
  if (must === null) return '';
  if ('most' in must) return `${must.most}`;
  return must.ratio < 0.2 ? `1/${(1 / must.ratio).toFixed(1)}` : must.ratio.toFixed(2);
}

function ratioText(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return '';
  return ratio < 0.2 ? `1/${(1 / ratio).toFixed(1)}` : ratio.toFixed(2);
}

function line(row: Row): string {
  const ratio = row.ours === null || row.theirs === null ? null : row.ours / row.theirs;
  const verdict = { true: 'yes', false: '**no**', null: '' }[String(holds(row)) as 'true' | 'false' | 'null'];
  const cells = [
    row.group,
    row.name,
    row.ours?.toFixed(row.unit === 'power' ? 2 : 1) ?? 'failed',
    row.theirs?.toFixed(1) ?? '',
    row.unit,
    ratioText(ratio),
    mustText(row.must),
    verdict,
  ];
  return `| ${cells.join(' | ')} |`;
}

function results(): string {
  const pythonVersion =
    python === null
      ? 'no Python found: only our own figures'
      : execFileSync(python, ['-VV'], { encoding: 'utf8' }).trim();
  return [
    '# Results',
    '',
    'Made by `npm run bench`. CPU time is user and system together, in new processes, ours and theirs in turn; medians.',
    'Absolute times are of one machine; the ratios are what counts.',
    '',
    'Start-up on other Nodes: [START.md](START.md).',
    '',
    `- \`node -e 0\` takes ${rows.find(({ group }) => group === 'start')?.theirs?.toFixed(1) ?? '?'} ms`,
    `- Node ${process.version}, V8 ${process.versions.v8}`,
    `- ${pythonVersion.replaceAll('\n', ' ')}`,
    `- ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
    '',
    '| what | on | ours | pstats | unit | ours / pstats | must | holds |',
    '| --- | --- | --: | --: | --- | --: | --: | --- |',
    ...rows.map(line),
    '',
    ...(notRun.length === 0 ? [] : ['Not run:', '', ...notRun.map((what) => `- ${what}`), '']),
  ].join('\n');
}

mkdirSync(CACHE, { recursive: true });
await startUp();
await topFunctions();
await steps();
await wholeLists();
await growth();
await peers();
const text = results();
process.stdout.write(`${text}\n`);
if (largest >= 1_000_000) writeFileSync('bench/RESULTS.md', text);
const missed = rows.filter((row) => holds(row, SLACK) === false);
for (const row of missed) process.stderr.write(`missed by more than 30 %: ${row.group}, ${row.name}\n`);
process.exitCode = isCheck && missed.length > 0 ? 1 : 0;
