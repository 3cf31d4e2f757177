import type { CountedFunction } from '../../profile/argument-counts.ts';
import type { LineTimings } from '../../profile/line-timings.ts';
import { betweenKeys } from '../../tui/between-keys.ts';
import type { FindHints } from '../../tui/host.ts';
import type { HintsFilter } from '../../views/hints-view.ts';
import type { SourceOptions } from '../options/options.ts';
import { openBook, PARSED_BETWEEN_KEYS } from '../sources/open-book.ts';

/** What `--lines` and `--arguments` name. */
export type MeasuredBeside = {
  readonly timings: readonly LineTimings[];
  readonly counted: readonly CountedFunction[] | null;
};

/** Keys are heard, and what they change is painted. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Looks for hints for the viewer, with a pause after each file. The rules and the parser are loaded with the first
 * profile that is asked for.
 */
export function hintFinder(
  paths: readonly string[],
  options: SourceOptions,
  { timings, counted }: MeasuredBeside = { timings: [], counted: null },
): FindHints {
  return async (table, memory, isWanted) => {
    await pause(); // the screen is painted first
    const [{ hintSteps }, { buildHintsView }, { hintMeasurements }] = await Promise.all([
      import('../../hints/find-hints.ts'),
      import('../../views/hints-view.ts'),
      import('../../views/hint-measurements.ts'),
    ]);
    const book = await openBook(table, paths, options, { parsed: PARSED_BETWEEN_KEYS });
    const evidence = hintMeasurements(table, { memory: memory?.memory ?? null, timings, counted });
    const steps = hintSteps({ book, ...evidence });
    const view = buildHintsView(await betweenKeys(steps, isWanted), ALL_LIKELY);
    await pause();
    await betweenKeys(view.distortions.steps(), isWanted); // a screen that draws them must not wait for them
    if (view.hints.length === 0) await betweenKeys(view.coverage.steps(), isWanted);
    return { view, failure: null };
  };
}

const ALL_LIKELY: HintsFilter = { level: 'likely', rules: [] };
