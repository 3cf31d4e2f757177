import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { Output } from './context.ts';
import { guarded, type PreparedFile, prepareFile } from './prepared-file.ts';

/** Writes chunks one by one, until they end or the reader has gone. */
export function writeChunks(output: Output, chunks: Iterable<Uint8Array>): void {
  for (const chunk of chunks) if (!output.write(chunk)) return;
}

/**
 * Writes a file whole or not at all; what is no plain file (a pipe, a device) is written to as it is.
 *
 * @throws FileError 'not-writable'
 */
export function writeWholeFile(path: string, chunks: Iterable<Uint8Array>): void {
  const file = prepareFile(path);
  if (file === null) writeInto(path, chunks);
  else writePrepared(file, chunks);
}

function writePrepared(file: PreparedFile, chunks: Iterable<Uint8Array>): void {
  try {
    for (const chunk of chunks) file.write(chunk);
    file.finish();
    file.commit();
  } finally {
    file.discard();
  }
}

function writeInto(path: string, chunks: Iterable<Uint8Array>): void {
  const file = guarded(path, () => openSync(path, 'w'));
  try {
    for (const chunk of chunks) guarded(path, () => writeFileSync(file, chunk));
  } finally {
    guarded(path, () => closeSync(file));
  }
}
