import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { FileError } from '../../errors.ts';
import { decodeSurrogateEscape } from '../../text/wtf8.ts';
import { errnoCode, errnoText } from './errno.ts';

/**
 * The one writer of files: into a new file beside the one that is meant, which `commit` gives the name once it is on the
 * disk. Whatever ends us before that leaves what was there; a kill also leaves the new file, hidden:
 * `.pyprof-view-*.tmp`. A file that is there keeps its permissions, and its owner where we may give it away; a link leads
 * where it led.
 */
export class PreparedFile {
  private readonly path: string;
  private readonly place: Place;
  private readonly descriptor: number;
  private isOpen = true;
  private isNamed = false;

  constructor(path: string, place: Place, descriptor: number) {
    this.path = path;
    this.place = place;
    this.descriptor = descriptor;
  }

  /** Adds bytes to the end. @throws FileError 'not-writable' */
  write(bytes: Uint8Array): void {
    guarded(this.path, () => writeFileSync(this.descriptor, bytes)); // goes on where the last one ended
  }

  /**
   * Writes all of it to the disk in its final form; nothing can be added after that. @throws FileError 'not-writable'
   */
  finish(): void {
    guarded(this.path, () => {
      if (this.place.before !== null) giveTo(this.descriptor, this.place.before);
      fsyncSync(this.descriptor);
      this.close();
    });
  }

  /** Gives it its name. @throws FileError 'not-writable' */
  commit(): void {
    guarded(this.path, () => renameSync(this.place.temporary, this.place.target));
    this.isNamed = true;
    flushFolder(folderOf(this.place.target));
  }

  /** Removes the hidden file if it was not renamed. It never fails: the error to report is why it was not renamed. */
  discard(): void {
    ignoringSystem(() => this.close()); // Windows removes no open file
    if (!this.isNamed) ignoringSystem(() => unlinkSync(this.place.temporary));
    this.isNamed = true;
  }

  private close(): void {
    if (!this.isOpen) return;
    this.isOpen = false; // even where it fails: another file may have its number by then
    closeSync(this.descriptor);
  }
}

/** Names as bytes: on Linux they need not be UTF-8. `before`: what has the name so far. */
type Place = { readonly target: Buffer; readonly temporary: Buffer; readonly before: Stats | null };

/**
 * Begins to write a file.
 *
 * @throws FileError 'not-writable', also for what is no plain file (a pipe, a device): nothing takes the place of that
 */
export function prepareFile(path: string): PreparedFile {
  return guarded(path, () => {
    const before = statSync(path, { throwIfNoEntry: false }) ?? null;
    if (before?.isFile() === false)
      throw new FileError('not-writable', path, 'something that is not a file is in the way');
    // not the plain `realpathSync`, which takes bytes for UTF-8
    const target = before === null ? endOfLinks(Buffer.from(path)) : realpathSync.native(Buffer.from(path), 'buffer');
    if (before !== null) refuseToReplace(path, target, before);
    const place = { target, temporary: inFolder(folderOf(target), temporaryName()), before };
    return new PreparedFile(path, place, openTemporary(path, place));
  });
}

/**
 * Where links lead that end in nothing. Loops of links have been refused by then, because the system cannot follow
 * them.
 */
export function endOfLinks(path: Buffer): Buffer {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
  const next = readlinkSync(path, 'buffer');
  return endOfLinks(isAbsolute(next.toString('latin1')) ? next : inFolder(folderOf(path), next));
}

/**
 * A rename needs rights on the folder alone: it would replace a file that the user has locked, and a second name would
 * keep the old text.
 */
function refuseToReplace(path: string, target: Buffer, { nlink }: Stats): void {
  closeSync(openSync(target, constants.O_WRONLY));
  if (nlink === 1) return;
  const reason =
    'it has another name (a hard link), which would keep the old text: remove it first, or name another file';
  throw new FileError('not-writable', path, reason);
}

/** Random, since a process number comes again: in a container it is the same each time. */
function temporaryName(): string {
  return `.pyprof-view-${Math.random().toString(36).slice(2)}.tmp`;
}

const LOCKED_FOLDER: readonly string[] = ['EACCES', 'EPERM', 'EROFS'];

/** With the mode of what it replaces, so that nobody reads it meanwhile who may not read that. */
function openTemporary(path: string, { target, temporary, before }: Place): number {
  try {
    return openSync(temporary, 'wx', (before?.mode ?? 0o666) & 0o777);
  } catch (error) {
    const folder = decodeSurrogateEscape(folderOf(target));
    // `/proc` is there, and still says so of whatever is made in it
    if (errnoCode(error) === 'ENOENT' && !existsSync(folderOf(target)))
      throw new FileError('not-writable', path, `there is no folder ${folder}`, { cause: error });
    if (!LOCKED_FOLDER.includes(errnoCode(error))) throw error;
    const reason = `it is written as a new file first, and none can be made in ${resolve(folder)} (${errnoText(error)})`;
    throw new FileError('not-writable', path, reason, { cause: error });
  }
}

const GROUP_BITS = 0o070;

/** Owner first: giving a file away clears its special bits. A new group must not get the rights of the old one. */
function giveTo(file: number, { uid, gid, mode }: Stats): void {
  const isGroupKept = tryGiving(file, uid, gid) || tryGiving(file, fstatSync(file).uid, gid);
  fchmodSync(file, isGroupKept ? mode : mode & ~GROUP_BITS);
}

/** Only root gives files to other owners, and others to groups that they are in. */
function tryGiving(file: number, uid: number, gid: number): boolean {
  try {
    fchownSync(file, uid, gid);
    return true;
  } catch (error) {
    if (errnoCode(error) !== 'EPERM') throw error;
    return false;
  }
}

/**
 * Until this is done, a power cut may lose the new name. Not every system can do it, and the file itself is whole in
 * any case.
 */
function flushFolder(folder: Buffer): void {
  ignoringSystem(() => {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

/** latin1 has a character for each byte. Nothing is normalised: behind a link `..` is another folder. */
function folderOf(path: Buffer): Buffer {
  return Buffer.from(dirname(path.toString('latin1')), 'latin1');
}

function inFolder(folder: Buffer, name: Buffer | string): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), Buffer.from(name)]);
}

/** Does one step of writing a file, and says in our words why the system refuses it. @throws FileError */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileError || errnoCode(error) === '') throw error;
    throw new FileError('not-writable', path, errnoText(error), { cause: error });
  }
}

function ignoringSystem(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (errnoCode(error) === '') throw error;
  }
}
