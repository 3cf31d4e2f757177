import type { FunctionIndex } from '../../profile/function-keys.ts';
import type { ProfileTable, Seconds } from '../../profile/profile-table.ts';
import { finish, inSlices, type Steps } from '../../profile/steps.ts';
import { originOfFile } from '../../select/function-origin.ts';
import { libraryModuleOf } from '../../select/library-roots.ts';
import { MODULE_NAME, mainModule } from '../../select/what-was-run.ts';

/** A module with the time of its import: of its body and of all that it imports itself. */
type ImportedModule = { readonly name: string; readonly row: FunctionIndex; readonly seconds: Seconds };

export type ImportTime = {
  /** All imports together, each second once, however deep they nest. */
  readonly seconds: Seconds;
  /** The bodies that were run, the one that took longest first; imports nest, so they do not add up. */
  readonly modules: readonly ImportedModule[];
};

/** What Python's import system calls for every module that it has not yet (since 3.3). */
const FIND_AND_LOAD = '_find_and_load';

/**
 * Null where nothing was imported, and for Python 2, whose imports leave no function of their own.
 *
 * @internal exported for its tests
 */
export function importTime(table: ProfileTable): ImportTime | null {
  return finish(importSteps(table));
}

/** {@link importTime} in slices. */
export function* importSteps(table: ProfileTable): Steps<ImportTime | null> {
  const { functions, strings, cumtime, length } = table;
  const findAndLoad = strings.find(FIND_AND_LOAD);
  const body = strings.find(MODULE_NAME);
  const main = yield* mainModule(table);
  const bodies: FunctionIndex[] = [];
  let seconds = 0;
  const fileOf = (row: FunctionIndex): string => strings.text(functions.file[row]!);
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const name = functions.name[row]!;
      if (name === findAndLoad && originOfFile(fileOf(row)) === 'import') seconds += cumtime[row]!;
      if (name === body && row !== main && !fileOf(row).startsWith('<')) bodies.push(row);
    }
  });
  if (!(seconds > 0)) return null;
  const modules = bodies
    .filter((row) => cumtime[row]! <= seconds)
    .sort((a, b) => cumtime[b]! - cumtime[a]! || a - b)
    .map((row) => ({ row, seconds: cumtime[row]!, name: moduleName(strings.text(functions.file[row]!)) }));
  return { seconds, modules };
}

/** `networkx.algorithms` for `.../site-packages/networkx/algorithms/__init__.py`; of one's own files the name alone. */
function moduleName(file: string): string {
  const library = libraryModuleOf(file);
  const path = library === null ? file.split(/[\\/]/).slice(-1) : file.slice(library.folder.length).split(/[\\/]/);
  const name = path
    .join('.')
    .replace(/\.py[cw]?$/, '')
    .replace(/\.__init__$/, '');
  return name === '__init__' ? (file.split(/[\\/]/).at(-2) ?? name) : name;
}
