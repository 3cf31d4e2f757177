import type { FunctionIndex } from '../profile/function-keys.ts';
import { BUILTIN_FILE, functionKey } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { rowsByFile } from '../profile/rows-by-file.ts';
import type { StringId } from '../profile/string-pool.ts';
import { lazily, oncePer } from '../text/lazily.ts';
import { type CandidatePath, candidatePaths, type SearchPlaces } from './candidate-paths.ts';
import { decodeSource } from './decode-source.ts';
import { nameRefusal } from './file-name.ts';
import { cellsNamed, type NotebookCell, pythonOfCell, readNotebook } from './notebook.ts';
import { isNotebookCell } from './notebook-cell.ts';
import { isPythonFile } from './python-file.ts';
import type { PythonSource, SourceReader } from './python-source.ts';
import { type FileBytes, type SourceFiles, SPENT } from './source-files.ts';
import { fitSource, isFitting, type SourceFit } from './source-fit.ts';

/** The source of a file that a profile names. */
export type FileSource =
  | {
      readonly kind: 'found';
      /** Where it was found. */
      readonly path: string;
      readonly source: PythonSource;
      readonly fit: SourceFit;
      /**
       * Fewer than 90 % of the profile's functions are at their line: it is shown, but without costs of its lines.
       * Never true of Cython, whose functions are found by their indentation alone.
       */
      readonly hasChanged: boolean;
    }
  | { readonly kind: 'absent'; readonly recorded: string; readonly looked: readonly string[] }
  /** It is at `path`, where no source may be read (`--sources here`). */
  | { readonly kind: 'outside'; readonly recorded: string; readonly path: string }
  /** Its name is refused, or no more is read: `reason` says why. */
  | { readonly kind: 'refused'; readonly recorded: string; readonly reason: string }
  /** A built-in, a frozen module, code made at run time: nothing to look for. */
  | { readonly kind: 'fileless'; readonly recorded: string };

export type FoundSource = Extract<FileSource, { readonly kind: 'found' }>;

/** The sources of a profile's functions: each file is looked for, read and parsed when it is first asked for. */
export type SourceBook = {
  readonly table: ProfileTable;
  readonly sourceOf: (row: FunctionIndex) => FileSource;
  /** The lines of its file, without parsing it: the first file that is there, whether it fits or not. */
  readonly linesOf: (row: FunctionIndex) => readonly string[] | null;
  /** Of how many functions the source was asked for so far but is `outside`. */
  readonly countOutside: () => number;
};

export type BookOptions = {
  readonly table: ProfileTable;
  readonly places: SearchPlaces;
  readonly files: SourceFiles;
  readonly read: SourceReader;
};

export function openSourceBook(options: BookOptions): SourceBook {
  const known = new Map<StringId, FileSource>();
  const lines = new Map<StringId, readonly string[] | null>();
  const { table } = options;
  const rowsOf = lazily(() => rowsByFile(table));
  return {
    table,
    sourceOf: (row) => {
      const { file } = functionKey(table, row);
      const source = known.get(file) ?? lookFor(options, table.strings.text(file), [...rowsOf()(file)]);
      known.set(file, source);
      return source;
    },
    linesOf: (row) => {
      const { file } = functionKey(table, row);
      const parsed = known.get(file);
      if (parsed?.kind === 'found') return parsed.source.lines;
      if (!lines.has(file)) lines.set(file, readLines(options, table.strings.text(file)));
      return lines.get(file) ?? null;
    },
    countOutside: () =>
      [...known].reduce((sum, [file, { kind }]) => sum + (kind === 'outside' ? rowsOf()(file).length : 0), 0),
  };
}

function readLines(options: BookOptions, recorded: string): readonly string[] | null {
  if (isFileless(recorded)) return null;
  for (const { path } of candidatePaths(recorded, options.places)) {
    const bytes = readAt(path, options.files);
    if (bytes instanceof Uint8Array) return linesOfBytes(bytes);
  }
  return null;
}

/** Once for a file, however many names the profile has for it. */
const linesOfBytes = oncePer((bytes: Uint8Array): readonly string[] => decodeSource(bytes).text.split('\n'));

/** A Python file, or a member of an archive that is one. */
function readAt(path: string, files: SourceFiles): FileBytes | undefined {
  const bytes = files.read(path, 'source');
  if (!(bytes instanceof Uint8Array)) return bytes;
  return isPythonFile(path, bytes) ? bytes : undefined;
}

/** The first file that fits; else the one that fits best, marked as changed. */
function lookFor(options: BookOptions, recorded: string, rows: readonly FunctionIndex[]): FileSource {
  if (isNotebookCell(recorded)) return lookForCell(options, recorded, rows);
  if (isFileless(recorded)) return { kind: 'fileless', recorded };
  const reason = nameRefusal(recorded);
  if (reason !== null) return { kind: 'refused', recorded, reason };
  const looked: string[] = [];
  let best: FoundSource | null = null;
  let unread: FileSource | null = null;
  for (const { path, isGuess } of pathsOf(recorded, options)) {
    if (!isGuess) looked.push(path);
    const bytes = readAt(path, options.files);
    if (bytes === 'outside' && !isGuess) unread ??= { kind: 'outside', recorded, path };
    if (bytes === 'spent') unread ??= { kind: 'refused', recorded, reason: SPENT };
    if (!(bytes instanceof Uint8Array)) continue;
    const found = open(options, path, bytes, rows);
    if (isGuess && (found.hasChanged || found.fit.checked === 0)) continue;
    if (!found.hasChanged) return found;
    if (best === null || found.fit.standing > best.fit.standing) best = found;
  }
  return best ?? unread ?? { kind: 'absent', recorded, looked };
}

/** The cell that fits; a notebook that was edited since tells nothing. */
function lookForCell(options: BookOptions, recorded: string, rows: readonly FunctionIndex[]): FileSource {
  for (const path of options.places.notebooks ?? []) {
    for (const cell of cellsNamed(recorded, readCells(options, path))) {
      const found = open(options, path, bytesOfCell(cell), rows);
      if (!found.hasChanged && found.fit.checked > 0) return { ...found, path: `${path}, cell ${cell.position}` };
    }
  }
  return { kind: 'fileless', recorded };
}

function readCells({ files }: BookOptions, path: string): readonly NotebookCell[] {
  const bytes = files.read(path, 'notebook');
  return bytes instanceof Uint8Array ? cellsOf(bytes) : [];
}

const cellsOf = oncePer((bytes: Uint8Array) => readNotebook(bytes) ?? []);

const bytesOfCell = oncePer((cell: NotebookCell) => new TextEncoder().encode(pythonOfCell(cell)));

function isFileless(recorded: string): boolean {
  return recorded === '' || recorded === BUILTIN_FILE || /^<.*>/.test(recorded);
}

/** Only where none of the plain places has it are the roots searched for a file of that name. */
function* pathsOf(recorded: string, { places, files }: BookOptions): Generator<CandidatePath> {
  const plain = candidatePaths(recorded, places);
  yield* plain;
  const suffix = recorded.replaceAll('\\', '/').replace(/^(?:[A-Za-z]:)?\/+/, '');
  for (const root of places.roots) {
    for (const path of files.under(root, suffix)) {
      if (!plain.some((known) => known.path === path)) yield { path, isGuess: false };
    }
  }
}

function open(options: BookOptions, path: string, bytes: Uint8Array, rows: readonly FunctionIndex[]): FoundSource {
  const source = options.read(bytes, path);
  const fit = fitSource(options.table, rows, source);
  return { kind: 'found', path, source, fit, hasChanged: source.refusal !== 'cython' && !isFitting(fit) };
}
