import type { SaidPlace } from '../profile/own-places.ts';
import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { finish, inSlices, inSlicesOf, type MadeOnce, madeOnce, type Steps } from '../profile/steps.ts';
import type { StringId, StringPool } from '../profile/string-pool.ts';
import { libraryModuleOf } from '../select/library-roots.ts';
import { isInSaidPlace } from '../select/said-places.ts';
import { originSteps, ownTest } from '../select/whose-code.ts';
import { isNotebookCell } from '../source/notebook-cell.ts';
import { isWindowsPath } from '../text/windows-path.ts';

/** A part of the user's own code: a package, a file, a folder, or all cells of a notebook. */
type OwnPart = { readonly name: string; readonly functions: number; readonly tottime: Seconds };

/** What counts as the user's own code in a profile. */
export type OwnCode = {
  /** Those with the most own time first. */
  readonly parts: readonly OwnPart[];
  readonly functions: number;
  readonly tottime: Seconds;
  /** Named by `--mine` or chosen in the viewer, and not guessed. */
  readonly isSaid: boolean;
};

const NOTEBOOK_CELLS = 'notebook cells';

const madeBefore = new WeakMap<ProfileTable, MadeOnce<OwnCode>>();

export function ownCode(table: ProfileTable): OwnCode {
  return finish(ownCodeSteps(table));
}

/** {@link ownCode} in slices; made once for a table. */
export function* ownCodeSteps(table: ProfileTable): Steps<OwnCode> {
  const made = madeBefore.get(table) ?? madeOnce(() => addUpSteps(table));
  madeBefore.set(table, made);
  return yield* made.steps();
}

type Sum = { functions: number; tottime: Seconds };

function* addUpSteps(table: ProfileTable): Steps<OwnCode> {
  const { strings, ownPlaces } = table;
  const files = yield* fileSums(table);
  const nameOf = yield* partNames([...files.keys()], strings, ownPlaces?.said ?? []);
  const parts = new Map<string, Sum & { name: string }>();
  const whole: Sum = { functions: 0, tottime: 0 };
  yield* inSlicesOf([...files], ([file, { functions, tottime }]) => {
    const name = nameOf(strings.text(file));
    const part = parts.get(name) ?? { name, functions: 0, tottime: 0 };
    for (const sum of [part, whole]) {
      sum.functions += functions;
      sum.tottime += tottime;
    }
    parts.set(name, part);
  });
  return {
    ...whole,
    parts: [...parts.values()].sort((a, b) => b.tottime - a.tottime || 0),
    isSaid: (ownPlaces?.said.length ?? 0) > 0 || ownPlaces?.chosen !== undefined,
  };
}

/** What the user's own functions take, by their file. */
function* fileSums(table: ProfileTable): Steps<ReadonlyMap<number, Sum>> {
  const { functions, tottime, length } = table;
  yield* originSteps(table);
  const isOwn = ownTest(table);
  const sums = new Map<number, Sum>();
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (!isOwn(row)) continue;
      const file = functions.file[row]!;
      const sum = sums.get(file);
      if (sum === undefined) sums.set(file, { functions: 1, tottime: tottime[row]! });
      else {
        sum.functions++;
        sum.tottime += tottime[row]!;
      }
    }
  });
  return sums;
}

/** `black` of a library, `djsite` or `graph.py` of relative paths, and the outermost folders of all other files. */
function* partNames(
  files: readonly StringId[],
  strings: StringPool,
  said: readonly SaidPlace[],
): Steps<(file: string) => string> {
  const folders = new Set<string>();
  yield* inSlicesOf(files, (id) => {
    const file = strings.text(id);
    if (isAbsolute(file)) folders.add(folderOf(file));
  });
  return (file) => {
    if (isNotebookCell(file)) return NOTEBOOK_CELLS;
    const module = libraryModuleOf(file);
    if (module !== null) return saidWithin(module.name, file, said) ?? module.name;
    if (!isAbsolute(file)) return file.startsWith('<') ? file : firstPart(file);
    return outermost(folderOf(file), folders);
  };
}

/** `json.decoder` where just that was said: all of `json` is not the user's own. */
function saidWithin(library: string, file: string, said: readonly SaidPlace[]): string | undefined {
  return said.find((place) => place.word.startsWith(`${library}.`) && isInSaidPlace(file, place))?.word;
}

function isAbsolute(file: string): boolean {
  return /^[\\/]/.test(file) || isWindowsPath(file);
}

/** A file name that holds a slash (`page one.html (line 3)`) is no path that anybody wrote. */
function firstPart(file: string): string {
  return file.replace(/^(?:\.[\\/])+/, '').split('/')[0] ?? file;
}

function folderOf(file: string): string {
  const end = Math.max(file.lastIndexOf('/'), isWindowsPath(file) ? file.lastIndexOf('\\') : -1);
  return end <= 0 ? file : file.slice(0, end);
}

/** The folder, or the outermost of the others that it lies in. */
function outermost(folder: string, folders: ReadonlySet<string>): string {
  for (let end = 1; end < folder.length; end++) {
    if (!/[\\/]/.test(folder[end]!)) continue;
    const outer = folder.slice(0, end);
    if (folders.has(outer)) return outer;
  }
  return folder;
}
