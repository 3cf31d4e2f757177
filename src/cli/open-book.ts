import { dirname } from 'node:path';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { SearchPlaces } from '../source/candidate-paths.ts';
import type { SourceBook } from '../source/source-book.ts';
import type { SourceOptions } from './options.ts';

/**
 * The sources of a profile, as the options say where they are. Loads the parser; reads no source yet. `onRead` hears of
 * each file that is read later.
 */
export async function openBook(
  table: ProfileTable,
  profiles: readonly string[],
  options: SourceOptions,
  onRead: (path: string) => void = () => {},
): Promise<SourceBook> {
  const [{ openSourceBook }, { loadSourceReader }, { sourceDisk }] = await Promise.all([
    import('../source/source-book.ts'),
    import('../source/python-source.ts'),
    import('./source-disk.ts'),
  ]);
  const read = await loadSourceReader();
  const files = sourceDisk(onRead, foldersOf(options));
  const book = openSourceBook({ table, places: placesOf(profiles, options), files, read });
  if (options.notebook.length > 0) (await import('./check-notebooks.ts')).checkNotebooks(book, options.notebook);
  return book;
}

/** Where sources may be read; null: wherever a profile says. */
function foldersOf({ sources, sourceRoot, map }: SourceOptions): readonly string[] | null {
  return sources === 'any' ? null : ['.', ...sourceRoot, ...map.map(({ to }) => to)];
}

/** Where the sources of these profiles are looked for. */
export function placesOf(profiles: readonly string[], { sourceRoot, map, notebook }: SourceOptions): SearchPlaces {
  const folders = profiles.filter((path) => path !== '-').map((path) => dirname(path));
  return {
    profileFolders: [...new Set(folders)],
    workingFolder: '',
    roots: sourceRoot,
    maps: map,
    notebooks: notebook,
  };
}
