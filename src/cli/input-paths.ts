import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FileError } from '../errors.ts';

/**
 * The files that words of the command line name: a file itself, the files in a folder, what fits a glob that the shell
 * left alone, by name. `output` is left out of folders and globs: it may lie there from the last time.
 *
 * @throws FileError for a folder or a glob with nothing in it
 */
export function inputPaths(words: readonly string[], output: string | null): readonly string[] {
  const left = output === null ? null : resolve(output);
  return words.flatMap((word) => {
    const found = findFiles(word);
    if (found === null) return [word];
    const kept = found.filter((path) => resolve(path) !== left);
    if (kept.length === 0) throw new FileError('not-found', word, 'no file is there');
    return kept;
  });
}

/** Null for a word that names one file, there or not. */
function findFiles(word: string): readonly string[] | null {
  const stats = word === '-' ? undefined : statSync(word, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return filesOf(word, () => true);
  if (stats !== undefined || !/[*?[]/.test(word)) return null;
  const test = globTest(word.slice(word.lastIndexOf('/') + 1));
  return foldersOf(dirname(word)).flatMap((folder) => filesOf(folder, test));
}

function filesOf(folder: string, test: (name: string) => boolean): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && test(entry.name))
    .map(({ name }) => (folder === '.' ? name : join(folder, name)))
    .sort();
}

/** The folders that a path fits whose parts may be globs; `**` is any number of folders. */
function foldersOf(path: string): readonly string[] {
  if (!/[*?[]/.test(path)) return isFolder(path) ? [path] : [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const parents = foldersOf(dirname(path));
  if (name === '**') return parents.flatMap(foldersBelow);
  const test = globTest(name);
  return parents.flatMap((parent) =>
    childFolders(parent).filter((child) => test(child.slice(child.lastIndexOf('/') + 1))),
  );
}

function foldersBelow(folder: string): readonly string[] {
  return [folder, ...childFolders(folder).flatMap(foldersBelow)];
}

function childFolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => (folder === '.' ? name : join(folder, name)))
    .sort();
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** `*` and `?` as shells have them, `[a-c]` and `[!a-c]`. */
function globTest(glob: string): (name: string) => boolean {
  const pattern = glob.replace(
    /\[(!?)([^\]]+)\]|[\s\S]/g,
    (part: string, not: string | undefined, set: string | undefined) => {
      if (set !== undefined) return `[${not === '' ? '' : '^'}${set.replace(/[\\^\]]/g, '\\$&')}]`;
      if (part === '*') return '[\\s\\S]*';
      return part === '?' ? '[\\s\\S]' : part.replace(/[$()*+.?[\\\]^{|}]/, '\\$&');
    },
  );
  const regex = new RegExp(`^${pattern}$`, 'u');
  return (name) => regex.test(name);
}
