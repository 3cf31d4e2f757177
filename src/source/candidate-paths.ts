import { mappedPath, type PathMapping } from '../profile/path-mapping.ts';
import { isWindowsPath } from '../text/windows-path.ts';
import { nameRefusal } from './file-name.ts';

/** Where sources may be, beside the place that the profile names. */
export type SearchPlaces = {
  /** The folders of the profiles. */
  readonly profileFolders: readonly string[];
  readonly workingFolder: string;
  /** `--source-root` */
  readonly roots: readonly string[];
  /** `--map OLD=NEW`: files that were under OLD where the program ran are under NEW here. */
  readonly maps: readonly PathMapping[];
  /** `--notebook`: the notebooks with the cells that a profile names. */
  readonly notebooks?: readonly string[];
};

const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:[\\/])/;

/** `isGuess`: nobody said that it is there; it is shown only if the profile's functions are in it. */
export type CandidatePath = { readonly path: string; readonly isGuess: boolean };

/**
 * On Windows, opening `\\\\host\\share\\x.py` tells that machine who the user is; `\\\\.\\` is a device. A map may lead
 * there.
 */
const OTHER_MACHINE = /^\\\\/;

/** Names so common that a file is not known by its name alone. */
const TOO_COMMON: ReadonlySet<string> = new Set(['__init__.py', '__main__.py']);

/**
 * Where the file of a function may be, the likeliest first: where a map says, as recorded, relative to the profile and
 * to the working folder, and under each root with as many of its folders as are there (`/srv/app/shop/main.py` with the
 * root `/home/me/app`: `/home/me/app/shop/main.py`). Last, and as a guess, the same under the folders of the profile
 * and the working folder: for a profile that was made elsewhere. None for a name that is refused.
 */
export function candidatePaths(recorded: string, places: SearchPlaces): readonly CandidatePath[] {
  if (nameRefusal(recorded) !== null) return [];
  const mapped = places.maps.map((map) => mappedPath(recorded, map)).filter((path) => path !== null);
  const isAbsolute = ABSOLUTE.test(recorded);
  const folders = [...places.profileFolders, places.workingFolder];
  const ends = endsOf(recorded);
  const near = isAbsolute ? asRecorded(recorded) : folders.map((folder) => join(folder, recorded));
  const rooted = places.roots.flatMap((root) => ends.map((end) => join(root, end)));
  const said = new Set([...mapped, ...near, ...rooted]);
  const guessed = ends
    .filter((end) => end !== recorded && !TOO_COMMON.has(end))
    .flatMap((end) => folders.map((folder) => join(folder, end)))
    .filter((path) => !said.has(path));
  return [
    ...[...said].map((path) => ({ path, isGuess: false })),
    ...[...new Set(guessed)].map((path) => ({ path, isGuess: true })),
  ];
}

/** Two leading slashes mean one, except on Windows, where they are two backslashes. */
function asRecorded(recorded: string): readonly string[] {
  return OTHER_MACHINE.test(recorded) ? [] : [recorded.replace(/^\/+/, '/')];
}

/** Ever shorter ends of a path: `srv/app/main.py`, `app/main.py`, `main.py`. None of a path that climbs. */
function endsOf(recorded: string): readonly string[] {
  const parts = recorded
    .split(isWindowsPath(recorded) ? /[\\/]+/ : /\/+/)
    .filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return [];
  const named = parts.filter((part) => !/^[A-Za-z]:$/.test(part));
  return named.map((_, at) => named.slice(at).join('/'));
}

function join(folder: string, path: string): string {
  if (folder === '' || folder === '.') return path;
  return /[\\/]$/.test(folder) ? folder + path : `${folder}/${path}`;
}
