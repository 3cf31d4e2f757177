import { dirname } from 'node:path';
import type { ProfileTable } from '../../profile/profile-table.ts';
import type { SearchPlaces } from '../../source/candidate-paths.ts';
import type { ParsedSizes } from '../../source/python-source.ts';
import type { SourceBook } from '../../source/source-book.ts';
import type { SourceOptions } from '../options/options.ts';

/** How sources are read, where it is not as the commands read them. */
export type BookWish = {
  /** Hears of each file that is read later. */
  readonly onRead?: (path: string) => void;
  readonly parsed?: ParsedSizes;
};

/** In the viewer no key is heard while a file is parsed: half a megabyte takes up to a second. */
export const PARSED_BETWEEN_KEYS: ParsedSizes = {
  one: 500_000,
  all: 8_000_000,
  advice: 'pyprof-view source and hints parse up to 4,000,000',
};

/** The sources of a profile, as the options say where they are. Loads the parser; reads no source yet. */
export async function openBook(
  table: ProfileTable,
  profiles: readonly string[],
  options: SourceOptions,
  { onRead = () => {}, parsed }: BookWish = {},
): Promise<SourceBook> {
  const [{ openSourceBook }, { loadSourceReader }, { sourceDisk }] = await Promise.all([
    import('../../source/source-book.ts'),
    import('../../source/python-source.ts'),
    import('./source-disk.ts'),
  ]);
  const read = await loadSourceReader(parsed);
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
