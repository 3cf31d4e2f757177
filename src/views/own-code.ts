import type { ProfileTable, Seconds } from '../profile/profile-table.ts';
import { libraryModuleOf } from '../select/library-roots.ts';
import { isOwn } from '../select/whose-code.ts';
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
  /** Named by `--mine`, and not guessed. */
  readonly isSaid: boolean;
};

const NOTEBOOK_CELLS = 'notebook cells';

export function ownCode(table: ProfileTable): OwnCode {
  const { functions, strings, tottime, length, ownPlaces } = table;
  const rows = Array.from({ length }, (_, row) => row).filter((row) => isOwn(table, row));
  const nameOf = partNames(rows.map((row) => strings.text(functions.file[row]!)));
  const parts = new Map<string, { name: string; functions: number; tottime: Seconds }>();
  for (const row of rows) {
    const name = nameOf(strings.text(functions.file[row]!));
    const part = parts.get(name) ?? { name, functions: 0, tottime: 0 };
    part.functions++;
    part.tottime += tottime[row]!;
    parts.set(name, part);
  }
  return {
    parts: [...parts.values()].sort((a, b) => b.tottime - a.tottime || 0),
    functions: rows.length,
    tottime: rows.reduce((sum, row) => sum + tottime[row]!, 0),
    isSaid: (ownPlaces?.said.length ?? 0) > 0,
  };
}

/** `black` of a library, `djsite` or `graph.py` of relative paths, and the outermost folders of all other files. */
function partNames(files: readonly string[]): (file: string) => string {
  const folders = [...new Set(files.filter(isAbsolute).map(folderOf))];
  return (file) => {
    if (isNotebookCell(file)) return NOTEBOOK_CELLS;
    const module = libraryModuleOf(file);
    if (module !== null) return module.name;
    if (!isAbsolute(file)) return file.startsWith('<') ? file : firstPart(file);
    const folder = folderOf(file);
    return folders.reduce((outer, other) => (isBelow(outer, other) ? other : outer), folder);
  };
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

function isBelow(folder: string, outer: string): boolean {
  return folder.length > outer.length && folder.startsWith(outer) && /[\\/]/.test(folder[outer.length] ?? '');
}
