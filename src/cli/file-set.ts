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
  /** By the name of a file: where it is written until it gets that name, and what it is open as. */
  private readonly temporary = new Map<string, string>();
  private readonly descriptors = new Map<string, number>();
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
      this.close();
      for (const [name, path] of this.temporary) renameSync(path, join(this.folder, name));
      this.temporary.clear();
      this.firstMade = undefined;
    });
  }

  /** Takes away what was not given its name, and the folders that were made for it. */
  discard(): void {
    this.close(); // Windows removes no open file
    for (const path of this.temporary.values()) rmSync(path, { force: true });
    this.temporary.clear();
    if (this.firstMade !== undefined) removeEmpty(resolve(this.folder), resolve(this.firstMade));
  }

  private close(): void {
    const open = [...this.descriptors.values()];
    this.descriptors.clear(); // none is closed twice: another file may have its number by then
    for (const descriptor of open) closeSync(descriptor);
  }

  private descriptorOf(name: string): number {
    const known = this.descriptors.get(name);
    if (known !== undefined) return known;
    this.firstMade ??= mkdirSync(this.folder, { recursive: true });
    if (statsAt(join(this.folder, name))?.isFile() === false)
      throw new FileError('not-writable', join(this.folder, name), 'something that is not a file is in the way');
    const path = join(this.folder, `.pyprof-view-${process.pid}-${name}.tmp`);
    const descriptor = openSync(path, 'wx');
    this.temporary.set(name, path);
    this.descriptors.set(name, descriptor);
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
