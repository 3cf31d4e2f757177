import { fstatSync, openSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import { UsageError } from '../errors.ts';
import type { KeySource, Terminal } from './context.ts';
import { fileOutput } from './file-output.ts';
import { main } from './main.ts';
import { makeProcessLife } from './process-life.ts';

/** The one place that touches the process: arguments, streams, environment, exit code. */

/** Asks the cheap question first: `isTTY` makes Node load its network code. */
function hasKeys(): boolean {
  return fstatSync(0).isCharacterDevice() && process.stdin.isTTY;
}

/** A screen reader reads text; a screen that is painted anew all the time it can only read all the time. */
function hasScreen(): boolean {
  const isForText = process.env['TERM'] === 'dumb' || process.env['INK_SCREEN_READER'] === 'true';
  return !isForText && fstatSync(1).isCharacterDevice() && process.stdout.isTTY;
}

function hasErrorTerminal(): boolean {
  return fstatSync(2).isCharacterDevice() && process.stderr.isTTY;
}

async function readStdin(): Promise<Uint8Array> {
  if (hasKeys()) {
    throw new UsageError('usage', 'standard input is a terminal: pipe a profile into it');
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function openTerminal(keys: KeySource): Promise<Terminal | null> {
  const stdin = keys === 'standard input' ? process.stdin : await openKeys();
  if (stdin === null) return null;
  return { stdin, stdout: process.stdout, life: makeProcessLife(process) };
}

/** The terminal that the program was started from, or null without one (a job of cron, a container). */
async function openKeys(): Promise<ReadStream | null> {
  const { ReadStream } = await import('node:tty');
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return null;
  }
}

const stdout = fileOutput(1, 'standard output');
const stderr = fileOutput(2, 'standard error');

main(process.argv.slice(2), {
  stdout,
  stderr,
  env: process.env,
  readStdin,
  hasScreen,
  hasKeys,
  hasErrorTerminal,
  openTerminal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
