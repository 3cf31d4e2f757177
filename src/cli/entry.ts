import { fstatSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import type { Terminal } from './context.ts';
import { fileOutput } from './file-output.ts';
import { main } from './main.ts';

/** The one place that touches the process: arguments, streams, environment, exit code. */

/** Asks the cheap question first: `isTTY` makes Node load its network code. */
function isInteractive(): boolean {
  const canBeTerminal = fstatSync(0).isCharacterDevice() && fstatSync(1).isCharacterDevice();
  return canBeTerminal && process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb';
}

function hasErrorTerminal(): boolean {
  return fstatSync(2).isCharacterDevice() && process.stderr.isTTY;
}

async function readStdin(): Promise<Uint8Array> {
  if (fstatSync(0).isCharacterDevice() && process.stdin.isTTY) {
    throw new UsageError('usage', 'standard input is a terminal: pipe a profile into it');
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function terminal(): Terminal {
  return { stdin: process.stdin, stdout: process.stdout };
}

const stdout = fileOutput(1, 'standard output');
const stderr = fileOutput(2, 'standard error');

main(process.argv.slice(2), {
  stdout,
  stderr,
  env: process.env,
  readStdin,
  isInteractive,
  hasErrorTerminal,
  terminal,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
