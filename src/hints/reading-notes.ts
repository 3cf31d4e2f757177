import type { FunctionIndex } from '../profile/function-keys.ts';
import { plural } from '../profile/notes.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { hasLibraryNames, isStripped } from '../select/stripped.ts';
import { omittedText } from '../source/omission.ts';
import type { SourceBook } from '../source/source-book.ts';
import { OUTSIDE } from '../source/source-files.ts';
import type { FileReading, Reading } from './hint.ts';
import { isHot } from './profiled-files.ts';

const CALLS_ALONE = 'only what its calls alone can say';

/** So many functions are named. */
const MOST_NAMED = 5;

export function astrayNote(
  path: string,
  rows: readonly FunctionIndex[],
  { functions, strings }: ProfileTable,
): string | null {
  if (rows.length === 0) return null;
  const names = rows.slice(0, MOST_NAMED).map((row) => strings.text(functions.name[row]!));
  const more = rows.length > names.length ? ` and ${rows.length - names.length} more` : '';
  const [are, them] = rows.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const what = `${plural(rows.length, 'function')} ${are} not where the profile says: ${names.join(', ')}${more}`;
  return `${what} (${path} may have changed since): of ${them} ${CALLS_ALONE}`;
}

type NoteText = (path: string, rows: readonly FunctionIndex[], book: SourceBook) => string | null;

/** What a reader of hints has to know of a file. */
export const READING_NOTES: Readonly<Record<Reading, NoteText>> = {
  read: (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    if (found.kind !== 'found' || found.source.omissions.length === 0) return null;
    const { lines, names } = omittedText(found.source);
    return `${path}: ${lines} could not be parsed: of ${names} ${CALLS_ALONE}`;
  },
  cold: () => null,
  cell: (path) => `${path} is a notebook cell, and its source in no file that could be read: ${CALLS_ALONE}`,
  fileless: (path) => `${path} is not a file, so its source could not be read: ${CALLS_ALONE}`,
  refused: (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    return `${path} is not read, since ${found.kind === 'refused' ? found.reason : ''}: ${CALLS_ALONE}`;
  },
  outside: (path) => `${path} is not read, since it is ${OUTSIDE}: ${CALLS_ALONE}`,
  absent: () => null, // one note for all of them: absentNotes
  cython: (path) => `${path} is Cython, and the rules are for Python: ${CALLS_ALONE}`,
  'too-large': (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    return `${path} is ${found.kind === 'found' ? found.source.problems.at(-1) : ''}: ${CALLS_ALONE}`;
  },
  changed: (path, rows, book) => {
    const found = book.sourceOf(rows[0] ?? 0);
    const { standing, checked } = found.kind === 'found' ? found.fit : { standing: 0, checked: 0 };
    return `${path} has changed since the profile (${standing} of ${checked} functions stand where it says): ${CALLS_ALONE}`;
  },
  unparsed: (path) => `${path} could not be parsed: ${CALLS_ALONE}`,
  'too-deep': (path) => `${path} is nested too deep: no hints for it`,
};

/** What is said of the files that were not found, and how they may be. */
export function absentNotes(files: readonly FileReading[], table: ProfileTable): readonly string[] {
  const absent = files.filter(({ reading }) => reading === 'absent');
  const paths = heaviestFirst(absent, table).map(({ path }) => path);
  const [first, ...others] = paths;
  if (first === undefined) return [];
  const folder = folderOf(paths);
  const remedy = folder === '' ? '--source-root FOLDER' : `--map ${folder}=FOLDER`;
  if (others.length === 0) return [`source of ${first} not found: ${CALLS_ALONE}; if you have it, add ${remedy}`];
  const where = folder === '' ? '' : ` below ${folder}`;
  const what = `${paths.length} sources not found${where}, such as ${first}`;
  return [`${what}: only what their calls alone can say; if you have them, add ${remedy}`];
}

function heaviestFirst(files: readonly FileReading[], { tottime }: ProfileTable): readonly FileReading[] {
  const seconds = new Map(files.map((file) => [file, file.rows.reduce((sum, row) => sum + tottime[row]!, 0)]));
  return files.toSorted((a, b) => seconds.get(b)! - seconds.get(a)!);
}

/** Without directories nobody can tell a file of a library from one of the program. */
export function strippedNote(files: readonly FileReading[], table: ProfileTable): readonly string[] {
  const unknown = files.filter(({ reading, rows }) => reading !== 'read' && rows.some((row) => isHot(table, row)));
  if (unknown.length === 0 || !isStripped(table) || !hasLibraryNames(table)) return [];
  const paths = heaviestFirst(unknown, table).map(({ path }) => path);
  const named = paths.slice(0, MOST_NAMED).join(', ');
  const more = paths.length > MOST_NAMED ? ` and ${plural(paths.length - MOST_NAMED, 'more file')}` : '';
  const count = plural(
    unknown.reduce((sum, { rows }) => sum + rows.length, 0),
    'function',
  );
  return [
    `no file of this profile has its directory: ${count} of ${named}${more} may be a library's, but count as yours, and hints that need to know such calls may be missing`,
  ];
}

/** The folder that has all the files; '' where that says nothing. */
function folderOf(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split(/(?<=[\\/])/).slice(0, -1));
  const at = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
  return (at < 0 ? first : first.slice(0, at)).join('').slice(0, -1);
}

export function notesOnKind({ kind }: ProfileTable): string[] {
  return kind === 'sampled'
    ? ['this profile was sampled: its counts are samples, no calls, and prove nothing about calls']
    : [];
}
