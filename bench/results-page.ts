import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { type Contest, commitOf, type Node } from './contestants.ts';
import type { Row } from './rows.ts';
import { tableOf } from './table.ts';

/** bench/RESULTS.md: on what was measured, the rows, and what is not among them. */
export function resultsPage(
  rows: readonly Row[],
  notRun: readonly string[],
  contest: Contest,
  command: string,
): string {
  return [
    '# Results',
    '',
    `Made by \`${command.replace(/ -- $/, '')}\`. CPU time is user and system together, in new processes, all sides in turn; medians.`,
    'Absolute times are of one machine; the ratios are what counts. `before` is an older tree of ours where one was named;',
    '`theirs` is pstats, or the tool that the row names. What must hold is said in the unit of the row, or as a ratio to one',
    'of these. `failed`: a process failed or took too long.',
    '',
    ...machineLines(rows, contest),
    '',
    tableOf(rows),
    '',
    ...(notRun.length === 0 ? [] : ['Not run:', '', ...notRun.map((what) => `- ${what}`), '']),
  ].join('\n');
}

/** On what it was measured, as items of a list. */
export function machineLines(rows: readonly Row[], { nodes, python, before }: Contest): readonly string[] {
  return [
    ...nodes.map((node) => nodeLine(rows, node)),
    ...(python === null ? ['- no Python found: only our own figures'] : [`- ${versionOf(python)}`]),
    ...(before === null ? [] : [`- before: ${commitOf(before)}`]),
    `- ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
  ];
}

function nodeLine(rows: readonly Row[], { version, binary }: Node): string {
  const v8 = execFileSync(binary, ['-p', 'process.versions.v8'], { encoding: 'utf8' }).trim();
  const bare = rows.find(({ group, node }) => group === 'start: `node -e 0` beside it' && node === version)?.ours;
  const time = typeof bare === 'number' ? `${bare.toFixed(1)} ms` : 'an unknown time';
  return `- Node v${version}, V8 ${v8}: \`node -e 0\` takes ${time}`;
}

function versionOf(python: string): string {
  return execFileSync(python, ['-VV'], { encoding: 'utf8' }).trim().replaceAll('\n', ' ');
}
