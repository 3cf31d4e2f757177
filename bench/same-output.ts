import { spawnSync } from 'node:child_process';
import { type Contest, programIn, RUNNING } from './contestants.ts';
import { REAL } from './dumps.ts';
import type { CommandLine } from './run-process.ts';

/** What is wrong where ours does not print what pstats prints: who prints nothing is quick at it. Null where all is well. */
export function wrongOutput({ ours, python }: Contest): string | null {
  if (python === null) return null;
  const theirs = outputOf([python, 'bench/pstats_run.py', 'top', REAL]);
  const printed = outputOf([
    RUNNING.binary,
    programIn(ours),
    ...['stats', '-s', 'cumulative', '--restrict', '50', REAL],
  ]);
  // pstats prints when the file was written first
  return printed !== '' && theirs.endsWith(printed) ? null : `stats of ${REAL} does not print what pstats prints`;
}

/** The descriptor 3 is there for what pstats_run.py says of itself. */
function outputOf([command, ...args]: CommandLine): string {
  return spawnSync(command, args, { stdio: ['ignore', 'pipe', 'ignore', 'pipe'], encoding: 'utf8' }).stdout;
}
