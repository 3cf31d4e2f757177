import type { Readable, Writable } from 'node:stream';

/** All that a command may touch of the process, so that a test can give it others. */
type Streams = {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
};

type Environment = Readonly<Record<string, string | undefined>>;

export type Context = { readonly streams: Streams; readonly env: Environment };
