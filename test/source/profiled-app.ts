import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProfile } from '../../src/decode/decode-profile.ts';
import type { FunctionIndex } from '../../src/profile/function-keys.ts';
import type { ProfileTable } from '../../src/profile/profile-table.ts';
import type { SearchPlaces } from '../../src/source/candidate-paths.ts';
import { loadSourceReader } from '../../src/source/python-source.ts';
import { openSourceBook, type SourceBook } from '../../src/source/source-book.ts';
import type { SourceFiles } from '../../src/source/source-files.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** The programs that the profiles in the fixtures are of; they ran in /srv/app. */
export const APP: string = join(FIXTURES, 'source/app');

const read = await loadSourceReader();

/** Reads the disk, and remembers what it was asked for. */
export function watchedDisk(): SourceFiles & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    read: (path) => {
      asked.push(path);
      return existsSync(path) && statSync(path).isFile() ? readFileSync(path) : undefined;
    },
    under: () => [],
  };
}

export const MAPPED: SearchPlaces = {
  profileFolders: [],
  workingFolder: '',
  roots: [],
  maps: [
    { from: '/srv/app', to: APP },
    { from: 'odd', to: join(APP, 'odd') },
    { from: 'etl', to: join(APP, 'etl') },
    { from: 'word_index.py', to: join(APP, 'word_index.py') },
  ],
};

/** A profile of the fixtures: of `profiles/`, or of `source/profiles/` by its file name. */
export function readProfile(name: string): ProfileTable {
  const path = name.endsWith('.prof') ? `source/profiles/${name}` : `profiles/${name}/out.prof`;
  return decodeProfile(readFileSync(join(FIXTURES, path)));
}

export function bookOf(
  table: ProfileTable,
  files: SourceFiles = watchedDisk(),
  places: SearchPlaces = MAPPED,
): SourceBook {
  return openSourceBook({ table, places, files, read });
}

/** The function with this name in a file that ends so. */
export function rowOf(table: ProfileTable, file: string, name: string): FunctionIndex {
  for (let row = 0; row < table.length; row++) {
    const isName = table.strings.text(table.functions.name[row]!) === name;
    if (isName && table.strings.text(table.functions.file[row]!).endsWith(file)) return row;
  }
  throw new Error(`no ${name} of ${file} in the profile`);
}
