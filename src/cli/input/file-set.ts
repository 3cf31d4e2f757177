import { mkdirSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FileError } from '../../errors.ts';
import { guarded, type PreparedFile, prepareFile } from './prepared-file.ts';

/**
 * Files of one folder that are written side by side. All of them are on the disk before the first gets its name, so that
 * what goes wrong leaves the old ones; only a kill between two renames leaves new ones beside old ones, each whole. What
 * else is in the folder stays; a folder that is not there is made.
 */
export class FileSet {
  private readonly folder: string;
  private readonly files = new Map<string, PreparedFile>();
  private firstMade: string | undefined;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Adds bytes to the end of a file. @throws FileError 'not-writable' */
  write(name: string, bytes: Uint8Array): void {
    if (bytes.length > 0) this.fileOf(name).write(bytes);
  }

  /** Puts all of them on the disk. @throws FileError 'not-writable' */
  finish(): void {
    for (const file of this.files.values()) file.finish();
  }

  /** Gives the files their names. @throws FileError 'not-writable', 'half-written' */
  commit(): void {
    const named: string[] = [];
    for (const [name, file] of this.files) {
      this.commitOne(file, name, named);
      named.push(name);
    }
    this.firstMade = undefined;
  }

  /** Takes away what was not given its name, and the folders that were made for it. */
  discard(): void {
    for (const file of this.files.values()) file.discard();
    this.files.clear();
    if (this.firstMade !== undefined) removeEmpty(resolve(this.folder), resolve(this.firstMade));
  }

  private commitOne(file: PreparedFile, name: string, named: readonly string[]): void {
    try {
      file.commit();
    } catch (error) {
      if (!(error instanceof FileError) || named.length === 0) throw error;
      const reason = `${error.message}; ${named.join(', ')} beside it is new already`;
      throw new FileError('half-written', join(this.folder, name), reason, { cause: error });
    }
  }

  private fileOf(name: string): PreparedFile {
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const made = guarded(this.folder, () => mkdirSync(this.folder, { recursive: true }));
    this.firstMade ??= made;
    const file = prepareFile(join(this.folder, name));
    this.files.set(name, file);
    return file;
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
