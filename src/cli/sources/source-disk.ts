import { readdirSync, realpathSync } from 'node:fs';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { PyprofError } from '../../errors.ts';
import { isPythonFile } from '../../source/python-file.ts';
import { type FileBytes, MOST_MEGABYTES, type SourceFileKind, type SourceFiles } from '../../source/source-files.ts';
import { splitZipPath, unpackMember, type ZipMember, zipMembers } from '../../source/zip-archive.ts';
import { lazily } from '../../text/lazily.ts';
import { type ForeignHead, readForeignFile } from '../input/foreign-file.ts';
import { inflate } from '../input/inflate.ts';

/** At most this many files and folders of a source root are looked at; a check-out of CPython has 5,000. */
const MOST_ENTRIES = 50_000;

/** At most this many files of one name are tried: each is parsed, until one fits. */
const MOST_ALIKE = 100;

/** Folders in which no source of one's own is, and very many files. */
const SKIPPED = /^(?:\..*|__pycache__|node_modules)$/;

/**
 * The disk, for reading sources. What cannot be read is not there: the caller says where it looked. `onRead` hears of
 * each file that was read, or might not be: an output must not replace it. With `folders` no source is read that is not below one of them,
 * wherever links lead; a notebook is: the user has named it.
 */
export function sourceDisk(onRead: (path: string) => void, folders: readonly string[] | null = null): SourceFiles {
  const realFolders = lazily(() => folders?.flatMap(realFolder) ?? null);
  const lists = new Map<string, ReadonlyMap<string, readonly string[]>>();
  const byName = (folder: string): ReadonlyMap<string, readonly string[]> => {
    const list = lists.get(folder) ?? listByName(folder);
    lists.set(folder, list);
    return list;
  };
  const shelf: Shelf = { known: new Map(), unpacked: new Map(), left: { ...MOST_BYTES_IN_ALL } };
  return {
    read: (path, kind) => {
      const folders = kind === 'notebook' ? null : realFolders();
      const bytes = readIfThere(path, kind, folders, shelf);
      if (bytes !== undefined) onRead(path);
      const way = bytes === undefined && kind === 'source' ? splitZipPath(path) : null;
      if (way === null) return bytes;
      const archive = readIfThere(way.archive, 'archive', folders, shelf);
      if (archive !== undefined) onRead(way.archive);
      return archive instanceof Uint8Array ? readMember(archive, way.member, shelf) : archive;
    },
    under: (folder, suffix) => {
      const ending = `/${suffix}`;
      const alike = byName(folder).get(basename(suffix)) ?? [];
      return alike.filter((path) => path.replaceAll('\\', '/').endsWith(ending)).slice(0, MOST_ALIKE);
    },
  };
}

/** What has been read so far: a profile may name any number of files, and one file in any number of ways. */
type Shelf = {
  readonly known: Map<string, Uint8Array>;
  readonly unpacked: Map<ZipMember, Uint8Array | undefined>;
  readonly left: Record<FileKind, number>;
};

type FileKind = SourceFileKind | 'archive';

/** A member counts as a source of its size. */
function readMember(archive: Uint8Array, name: string, { unpacked, left }: Shelf): FileBytes | undefined {
  const member = zipMembers(archive).get(name);
  if (member === undefined || member.size > MOST_SOURCE_BYTES.source) return undefined;
  if (unpacked.has(member)) return unpacked.get(member);
  if (member.size > left.source) return 'spent';
  left.source -= member.size;
  const bytes = unpackMember(archive, member, inflate);
  unpacked.set(member, bytes);
  return bytes;
}

/** Once all links are followed; none where there is no such folder. */
function realFolder(folder: string): readonly string[] {
  try {
    return [realpathSync(folder, 'buffer').toString('latin1')];
  } catch {
    return [];
  }
}

function isBelow(realPath: string, folder: string): boolean {
  const way = relative(folder, realPath);
  return way.split(sep)[0] !== '..' && !isAbsolute(way);
}

function readIfThere(
  path: string,
  kind: FileKind,
  folders: readonly string[] | null,
  { known, left }: Shelf,
): FileBytes | undefined {
  let id = '';
  let answer: FileBytes | undefined;
  const isRead = (file: ForeignHead): boolean => {
    if (!isOfKind(path, kind, file)) return false;
    id = file.id;
    if (folders?.every((folder) => !isBelow(file.realPath, folder)) === true) answer = 'outside';
    else answer = known.get(id) ?? (file.size > left[kind] ? 'spent' : undefined);
    return answer === undefined;
  };
  try {
    const bytes = readForeignFile(path, { mostBytes: MOST_SOURCE_BYTES[kind], isWanted: isRead });
    if (bytes === null) return answer;
    known.set(id, bytes);
    left[kind] -= bytes.length;
    return bytes;
  } catch (error) {
    if (error instanceof PyprofError) return undefined;
    throw error;
  }
}

/**
 * The largest program known has 6 MB, the standard library in a zip file 10 and one with an application more, a notebook
 * with all its pictures 50.
 */
export const MOST_SOURCE_BYTES: Readonly<Record<FileKind, number>> = {
  source: 16_000_000,
  archive: 200_000_000,
  notebook: 100_000_000,
};

/** The whole standard library of Python 3.13 has 12 MB. Notebooks are named by the user, not by the profile. */
const MOST_BYTES_IN_ALL: Readonly<Record<FileKind, number>> = {
  source: MOST_MEGABYTES.source * 1e6,
  archive: MOST_MEGABYTES.archive * 1e6,
  notebook: Number.POSITIVE_INFINITY,
};

function isOfKind(path: string, kind: FileKind, { head, realPath }: ForeignHead): boolean {
  return kind !== 'source' || (isPythonFile(path, head) && isPythonFile(realPath, head));
}

/** The files under a folder by their names. A profile may ask for thousands of names, and the tree is walked once. */
function listByName(folder: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const folders = [folder];
  let left = MOST_ENTRIES;
  for (let next = folders.shift(); next !== undefined && left > 0; next = folders.shift()) {
    for (const entry of entriesOf(next)) {
      left--;
      const path = join(next, entry.name);
      if (entry.isDirectory() && !SKIPPED.test(entry.name)) folders.push(path);
      else if (entry.isFile()) {
        const alike = found.get(entry.name) ?? [];
        alike.push(path);
        found.set(entry.name, alike);
      }
    }
  }
  return found;
}

function entriesOf(folder: string): readonly { name: string; isDirectory: () => boolean; isFile: () => boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
