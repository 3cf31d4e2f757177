import { PassThrough, Readable } from 'node:stream';
import { main } from '../../src/cli/main.ts';

export type CliResult = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly bytes: Buffer;
  readonly stderr: string;
};

/** Runs the program in this process, without a terminal; `stdin` is what it can read there. */
export async function runCli(args: readonly string[], stdin: Uint8Array = new Uint8Array(0)): Promise<CliResult> {
  const stdout = collector();
  const stderr = collector();
  const streams = { stdin: Readable.from([Buffer.from(stdin)]), stdout: stdout.stream, stderr: stderr.stream };
  const exitCode = await main(args, { streams, env: {} });
  const bytes = Buffer.concat(stdout.chunks);
  return { exitCode, bytes, stdout: bytes.toString('utf8'), stderr: Buffer.concat(stderr.chunks).toString('utf8') };
}

function collector(): { readonly stream: PassThrough; readonly chunks: Buffer[] } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, chunks };
}
