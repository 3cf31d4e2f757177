import { type Dirent, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FileError } from '../../errors.ts';
import { shellWord } from '../../text/shell-word.ts';
import { fileError } from './file-error.ts';
import { InputError } from './input-error.ts';
import { statsAt } from './stats-at.ts';

/**
 * The files that words of the command line name: a file itself, the files in a folder, what fits a glob that the shell
 * left alone, by name. `output` is left out of folders and globs: it may lie there from the last time.
 *
 * @throws FileError for a folder that may not be read, InputError for one or a glob with nothing in it
 */
export function inputPaths(words: readonly string[], output: string | null): readonly string[] {
  const left = output === null ? null : resolve(output);
  return words.flatMap((word) => {
    const found = findFiles(word);
    if (found === null) return [word];
    const kept = found.filter((path) => resolve(path) !== left);
    if (kept.length === 0) throw nothingFound(word);
    return kept;
  });
}

function nothingFound(word: string): InputError {
  const isOfFolder = isFolder(word);
  const why = isOfFolder ? 'there is no profile in this folder' : 'no file fits this pattern';
  const below = shellWord(join(isOfFolder ? word : dirname(word), '**', '*.prof'));
  const advice = `Folders below are not looked into, except by a pattern in quotes, such as ${below}.`;
  return new InputError(word, new FileError('not-found', word, why), { advice: word.includes('**') ? null : advice });
}

/** Null for a word that names one file, there or not. */
function findFiles(word: string): readonly string[] | null {
  const stats = word === '-' ? null : statsAt(word);
  if (stats?.isDirectory() === true) return filesOf(word, () => true);
  if (stats !== null || !/[*?[]/.test(word)) return null;
  const test = globTest(basename(word));
  return foldersOf(dirname(word)).flatMap((folder) => filesOf(folder, test));
}

/** No pipes or devices, which could keep us waiting; a link that leads nowhere is kept, so that it can be reported. */
function filesOf(folder: string, test: (name: string) => boolean): readonly string[] {
  return namesIn(folder, ({ name }) => test(name)).filter((path) => {
    const stats = statsAt(path);
    return stats === null || stats.isFile();
  });
}

/** The folders that a path fits whose parts may be globs; `**` is any number of folders. */
function foldersOf(path: string): readonly string[] {
  if (!/[*?[]/.test(path)) return isFolder(path) ? [path] : [];
  const name = basename(path);
  const parents = foldersOf(dirname(path));
  if (name === '**') return [...new Set(parents.flatMap(foldersBelow))]; // a second `**` finds the same again
  const test = globTest(name);
  return parents.flatMap((parent) => childFolders(parent).filter((child) => test(basename(child))));
}

function foldersBelow(folder: string): readonly string[] {
  return [folder, ...childFolders(folder).flatMap(foldersBelow)];
}

function childFolders(folder: string): readonly string[] {
  return namesIn(folder, (entry) => entry.isDirectory());
}

function namesIn(folder: string, isMeant: (entry: Dirent) => boolean): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && isMeant(entry))
      .map(({ name }) => (folder === '.' && name === '-' ? './-' : join(folder, name))) // alone it is standard input
      .sort();
  } catch (error) {
    throw fileError(folder, error);
  }
}

function isFolder(path: string): boolean {
  return statsAt(path)?.isDirectory() === true;
}

/** `*` and `?` as in shells, `[a-c]` and `[!a-c]`. It backtracks only to the last `*`, so no name takes long. */
function globTest(glob: string): (name: string) => boolean {
  const parts = glob.match(/\[[!^]?[^\]]+\]|[\s\S]/gu) ?? [];
  return (name) => {
    const letters = [...name];
    let [at, part, star, begin] = [0, 0, -1, 0];
    while (at < letters.length) {
      if (parts[part] === '*') [star, begin, part] = [part, at, part + 1];
      else if (isLetterOf(parts[part] ?? '', letters[at]!)) [at, part] = [at + 1, part + 1];
      else if (star === -1) return false;
      else [at, part, begin] = [begin + 1, star + 1, begin + 1];
    }
    return parts.slice(part).every((rest) => rest === '*');
  };
}

function isLetterOf(part: string, letter: string): boolean {
  if (part.length < 3) return part === '?' || part === letter;
  const [, not, set = ''] = /^\[([!^]?)([\s\S]+)\]$/.exec(part) ?? [];
  const ranges = [...set.matchAll(/([\s\S])-([\s\S])|[\s\S]/gu)];
  return (not === '') === ranges.some(([one, from = one, to = one]) => from <= letter && letter <= to);
}
