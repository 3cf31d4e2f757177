import type { Hint } from './hint.ts';
import { LEVELS } from './rule.ts';

/** The surest first; of one level those with the most to gain at least, then those with the most at stake. */
export function rankHints(hints: readonly Hint[]): readonly Hint[] {
  return [...hints].sort(
    (a, b) =>
      LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
      b.saving.low - a.saving.low ||
      b.share - a.share ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line),
  );
}
