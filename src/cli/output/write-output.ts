import { closeSync, openSync, writeFileSync } from 'node:fs';
import { cleanUpOnSignal } from '../clean-up-on-signal.ts';
import { guarded, type PreparedFile, prepareFile } from '../input/prepared-file.ts';
import { statsAt } from '../input/stats-at.ts';

/** Whoever presses Ctrl-C is answered after that time. */
const MOST_UNHEARD_MILLISECONDS = 100;

/**
 * Writes a file whole or not at all; what is no plain file (a pipe, a device) is written to as it is.
 *
 * @throws FileError 'not-writable'
 */
export async function writeWholeFile(path: string, chunks: Iterable<Uint8Array>): Promise<void> {
  if (isNoFile(path)) {
    writeInto(path, chunks); // it may wait for a reader, and Ctrl-C has to end that
    return;
  }
  let file: PreparedFile | null = null;
  await cleanUpOnSignal(
    () => file?.discard(),
    async (hear) => {
      const prepared = prepareFile(path);
      file = prepared;
      let heard = performance.now();
      for (const chunk of chunks) {
        prepared.write(chunk);
        if (performance.now() - heard < MOST_UNHEARD_MILLISECONDS) continue;
        await hear();
        heard = performance.now();
      }
      prepared.finish();
      await hear();
      prepared.commit();
    },
  );
}

/** The same without detaching from the program: for the viewer, which listens for signals itself from then on. */
export function writeWholeFileAtOnce(path: string, bytes: Uint8Array): void {
  if (isNoFile(path)) {
    writeInto(path, [bytes]);
    return;
  }
  const file = prepareFile(path);
  try {
    file.write(bytes);
    file.finish();
    file.commit();
  } finally {
    file.discard();
  }
}

/** Files that are open already: they go on where whoever opened them is. */
const DESCRIPTOR = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/;

function openDescriptor(path: string): number | null {
  if (path === '/dev/stderr') return 2;
  const [, digits] = DESCRIPTOR.exec(path) ?? [];
  return digits === undefined ? null : Number(digits);
}

function isNoFile(path: string): boolean {
  return openDescriptor(path) !== null || statsAt(path)?.isFile() === false;
}

function writeInto(path: string, chunks: Iterable<Uint8Array>): void {
  const descriptor = openDescriptor(path);
  if (descriptor !== null) {
    for (const chunk of chunks) guarded(path, () => writeFileSync(descriptor, chunk));
    return;
  }
  const file = guarded(path, () => openSync(path, 'w'));
  try {
    for (const chunk of chunks) guarded(path, () => writeFileSync(file, chunk));
  } finally {
    guarded(path, () => closeSync(file));
  }
}
