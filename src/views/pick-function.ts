import type { FunctionIndex } from '../profile/function-keys.ts';
import { standardName } from '../profile/function-name.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { scopeAtLine } from '../source/scope.ts';
import type { SourceBook } from '../source/source-book.ts';
import { escapeControls } from '../text/escape.ts';

/** Tests many names with a pattern of the user's, as a restriction does. */
type MatchPattern = (names: readonly string[]) => readonly boolean[];

/**
 * The functions that a user means by a text, the surest reading first: the whole name as pstats prints it, the
 * function's own name (`add`, `Summary.add`), a line of a file (`stats.py:14`), a part of the name, a regex. The
 * costliest first; one if it is clear.
 */
export function pickFunctions(book: SourceBook, text: string, matches: MatchPattern): readonly FunctionIndex[] {
  const { table } = book;
  const rows = Array.from({ length: table.length }, (_, row) => row);
  const names = rows.map((row) => escapeControls(standardName(table, row))); // as they are shown
  const readings = [
    (): readonly FunctionIndex[] =>
      rows.filter((row) => names[row] === text || names[row]?.endsWith(`/${text}`) === true),
    () => rows.filter((row) => nameOf(table, row) === text),
    () => rows.filter((row) => isQualified(book, row, text)),
    () => rowsAtLine(book, rows, text),
    () => rows.filter((row) => names[row]?.includes(text) === true),
    () => {
      const found = matches(names);
      return rows.filter((row) => found[row] === true);
    },
  ];
  for (const read of readings) {
    const found = read();
    if (found.length > 0) return found.toSorted((a, b) => table.cumtime[b]! - table.cumtime[a]!);
  }
  return [];
}

function nameOf(table: ProfileTable, row: FunctionIndex): string {
  return escapeControls(table.strings.text(table.functions.name[row]!));
}

/** `Summary.add`: only the files that have an `add` are read for it. */
function isQualified(book: SourceBook, row: FunctionIndex, text: string): boolean {
  const last = text.slice(text.lastIndexOf('.') + 1);
  if (last === text || nameOf(book.table, row) !== last) return false;
  const found = book.sourceOf(row);
  if (found.kind !== 'found') return false;
  const qualnames = (found.fit.scopes.get(row) ?? []).map((scope) => found.source.scopes[scope]?.qualname ?? '');
  return qualnames.some((qualname) => qualname === text || qualname.endsWith(`.${text}`));
}

/** `stats.py:14`: the functions that begin there; else the innermost one around the line. */
function rowsAtLine(book: SourceBook, rows: readonly FunctionIndex[], text: string): readonly FunctionIndex[] {
  const [, file = '', digits = ''] = /^(.+):(\d+)$/.exec(text) ?? [];
  if (file === '') return [];
  const { table } = book;
  const line = Number(digits);
  const inFile = rows.filter((row) => isFile(table.strings.text(table.functions.file[row]!), file));
  const beginning = inFile.filter((row) => table.functions.line[row] === line);
  return beginning.length > 0 ? beginning : inFile.filter((row) => isAround(book, row, line));
}

function isFile(path: string, text: string): boolean {
  return path === text || path.endsWith(`/${text}`) || path.endsWith(`\\${text}`);
}

function isAround(book: SourceBook, row: FunctionIndex, line: number): boolean {
  const found = book.sourceOf(row);
  if (found.kind !== 'found' || found.hasChanged) return false;
  const { source, fit } = found;
  const known = new Set([...fit.scopes.values()].flat());
  const innermost = scopeAtLine(source.scopes, line, (scope) => known.has(source.scopes.indexOf(scope)));
  return (fit.scopes.get(row) ?? []).includes(innermost);
}
