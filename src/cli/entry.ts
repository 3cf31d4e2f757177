import { fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import type { Ended } from '../run/run-child.ts';
import type { Started } from '../run/start-child.ts';
import type { ChildPlace, KeySource, Terminal } from './context.ts';
import { collectStream } from './input/collect-stream.ts';
import type { IsPossible } from './input/input-head.ts';
import { loadBuiltin } from './load-builtin.ts';
import { main } from './main.ts';
import { fileOutput, forgiving } from './output/file-output.ts';

/** The one place that touches the process: arguments, streams, environment, exit code. */

/** Asks the cheap question first: `isTTY` makes Node load its network code. */
function hasKeys(): boolean {
  return fstatSync(0).isCharacterDevice() && process.stdin.isTTY;
}

/** A screen reader reads text; a screen that is repainted all the time it would have to read again and again. */
function hasScreen(): boolean {
  const isForText = process.env['TERM'] === 'dumb' || process.env['INK_SCREEN_READER'] === 'true';
  return !isForText && hasOutputTerminal();
}

function hasOutputTerminal(): boolean {
  return fstatSync(1).isCharacterDevice() && process.stdout.isTTY;
}

function hasErrorTerminal(): boolean {
  return fstatSync(2).isCharacterDevice() && process.stderr.isTTY;
}

/** Whether there are streams or children, which may have something to do yet when all else is done. */
let hasMore = false;

let isStdinRead = false;

async function readStdin(most: number, isPossible: IsPossible): Promise<Uint8Array> {
  hasMore = true;
  if (isStdinRead) throw new UsageError('usage', 'it is named twice, and can be read only once');
  isStdinRead = true;
  if (hasKeys()) {
    throw new UsageError('usage', 'standard input is a terminal: pipe a profile into it');
  }
  return collectStream(process.stdin, most, isPossible);
}

const STDIO = {
  all: ['inherit', 'inherit', 'inherit'],
  'no-input': ['ignore', 'inherit', 'inherit'],
  'no-output': ['ignore', 'ignore', 'inherit'],
  silent: ['ignore', 'ignore', 'ignore'],
} as const;

/** Node's child processes are loaded only here (the build leaves the module out: commander imports it). */
async function runChild(command: string, args: readonly string[], { folder, streams }: ChildPlace): Promise<Ended> {
  hasMore = true;
  const { waitForChild } = await import('../run/run-child.ts');
  const child = loadBuiltin('node:child_process').spawn(command, args, {
    cwd: folder,
    stdio: [...STDIO[streams ?? 'all']],
  });
  return waitForChild(child, hasErrorTerminal() || hasScreen());
}

async function startChild(command: string, args: readonly string[]): Promise<Started> {
  hasMore = true;
  const { waitForStart } = await import('../run/start-child.ts');
  const child = loadBuiltin('node:child_process').spawn(command, args, { detached: true, stdio: 'ignore' });
  return waitForStart(child);
}

/** Where standard input is the profile, keys come from the terminal that the program was started from. */
async function openTerminal(keys: KeySource): Promise<Terminal | null> {
  const descriptor = keys === 'standard input' ? 0 : openControllingTerminal();
  if (descriptor === null) return null;
  hasMore = true;
  const { keepModes, makeProcessLife, runIn } = await import('./process-life.ts');
  const stdin = descriptor === 0 ? process.stdin : new (await import('node:tty')).ReadStream(descriptor);
  const run = keepModes(runIn(process, descriptor), descriptor);
  return { stdin, stdout: process.stdout, life: makeProcessLife(process), run };
}

function stdinPieces(): AsyncIterable<Uint8Array> {
  hasMore = true;
  return process.stdin;
}

/** Null where there is none: in a job of cron, in a container. */
function openControllingTerminal(): number | null {
  try {
    return openSync('/dev/tty', 'r');
  } catch {
    return null;
  }
}

/** Called by bin/start.js. The library loads this file too, for it lies among what both need (scripts/link-pieces.mjs). */
export async function runProgram(): Promise<void> {
  const exitCode = await main(process.argv.slice(2), {
    stdout: fileOutput(1, 'standard output'),
    stderr: forgiving(fileOutput(2, 'standard error')),
    env: process.env,
    // this is dist/cli.cjs by then
    packageFolder: join(import.meta.dirname, '..'),
    readStdin,
    stdinPieces,
    hasScreen,
    hasKeys,
    hasOutputTerminal,
    hasErrorTerminal,
    runChild,
    startChild,
    openTerminal,
  });
  process.exitCode = exitCode;
  if (!hasMore) process.exit(); // Node would look for work first, such as a collection of garbage: 1 ms
}
