import type { FindHints } from '../../tui/host.ts';
import { openBook } from '../open-book.ts';
import type { SourceOptions } from '../options.ts';

/** Looks for hints for the viewer. The rules and the parser are loaded with the first profile that is asked for. */
export function hintFinder(paths: readonly string[], options: SourceOptions): FindHints {
  return async (table, memory) => {
    await new Promise((resolve) => setImmediate(resolve)); // the screen is painted first
    const [{ findHints }, { buildHintsView }, { hintAllocations }] = await Promise.all([
      import('../../hints/find-hints.ts'),
      import('../../views/hints-view.ts'),
      import('../../views/hint-allocations.ts'),
    ]);
    const book = await openBook(table, paths, options);
    const allocationsOf = memory === null ? null : hintAllocations(memory.memory, table);
    const result = findHints({ book, allocationsOf });
    return { view: buildHintsView(result, { level: 'likely', rules: [] }), failure: null };
  };
}
