import type { LineTimings } from '../../profile/line-timings.ts';
import type { ReadSource } from '../../tui/host.ts';
import { type MeasuredLines, measuredLines, withMeasured } from '../../views/measured-lines.ts';
import type { ProfileMemory } from '../../views/memory-view.ts';

/**
 * Sources with the measurements of their lines. A profile that is read again has the same files under other numbers.
 */
export function measuredReader(
  read: ReadSource,
  memory: ProfileMemory | null,
  timings: readonly LineTimings[],
): ReadSource {
  const known = new WeakMap<object, MeasuredLines>();
  return async (table, row) => {
    const view = await read(table, row);
    const measured = known.get(table) ?? measuredLines(table, memory, timings);
    known.set(table, measured);
    return view.kind === 'found' ? withMeasured(table, view, measured) : view;
  };
}
