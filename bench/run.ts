import { mkdirSync, writeFileSync } from 'node:fs';
import { CASES, type Case } from './cases.ts';
import { type Contest, findNodes, findPython } from './contestants.ts';
import { CACHE } from './dumps.ts';
import { GROWING, growthOf } from './growth.ts';
import { measure } from './measure.ts';
import { optionsOf } from './options.ts';
import { findPeers } from './peers.ts';
import { resultsPage } from './results-page.ts';
import { type Row, reasonsToFail } from './rows.ts';
import { wrongOutput } from './same-output.ts';
import { STEPS, stepRows } from './step-rows.ts';

const options = optionsOf(process.argv.slice(2));
const { nodes, failures } = findNodes(options.isThisNodeAlone);
const contest: Contest = { ours: '.', before: options.against, nodes, python: findPython() };
const peers = findPeers(contest.python);
const rows: Row[] = [];
const notRun: string[] = [...failures, ...peers.missing.map((name) => `${name} (this Python does not have it)`)];

async function wholeProcesses(cases: readonly Case[]): Promise<void> {
  for (const one of cases) {
    const what = `${one.group} (${one.name})`;
    if (one.functions > options.largest) notRun.push(`${what}: above --largest=${options.largest}`);
    else if (one.isMergeAll && !options.isMergeAll) notRun.push(`${what}: takes minutes, ask for it by --merge-all`);
    else rows.push(...(await measure(one, contest)));
  }
}

async function steps(): Promise<void> {
  for (const [label, wanted] of Object.entries(STEPS)) {
    if (wanted.functions > options.largest) notRun.push(`steps, ${label}: above --largest=${options.largest}`);
    else rows.push(...(await stepRows(label, wanted, contest)));
  }
}

async function growth(): Promise<void> {
  const largest = Math.min(options.largest, 1_000_000);
  if (largest < 10_000) notRun.push(`growth: needs --largest=10000 or more`);
  else for (const command of GROWING) rows.push(...(await growthOf(command, contest, largest)));
}

mkdirSync(CACHE, { recursive: true });
await wholeProcesses(CASES);
await steps();
await growth();
await wholeProcesses(peers.cases);
const page = resultsPage(rows, notRun, contest, `npm run bench -- ${options.typed}`);
process.stdout.write(`${page}\n`);
const isWhole = options.largest >= 1_000_000 && !options.isThisNodeAlone;
if (isWhole && !options.isCheck) writeFileSync('bench/RESULTS.md', page);

const wrong = wrongOutput(contest);
const reasons = reasonsToFail(rows, wrong === null ? failures : [...failures, wrong], contest.python);
for (const reason of reasons) process.stderr.write(`${reason}\n`);
process.exitCode = options.isCheck && reasons.length > 0 ? 1 : 0;
