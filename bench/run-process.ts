import { spawn } from 'node:child_process';

/** What a process said of itself on descriptor 3. */
export type Said = Readonly<Record<string, number>>;

export type CommandLine = readonly [command: string, ...args: string[]];

/** One of those that run in turn. */
export type Contestant = { readonly name: string; readonly command: CommandLine; readonly runs: number };

/** Some environments add certificates to Node at its start; that costs 50 ms and has nothing to do with the program. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C.UTF-8' };
}

/** Runs a command to its end, its output thrown away. Null where it failed, cannot be started, or takes too long. */
function runProcess([command, ...args]: CommandLine, mostSeconds = 600): Promise<Said | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      env: environment(),
      timeout: mostSeconds * 1000,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    child.stdio[3]?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(null));
    child.on('close', (exitCode) => resolve(exitCode === 0 ? said(Buffer.concat(chunks).toString('utf8')) : null));
  });
}

function said(text: string): Said | null {
  return text === '' ? null : (JSON.parse(text) as Said);
}

/** So often a command runs that one more costs little. */
const OFTEN = 5;

/**
 * Runs commands in turn, so that a machine that slows down slows all: the medians of each by its name, null where a run
 * failed. The first run of a command that runs often does not count: it fills caches.
 */
export async function runInTurn(
  contestants: readonly Contestant[],
  mostSeconds?: number,
): Promise<ReadonlyMap<string, Said | null>> {
  const results = new Map<string, Said[] | null>(contestants.map(({ name }) => [name, []]));
  const turns = Math.max(0, ...contestants.map(({ runs }) => runs));
  for (let turn = -1; turn < turns; turn++) {
    for (const { name, command, runs } of contestants) {
      const soFar = results.get(name);
      if (soFar == null || turn >= runs || (turn < 0 && runs < OFTEN)) continue;
      const one = await runProcess(command, mostSeconds);
      if (one === null) results.set(name, null);
      else if (turn >= 0) soFar.push(one);
    }
  }
  return new Map([...results].map(([name, all]) => [name, all === null ? null : mediansOf(all)]));
}

function mediansOf(all: readonly Said[]): Said {
  const keys = Object.keys(all[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, median(all.map((one) => one[key] ?? Number.NaN))]));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
