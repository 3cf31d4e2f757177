import { distinctStrings } from '../profile/distinct-strings.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import { builtinTest } from '../profile/function-name.ts';
import type { OwnPlaces } from '../profile/own-places.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { inSlices, inSlicesOf, type MadeOnce, madeOnce, type Steps } from '../profile/steps.ts';
import type { StringId, StringPool } from '../profile/string-pool.ts';
import { oncePer } from '../text/lazily.ts';
import { ORIGINS, originOfFile } from './function-origin.ts';
import { type LibraryModule, libraryModuleOf } from './library-roots.ts';
import { isInSaidPlace, isUnder } from './said-places.ts';
import { isStripped, standardModuleNamed } from './stripped.ts';
import { calledByMain, MODULE_NAME, mainModule } from './what-was-run.ts';

/** The one answer to "whose code is this?", for all that lists, hides, judges or gates functions. */
type Answer = {
  /** The place of each row's origin in {@link ORIGINS}. */
  readonly codes: Uint8Array;
};

const known = new WeakMap<ProfileTable, MadeOnce<Answer>>();

function answerOf(table: ProfileTable): MadeOnce<Answer> {
  const answer = known.get(table) ?? madeOnce(() => answerSteps(table));
  known.set(table, answer);
  return answer;
}

/** Where each row comes from, as its place in {@link ORIGINS}. Each file is looked at once. */
export function originCodes(table: ProfileTable): Uint8Array {
  return answerOf(table)().codes;
}

export function* originSteps(table: ProfileTable): Steps<Uint8Array> {
  return (yield* answerOf(table).steps()).codes;
}

/**
 * Says that the rows of a profile come from where they came in another one. Of several that became one row the first decides:
 * without its directories a file tells less of whose it is.
 */
export function keepOrigins(before: ProfileTable, table: ProfileTable, rowMap: Int32Array): void {
  function* steps(): Steps<Answer> {
    const codesBefore = yield* originSteps(before);
    const codes = new Uint8Array(table.length);
    for (let row = before.length - 1; row >= 0; row--) codes[rowMap[row]!] = codesBefore[row]!;
    return { codes };
  }
  known.set(table, madeOnce(steps));
}

/** Whether a row is the user's own code. */
export function isOwn(table: ProfileTable, row: FunctionIndex): boolean {
  return originCodes(table)[row] === OWN;
}

/** {@link isOwn} for many rows: the answer is looked up once. */
export function ownTest(table: ProfileTable): (row: FunctionIndex) => boolean {
  const codes = originCodes(table);
  return (row) => codes[row] === OWN;
}

/**
 * How many files with the program's own code ran. What `--mine` leaves out counts too: it may still change what the rest reads.
 */
export const countOwnFiles: (table: ProfileTable) => number = oncePer((table: ProfileTable): number => {
  const { functions, strings, ownPlaces, length } = table;
  const codes = originCodes(table);
  const isSaid = ownPlaces?.chosen !== undefined || (ownPlaces?.said.length ?? 0) > 0;
  const files = new Set<StringId>();
  for (let row = 0; row < length; row++) {
    const file = functions.file[row]!;
    const isLeftOut = isSaid && codes[row] === PACKAGES && codeByPath(strings.text(file), table) === OWN;
    if (codes[row] === OWN || isLeftOut) files.add(file);
  }
  return files.size;
});

/** The words of `--mine` that no function of the profile belongs to. */
export function wordsWithoutRows(table: ProfileTable): readonly string[] {
  const files = filesOf(table).map((file) => table.strings.text(file));
  const said = table.ownPlaces?.said ?? [];
  return said.filter((place) => !files.some((file) => isInSaidPlace(file, place))).map(({ word }) => word);
}

const OWN = ORIGINS.indexOf('own');
const BUILTIN = ORIGINS.indexOf('builtin');
const IMPORT = ORIGINS.indexOf('import');
const STANDARD = ORIGINS.indexOf('stdlib');
const PACKAGES = ORIGINS.indexOf('packages');

/** Built-ins that do nothing but import. */
const IMPORTING = /^<built-in (?:method|function) (?:builtins\.__import__|__import__|_imp\.\w+)>$/;

/** The file of the row in which pure-Python `profile` starts. */
const PROFILE_START = 'profile';

function* answerSteps(table: ProfileTable): Steps<Answer> {
  const { functions, strings, length } = table;
  const ofFile = yield* fileCodes(table);
  const isBuiltin = builtinTest(strings);
  const isImporting = importingTest(strings);
  const module = strings.find(MODULE_NAME);
  const start = strings.find(PROFILE_START);
  const codes = new Uint8Array(length);
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const file = functions.file[row]!;
      const name = functions.name[row]!;
      const code = ofFile[file]!;
      if (isBuiltin(file, functions.line[row]!)) codes[row] = isImporting(name) ? IMPORT : BUILTIN;
      else if (file === start && functions.line[row] === 0) codes[row] = STANDARD;
      else codes[row] = name === module && isLibrary(strings.text(file), code) ? IMPORT : code;
    }
  });
  return { codes };
}

/** The body of a library's module runs when it is imported; `<string>` is a start or a call of `exec`. */
function isLibrary(file: string, code: number): boolean {
  return (code === STANDARD || code === PACKAGES) && file !== '<string>';
}

/** For names of built-ins, each looked at once. Those of all functions would be made into texts only for this. */
function importingTest(strings: StringPool): (name: StringId) => boolean {
  const known = new Map<StringId, boolean>();
  return (name) => {
    const isImporting = known.get(name) ?? IMPORTING.test(strings.text(name));
    known.set(name, isImporting);
    return isImporting;
  };
}

function filesOf({ functions, strings }: ProfileTable): readonly StringId[] {
  return distinctStrings(functions.file, strings);
}

/** The origin of each file, by its string. */
function* fileCodes(table: ProfileTable): Steps<Uint8Array> {
  const { strings, ownPlaces } = table;
  const codes = new Uint8Array(strings.count);
  const files = filesOf(table);
  yield* inSlicesOf(files, (file) => {
    codes[file] = codeByPath(strings.text(file), table);
  });
  yield;
  const chosen = ownPlaces?.chosen;
  if (chosen !== undefined) {
    for (const file of files) codes[file] = codeIfDecided(chosen.has(strings.text(file)), codes[file]!);
    return codes;
  }
  if (ownPlaces !== undefined && ownPlaces.said.length > 0) {
    for (const file of files) codes[file] = codeIfSaid(strings.text(file), codes[file]!, ownPlaces);
    return codes;
  }
  const isOwnFile = yield* guessOwnFiles(table, codes);
  yield* inSlicesOf(files, (file) => {
    if (isOwnFile(strings.text(file))) codes[file] = OWN;
  });
  return codes;
}

function codeByPath(file: string, table: ProfileTable): number {
  const isStandard = isStripped(table) && standardModuleNamed(file) !== null;
  return isStandard ? STANDARD : ORIGINS.indexOf(originOfFile(file));
}

/** Where `--mine` says what is the user's, all their other code counts as a library. */
function codeIfSaid(file: string, code: number, { said }: OwnPlaces): number {
  return codeIfDecided(canBeOwn(file) && said.some((place) => isInSaidPlace(file, place)), code);
}

function codeIfDecided(isOwnFile: boolean, code: number): number {
  if (isOwnFile) return OWN;
  return code === OWN ? PACKAGES : code;
}

/**
 * `<string>`, `<frozen os>` and generated methods are nobody's; whose `<stdin>` is, where code is typed in, is not
 * known.
 */
export function canBeOwn(file: string): boolean {
  return originOfFile(file) === 'own' || !file.startsWith('<');
}

/** From this share of the time on, code outside all libraries is what the user is looking at. */
const LEAST_SHARE = 0.01;

/**
 * Files of libraries that are one's own all the same. Code that is in no library always is: a script and its folder,
 * what is in the working folder. Where there is next to none of it, a library was run: `python -m black`, or the
 * `black` that pip put into `bin`. A runner of other people's code (`-m pytest`) is not the user's.
 */
function* guessOwnFiles(table: ProfileTable, codes: Uint8Array): Steps<(file: string) => boolean> {
  const folders = table.ownPlaces?.folders ?? [];
  const isInFolder = (file: string): boolean =>
    canBeOwn(file) && folders.some((folder) => !isLibraryFolder(folder) && isUnder(file, folder));
  if (hasLooseCode(table, codes, isInFolder)) return isInFolder;
  const run = yield* libraryThatWasRun(table, codes);
  if (run === null) return isInFolder;
  const names = new Set([run.name, `_${run.name}`, ...(table.ownPlaces?.installedWith(run.folder, run.name) ?? [])]);
  return (file) => {
    const module = libraryModuleOf(file);
    return isInFolder(file) || (module !== null && module.folder === run.folder && names.has(module.name));
  };
}

/** A user who works in `site-packages` itself has not written all that is in it. */
function isLibraryFolder(folder: string): boolean {
  return libraryModuleOf(`${folder}/x.py`)?.name === 'x';
}

function hasLooseCode(table: ProfileTable, codes: Uint8Array, isInFolder: (file: string) => boolean): boolean {
  const { functions, strings, cumtime, totals, length } = table;
  for (let row = 0; row < length; row++) {
    if (!(cumtime[row]! >= LEAST_SHARE * totals.tottime)) continue;
    const file = functions.file[row]!;
    const path = strings.text(file);
    if (functions.line[row] === 0) continue; // `profile` starts in a row of its own
    if (isInFolder(path) || (codes[file] === OWN && !isLauncher(path))) return true;
  }
  return false;
}

/** `/usr/bin/hg`, `.venv/bin/black`, `C:\venv\Scripts\black.exe\__main__.py`: a few lines that import and call. */
function isLauncher(file: string): boolean {
  return /[\\/](?:bin|Scripts)[\\/][^\\/]+(?:[\\/]__main__\.py)?$/.test(file);
}

/** The library whose module was run, or that the launcher calls. */
function* libraryThatWasRun(table: ProfileTable, codes: Uint8Array): Steps<LibraryModule | null> {
  const main = yield* mainModule(table);
  if (main === null) return null;
  const fileOf = (row: FunctionIndex): string => table.strings.text(table.functions.file[row]!);
  if (!isLauncher(fileOf(main))) return libraryModuleOf(fileOf(main));
  const called = yield* calledByMain(table, main);
  const first = called.find((row) => codes[table.functions.file[row]!] === PACKAGES);
  return first === undefined ? null : libraryModuleOf(fileOf(first));
}
