import type { Hint } from '../hints/hint.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';
import type { HintsView } from '../views/hints-view.ts';
import type { FoundHints, ViewerState } from './viewer.ts';

/** The hints of the profile that is looked at; null until they were found. */
export function foundHints({ hints, table }: ViewerState): FoundHints | null {
  return hints?.table === table ? hints : null;
}

type HintsByFunction = ReadonlyMap<FunctionIndex, readonly Hint[]>;

const NONE: HintsByFunction = new Map();

const known = new WeakMap<HintsView, HintsByFunction>();

/** The hints of each function that has some: the marks of the lists. Nothing while they are still looked for. */
export function hintsByFunction(state: ViewerState): HintsByFunction {
  const view = foundHints(state)?.view ?? null;
  if (view === null) return NONE;
  const grouped = known.get(view) ?? groupByFunction(view.hints);
  known.set(view, grouped);
  return grouped;
}

function groupByFunction(hints: readonly Hint[]): HintsByFunction {
  const groups = new Map<FunctionIndex, Hint[]>();
  for (const hint of hints) {
    const group = groups.get(hint.row);
    if (group === undefined) groups.set(hint.row, [hint]);
    else group.push(hint);
  }
  return groups;
}

/** The lines of a function that have hints. */
export function hintedLines(state: ViewerState, row: FunctionIndex): ReadonlySet<number> {
  return new Set(
    hintsByFunction(state)
      .get(row)
      ?.flatMap(({ lines }) => lines),
  );
}
