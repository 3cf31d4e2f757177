import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILE, PROGRAM } from './shell.ts';

export type MeasuredRun = {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
};

const SPY = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  require('node:fs').writeFileSync(process.env.SPY_OUTPUT, JSON.stringify([maxRSS / 1000, (userCPUTime + systemCPUTime) / 1e6]));
});`;

/**
 * The shell waits for the program and does not become it: Linux counts the memory of who started a program as its own peak,
 * which is that of a worker of the tests, and so of all the files that it has run.
 */
const STAY = 'exit $?';

/** A run may take this long; the machine may be busy with other tests. */
const DEADLINE_MILLISECONDS = 300_000;

export type MeasuredOptions = { readonly input?: Uint8Array; readonly line?: string };

/** A run of the built program, with what it took. `line`: in a shell, in which `"$@"` is the program and its arguments. */
export function runMeasured(args: readonly string[], { input, line = '"$@"' }: MeasuredOptions = {}): MeasuredRun {
  const folder = mkdtempSync(join(tmpdir(), 'pyprof-view-measured-'));
  try {
    const [spy, output] = [join(folder, 'spy.cjs'), join(folder, 'out.json')];
    writeFileSync(spy, SPY);
    const ended = spawnSync(
      'bash',
      ['-c', `${line}\n${STAY}`, 'bash', process.execPath, '--require', spy, PROGRAM, ...args],
      {
        input,
        encoding: 'utf8',
        timeout: DEADLINE_MILLISECONDS,
        env: { ...process.env, SPY_OUTPUT: output },
        maxBuffer: 2 ** 30,
      },
    );
    const [peakMegabytes, cpuSeconds] = JSON.parse(readFileSync(output, 'utf8')) as [number, number];
    return { exitCode: ended.status, stdout: ended.stdout, stderr: ended.stderr, cpuSeconds, peakMegabytes };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * CPU seconds of a small profile's `stats`, now: what others may take is told in these, as a slow or a busy machine takes
 * longer for all of them.
 */
export function smallRunSeconds(): number {
  return runMeasured(['stats', PROFILE]).cpuSeconds;
}
