import { FileError, UsageError } from '../../errors.ts';
import { readNotebook } from '../../source/notebook.ts';
import { isNotebookCell } from '../../source/notebook-cell.ts';
import type { SourceBook } from '../../source/source-book.ts';
import { readForeignFile } from '../input/foreign-file.ts';
import { MOST_SOURCE_BYTES } from './source-disk.ts';

/**
 * A notebook that brings no source is a mistake, and not the lack of hints that it would look like.
 *
 * @throws FileError, UsageError
 */
export function checkNotebooks(book: SourceBook, notebooks: readonly string[]): void {
  for (const path of notebooks) {
    const bytes = readForeignFile(path, { mostBytes: MOST_SOURCE_BYTES.notebook });
    if (bytes === null || readNotebook(bytes) !== null) continue;
    const why = isJson(bytes)
      ? 'it is not a notebook: there are no cells in it'
      : 'it is not a notebook: it is not JSON';
    throw new FileError('not-a-notebook', path, why);
  }
  const { functions, strings, length } = book.table;
  const rows = Array.from({ length }, (_, row) => row).filter((row) =>
    isNotebookCell(strings.text(functions.file[row]!)),
  );
  if (rows.length === 0) throw new UsageError('no-cells', '--notebook: this profile has no notebook cells');
  const found = rows.map((row) => book.sourceOf(row)).filter((source) => source.kind === 'found');
  const idle = notebooks.find((path) => !found.some((source) => source.path.startsWith(`${path}, cell `)));
  if (idle !== undefined)
    throw new UsageError('no-such-cell', `--notebook: no cell of the profile was found in ${idle}`);
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}
