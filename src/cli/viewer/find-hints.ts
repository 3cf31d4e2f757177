import type { LineTimings } from '../../profile/line-timings.ts';
import { betweenKeys } from '../../tui/between-keys.ts';
import type { FindHints } from '../../tui/host.ts';
import type { HintsFilter } from '../../views/hints-view.ts';
import { openBook, PARSED_BETWEEN_KEYS } from '../open-book.ts';
import type { SourceOptions } from '../options.ts';

/** Keys are heard, and what they change is painted. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Looks for hints for the viewer, with a pause after each file. The rules and the parser are loaded with the first
 * profile that is asked for. `timings` are those of `--lines`.
 */
export function hintFinder(
  paths: readonly string[],
  options: SourceOptions,
  timings: readonly LineTimings[] = [],
): FindHints {
  return async (table, memory) => {
    await pause(); // the screen is painted first
    const [{ hintSteps }, { buildHintsView }, { hintAllocations }, { hintLineTimes }] = await Promise.all([
      import('../../hints/find-hints.ts'),
      import('../../views/hints-view.ts'),
      import('../../views/hint-allocations.ts'),
      import('../../views/hint-line-times.ts'),
    ]);
    const book = await openBook(table, paths, options, { parsed: PARSED_BETWEEN_KEYS });
    const allocationsOf = memory === null ? null : hintAllocations(memory.memory, table);
    const lineTimesOf = timings.length === 0 ? null : hintLineTimes(table, timings);
    const view = buildHintsView(await betweenKeys(hintSteps({ book, allocationsOf, lineTimesOf })), ALL_LIKELY);
    await pause();
    await betweenKeys(view.distortions.steps()); // a screen that draws them must not wait for them
    if (view.hints.length === 0) await betweenKeys(view.coverage.steps());
    return { view, failure: null };
  };
}

const ALL_LIKELY: HintsFilter = { level: 'likely', rules: [] };
