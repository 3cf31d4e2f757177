import type { Ended } from '../run/run-child.ts';
import type { Started } from '../run/start-child.ts';
import type { ProcessLife } from '../tui/process-life.ts';
import type { IsPossible } from './input/input-head.ts';
import type { RunProgram } from './viewer/edit.ts';

/** Where bytes go. `write` returns only when they are taken: a slow reader holds the program back. */
export type Output = {
  /** Names are shown there with their control characters as escapes; elsewhere they are as they are. */
  readonly isTerminal: boolean;
  /** False where the other end has closed (`| head`): there is nobody left to write for. */
  readonly write: (bytes: Uint8Array) => boolean;
};

/**
 * All that a command may touch of the process, so that a test can give it another. Node's own streams are behind
 * functions: making them loads a third of what the program loads, and most commands need none of them.
 */
export type Context = {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where package.json is: the pages that come with the program are under it. */
  readonly packageFolder: string;
  /**
   * All of standard input, refused if it is longer than this; of an input that cannot be a profile only the beginning.
   */
  readonly readStdin: (most: number, isPossible: IsPossible) => Promise<Uint8Array>;
  /** Standard input in pieces, as they come. */
  readonly stdinPieces: () => AsyncIterable<Uint8Array>;
  /** Whether standard output is a terminal that can show the viewer. */
  readonly hasScreen: () => boolean;
  /** Whether standard input is a terminal. */
  readonly hasKeys: () => boolean;
  /** Whether standard output is a terminal of any kind. */
  readonly hasOutputTerminal: () => boolean;
  readonly hasErrorTerminal: () => boolean;
  /** Runs a program until it ends. */
  readonly runChild: (command: string, args: readonly string[], place: ChildPlace) => Promise<Ended>;
  /** Starts a program that goes on by itself; it is not seen to write or read anything. */
  readonly startChild: (command: string, args: readonly string[]) => Promise<Started>;
  /** Null where there is nothing to read keys from. */
  readonly openTerminal: (keys: KeySource) => Promise<Terminal | null>;
};

/** Where a program runs: with our own streams and in our folder, as far as nothing else is said. */
export type ChildPlace = {
  readonly folder?: string;
  /** What is left of our streams: the input is empty, its output is not seen, nor are its errors. */
  readonly streams?: 'no-input' | 'no-output' | 'silent';
};

/** Where keys come from: standard input, or the terminal by its own name where that is a profile. */
export type KeySource = 'standard input' | 'terminal';

export type Terminal = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly life: ProcessLife;
  readonly run: RunProgram;
};

/** Prints text, in UTF-8. */
export function print(output: Output, text: string): void {
  output.write(Buffer.from(text, 'utf8'));
}

/** Writes chunks one by one, until they end or the reader has gone. */
export function writeChunks(output: Output, chunks: Iterable<Uint8Array>): void {
  for (const chunk of chunks) if (!output.write(chunk)) return;
}
