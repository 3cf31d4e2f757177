import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { decodeFile } from '../../decode/decode-file.ts';
import { FileError, PyprofError } from '../../errors.ts';
import { plural } from '../../profile/notes.ts';
import { shellWord } from '../../text/shell-word.ts';

/** A folder in the place of a profile, with what to type instead. */
type FolderProblem = { readonly problem: FileError; readonly advice: string };

/** The option that takes several runs on one side of a comparison. */
export type Side = '--before' | '--after';

/** How a file of the folder is read. */
export type ReadBytes = (path: string) => Promise<Uint8Array>;

/** A file of the folder: `problem` says why it is no profile, null if it is one. */
type Entry = { readonly name: string; readonly problem: string | null };

/** At most this many files are opened, in the order of their names; how many were not is said. */
const MOST_OPENED = 500;

const MOST_NAMED = 4;

/**
 * What is in a folder that was named as a profile.
 *
 * It is told and not merged: pytest-profiling, for one, keeps the sum of all tests (combined.prof) beside the dumps of
 * each, and the sum of both would count everything twice. The glob lets its user see what is taken.
 */
export async function describeFolder(folder: string, readBytes: ReadBytes, side: Side | null): Promise<FolderProblem> {
  const names = filesIn(folder);
  const entries: Entry[] = [];
  for (const name of names.slice(0, MOST_OPENED)) {
    entries.push({ name, problem: await problemOf(join(folder, name), readBytes) });
  }
  const profiles = entries.filter(({ problem }) => problem === null);
  if (profiles.length === 0) return problemWith(folder, 'it is a folder without profiles', 'Name a file.');
  const ending = commonEnding(profiles);
  const broken = entries.filter(({ name, problem }) => problem !== null && name.endsWith(ending));
  const unopened = names.length - entries.length;
  const facts = [
    `it is a folder with ${plural(profiles.length, 'profile')}`,
    ...(unopened === 0 ? [] : [`${plural(unopened, 'more file')} that ${unopened === 1 ? 'was' : 'were'} not opened`]),
  ];
  return problemWith(
    folder,
    facts.join(' and ') + brokenText(broken),
    adviceFor({ folder, side }, ending, profiles, broken),
  );
}

function problemWith(folder: string, what: string, advice: string): FolderProblem {
  return { problem: new FileError('is-directory', folder, what), advice };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

async function problemOf(path: string, readBytes: ReadBytes): Promise<string | null> {
  try {
    decodeFile(await readBytes(path));
    return null;
  } catch (error) {
    if (error instanceof PyprofError) return error.message;
    throw error;
  }
}

/** `.prof` where all have it, '' where they differ. */
function commonEnding(profiles: readonly Entry[]): string {
  const endings = new Set(profiles.map(({ name }) => extname(name)));
  const [only = ''] = endings;
  return endings.size === 1 ? only : '';
}

function brokenText(broken: readonly Entry[]): string {
  if (broken.length === 0) return '';
  const named = broken.slice(0, MOST_NAMED).map(({ name, problem }) => `${name} (${problem})`);
  const more = broken.length - named.length;
  return `; no profile: ${named.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** At most this many profiles are named one by one where a glob would also take what is not a profile. */
const MOST_TYPED = 8;

type Named = { readonly folder: string; readonly side: Side | null };

function adviceFor(
  { folder, side }: Named,
  ending: string,
  profiles: readonly Entry[],
  broken: readonly Entry[],
): string {
  const typed = profiles.map(({ name }) => shellWord(join(folder, name))).join(' ');
  const glob = `${shellWord(folder.replace(/(?<=.)[/\\]+$/, ''))}/*${ending === '' ? '' : shellWord(ending)}`;
  if (profiles.length === 1) return `Name it: ${side === null ? 'pyprof-view ' : ''}${typed}`;
  if (side !== null) {
    const isGlobbed = broken.length === 0 || profiles.length > MOST_TYPED;
    const first = broken.length > 0 && isGlobbed ? 'Move the others away, then name' : 'Name';
    return `${first} the profiles as runs of that side: pyprof-view diff ${side} ${isGlobbed ? glob : typed} ${side === '--before' ? '--after' : '--before'} ...`;
  }
  if (broken.length === 0) return `Merge them: pyprof-view ${glob}`;
  if (profiles.length <= MOST_TYPED) return `Merge the profiles: pyprof-view ${typed}`;
  return `Merge those that can be read: pyprof-view merge --skip-bad ${shellWord(folder)} -o all.prof`;
}
