import type { PathMapping } from '../profile/compare.ts';

/** Where sources may be, beside the place that the profile names. */
export type SearchPlaces = {
  /** The folders of the profiles. */
  readonly profileFolders: readonly string[];
  readonly workingFolder: string;
  /** `--source-root` */
  readonly roots: readonly string[];
  /** `--map OLD=NEW`: files that were under OLD where the program ran are under NEW here. */
  readonly maps: readonly PathMapping[];
};

const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:[\\/])/;

/** Windows wrote it: a backslash is no part of a name. */
const WINDOWS = /^(?:[A-Za-z]:[\\/]|\\\\)/;

/**
 * Where the file of a function may be, the likeliest first: where a map says, as recorded, relative to the profile and
 * to the working folder, and under each root with as many of its folders as stand there (`/srv/app/shop/main.py` with
 * the root `/home/me/app`: `/home/me/app/shop/main.py`).
 */
export function candidatePaths(recorded: string, places: SearchPlaces): readonly string[] {
  const mapped = places.maps.map((map) => mappedPath(recorded, map)).filter((path) => path !== null);
  const isAbsolute = ABSOLUTE.test(recorded);
  const parts = recorded.split(WINDOWS.test(recorded) ? /[\\/]+/ : /\/+/).filter((part) => part !== '');
  const suffixes = parts.map((_, at) => parts.slice(at).join('/'));
  const near = isAbsolute
    ? []
    : [...places.profileFolders, places.workingFolder].map((folder) => join(folder, recorded));
  const rooted = places.roots.flatMap((root) => suffixes.map((suffix) => join(root, suffix)));
  return [...new Set([...mapped, ...(isAbsolute ? [recorded] : near), ...rooted])];
}

/** `recorded` with NEW for OLD, if it begins so: at the end of a folder's name, and with the separators of NEW. */
function mappedPath(recorded: string, { from, to }: PathMapping): string | null {
  const old = from.replace(/[\\/]+$/, '');
  if (!recorded.startsWith(old)) return null;
  const rest = recorded.slice(old.length);
  const isWindows = WINDOWS.test(recorded);
  if (rest !== '' && rest[0] !== '/' && !(isWindows && rest[0] === '\\')) return null;
  const path = isWindows ? rest.replaceAll('\\', '/') : rest;
  return path === '' ? to : join(to, path.replace(/^\/+/, ''));
}

function join(folder: string, path: string): string {
  if (folder === '' || folder === '.') return path;
  return /[\\/]$/.test(folder) ? folder + path : `${folder}/${path}`;
}
