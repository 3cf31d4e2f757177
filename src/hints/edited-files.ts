import type { FunctionIndex, LineColumn } from '../profile/function-keys.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Steps } from '../profile/steps.ts';
import { MODULE_NAME } from '../select/what-was-run.ts';
import type { FileSource, FoundSource, SourceBook } from '../source/source-book.ts';
import { fitSource } from '../source/source-fit.ts';
import { type MovedFunctions, movedFunctions, nameOfRow } from './moved-functions.ts';
import type { OwnFile } from './profiled-files.ts';

/**
 * The same profile and sources, where the functions of files that were edited since stand where they are now. What may
 * have been edited itself counts as not found.
 */
export function* followEdits(book: SourceBook, files: readonly OwnFile[]): Steps<SourceBook> {
  const edits = new Map<FunctionIndex, Edit>();
  for (const { rows, isHot } of files) {
    const found = isHot ? book.sourceOf(rows[0] ?? 0) : null;
    if (found?.kind !== 'found' || !mayBeFollowed(found, book.table)) continue;
    const edit = { found, rows, moved: movedFunctions(book.table, rows, found.source) };
    for (const row of rows) edits.set(row, edit);
    yield;
  }
  return edits.size === 0 ? book : bookOver(edits, book);
}

type Edit = { readonly found: FoundSource; readonly rows: readonly FunctionIndex[]; readonly moved: MovedFunctions };

/** A sampler notes any line of a function. */
function mayBeFollowed({ fit, source }: FoundSource, { kind }: ProfileTable): boolean {
  return fit.astray.size > 0 && source.tree !== null && source.refusal === null && kind === 'traced';
}

function bookOver(edits: ReadonlyMap<FunctionIndex, Edit>, book: SourceBook): SourceBook {
  const table = movedTable(edits, book.table);
  const known = new Map([...new Set(edits.values())].map((edit) => [edit, sourceNow(edit, table)]));
  const sourceOf = (row: FunctionIndex): FileSource => {
    const edit = edits.get(row);
    return (edit === undefined ? undefined : known.get(edit)) ?? book.sourceOf(row);
  };
  return { ...book, table, sourceOf };
}

function movedTable(edits: ReadonlyMap<FunctionIndex, Edit>, table: ProfileTable): ProfileTable {
  const line: LineColumn = table.functions.line.slice();
  for (const { moved } of new Set(edits.values())) for (const [row, at] of moved.lines) line[row] = at;
  return { ...table, functions: { ...table.functions, line } };
}

/** Where nothing is as it was, it is as good as another file. */
function sourceNow({ found, rows, moved: { doubted } }: Edit, table: ProfileTable): FoundSource {
  const { checked, scopes, astray } = fitSource(table, rows, found.source);
  const lost = new Set([...astray, ...doubted]);
  const kept = new Map([...scopes].filter(([row]) => !lost.has(row)));
  const fit = { checked, standing: Math.max(0, checked - lost.size), astray: lost, scopes: kept };
  return { ...found, fit, hasChanged: [...kept.keys()].every((row) => nameOfRow(table, row) === MODULE_NAME) };
}
