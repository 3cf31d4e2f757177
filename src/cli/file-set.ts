import { closeSync, mkdirSync, openSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FileError } from '../errors.ts';
import { errnoText } from './errno.ts';
import { statsAt } from './stats-at.ts';

/**
 * Files of one folder that are written side by side, and all of them or none: into new files beside them, which take their
 * names in the end. What else is in the folder stays; a folder that is not there is made.
 */
export class FileSet {
  private readonly folder: string;
  private readonly open = new Map<string, { readonly path: string; readonly descriptor: number }>();
  private firstMade: string | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Adds bytes to the end of a file. @throws FileError 'not-writable' */
  write(name: string, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.guarded(() => writeFileSync(this.descriptorOf(name), bytes));
  }

  /** Gives the files their names. @throws FileError 'not-writable' */
  commit(): void {
    this.guarded(() => {
      for (const { descriptor } of this.open.values()) closeSync(descriptor);
      for (const [name, { path }] of this.open) renameSync(path, join(this.folder, name));
      this.open.clear();
      this.firstMade = undefined;
    });
  }

  /** Takes away what was not given its name, and the folders that were made for it. */
  discard(): void {
    for (const { path, descriptor } of this.open.values()) {
      closeQuietly(descriptor); // commit may have closed it: Windows removes no open file
      rmSync(path, { force: true });
    }
    this.open.clear();
    if (this.firstMade !== undefined) removeEmpty(resolve(this.folder), this.firstMade);
  }

  private descriptorOf(name: string): number {
    const known = this.open.get(name);
    if (known !== undefined) return known.descriptor;
    this.firstMade ??= mkdirSync(this.folder, { recursive: true });
    if (statsAt(join(this.folder, name))?.isFile() === false)
      throw new FileError('not-writable', join(this.folder, name), 'something is there that is no file');
    const path = join(this.folder, `.pyprof-view-${process.pid}-${name}.tmp`);
    const descriptor = openSync(path, 'wx');
    this.open.set(name, { path, descriptor });
    return descriptor;
  }

  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof FileError) throw error;
      throw new FileError('not-writable', this.folder, errnoText(error), { cause: error });
    }
  }
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // it is closed
  }
}

function removeEmpty(folder: string, first: string): void {
  try {
    for (let at = folder; ; at = dirname(at)) {
      rmdirSync(at);
      if (at === first) return;
    }
  } catch {
    // somebody else has put something there
  }
}
