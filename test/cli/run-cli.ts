import { join } from 'node:path';
import type { Context, Output } from '../../src/cli/context.ts';
import { tuneEngine } from '../../src/cli/engine-tuning.ts';
import { main } from '../../src/cli/main.ts';

export type CliResult = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly bytes: Buffer;
  readonly stderr: string;
};

/** Runs the program in this process, without a terminal; `stdin` is what it can read there. */
export async function runCli(args: readonly string[], stdin: Uint8Array = new Uint8Array(0)): Promise<CliResult> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const exitCode = await main(args, contextOf(collecting(stdout), collecting(stderr), stdin));
  tuneEngine(0); // else V8 optimises nothing that this process runs after a small profile
  const bytes = Buffer.concat(stdout);
  return { exitCode, bytes, stdout: bytes.toString('utf8'), stderr: Buffer.concat(stderr).toString('utf8') };
}

export function contextOf(stdout: Output, stderr: Output, stdin: Uint8Array = new Uint8Array(0)): Context {
  return {
    stdout,
    stderr,
    env: {},
    packageFolder: join(import.meta.dirname, '../..'),
    readStdin: async () => stdin,
    stdinPieces: async function* () {
      yield stdin;
    },
    hasScreen: () => false,
    hasKeys: () => false,
    hasOutputTerminal: () => false,
    hasErrorTerminal: () => false,
    runChild: async () => {
      throw new Error('a program is run by the built program only');
    },
    startChild: async () => {
      throw new Error('a program is started by the built program only');
    },
    openTerminal: async () => null,
  };
}

export function collecting(chunks: Buffer[], isTerminal = false): Output {
  return {
    isTerminal,
    write: (bytes) => {
      chunks.push(Buffer.from(bytes));
      return true;
    },
  };
}
