import { lazily } from '../../text/lazily.ts';
import type { ReadSource } from '../../tui/host.ts';
import type { SourceOptions } from '../options/options.ts';
import { openBook, PARSED_BETWEEN_KEYS } from '../sources/open-book.ts';

/**
 * Reads sources for the viewer. The parser and the files are loaded with the first one; a profile that is read again
 * has a book of its own.
 */
export function sourceReader(paths: readonly string[], options: SourceOptions): ReadSource {
  const books = new WeakMap<object, () => ReturnType<typeof openBook>>();
  return async (table, row) => {
    await new Promise((resolve) => setImmediate(resolve)); // the screen is painted first
    const open = books.get(table) ?? lazily(() => openBook(table, paths, options, { parsed: PARSED_BETWEEN_KEYS }));
    books.set(table, open);
    const { sourceView } = await import('../../views/source-view.ts');
    return sourceView(await open(), row);
  };
}
