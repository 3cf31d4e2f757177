import type { Hint } from './hint.ts';
import { LEVELS } from './rule.ts';

/** What goes at least, as a part of the program's time or of the snapshot's bytes: so both can be compared. */
function leastPart({ saving, cost, share }: Hint): number {
  if (saving.unit === 'bytes') return cost > 0 ? (saving.low / cost) * share : 0;
  return saving.ofProgram?.low ?? 0;
}

/** The surest first; of one level those with the most to gain at least, then those with the most at stake. */
export function rankHints(hints: readonly Hint[]): readonly Hint[] {
  return [...hints].sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      leastPart(b) - leastPart(a) ||
      b.share - a.share ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line),
  );
}
