import { spawn } from 'node:child_process';

/** What a process said of itself on descriptor 3. */
export type Said = Readonly<Record<string, number>>;

export type CommandLine = readonly [command: string, ...args: string[]];

/** Some environments add certificates to Node at its start; that costs 50 ms and has nothing to do with the program. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C.UTF-8' };
}

/** Runs a command to its end, its output thrown away. Null where it failed or cannot be started. */
export function runProcess([command, ...args]: CommandLine): Promise<Said | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], env: environment() });
    const chunks: Buffer[] = [];
    child.stdio[3]?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => resolve(null));
    child.on('close', (exitCode) => resolve(exitCode === 0 ? said(Buffer.concat(chunks).toString('utf8')) : null));
  });
}

function said(text: string): Said | null {
  return text === '' ? null : (JSON.parse(text) as Said);
}

/** Runs two commands in turn, so that a machine that slows down slows both. The first pair does not count. */
export async function runInTurn(
  ours: CommandLine,
  theirs: CommandLine | null,
  runs: number,
): Promise<{ readonly ours: readonly Said[]; readonly theirs: readonly Said[] }> {
  const results = { ours: [] as Said[], theirs: [] as Said[] };
  const warmUp = runs > 1 ? 1 : 0;
  for (let run = -warmUp; run < runs; run++) {
    const our = await runProcess(ours);
    const their = theirs === null ? null : await runProcess(theirs);
    if (run < 0) continue;
    if (our !== null) results.ours.push(our);
    if (their !== null) results.theirs.push(their);
  }
  return results;
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
