import type { Hint, HintsResult } from '../hints/hint.ts';
import type { PracticeNote } from '../hints/practice.ts';
import type { FunctionIndex } from '../profile/function-keys.ts';

/** A practice in one function with all its lines; the words are of the first. */
export type PlacedPractice = PracticeNote & { readonly lines: readonly number[] };

/** The practices in a function. What a shown hint says of a line is not said again. */
export function practicesBeside(
  { practices }: HintsResult,
  row: FunctionIndex,
  shown: readonly Hint[],
): readonly PlacedPractice[] {
  const hinted = new Set(shown.filter((hint) => hint.row === row).flatMap(({ lines }) => lines));
  const found = practices.get(row)?.() ?? [];
  return merge(found.filter(({ line }) => !hinted.has(line)));
}

/** Places of which the same is said are one. */
function merge(notes: readonly PracticeNote[]): readonly PlacedPractice[] {
  const groups = new Map<string, PracticeNote[]>();
  for (const note of notes) {
    const key = `${note.practice} ${note.figure} ${note.brings}`;
    groups.set(key, [...(groups.get(key) ?? []), note]);
  }
  return [...groups.values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) => a.line - b.line);
    const [first] = ordered;
    return first === undefined ? [] : [{ ...first, lines: [...new Set(ordered.map(({ line }) => line))] }];
  });
}

/** The functions that were looked at, those with the most own time first. */
export function costliestRows({ practices, weighed: { tottime } }: HintsResult): readonly FunctionIndex[] {
  return [...practices.keys()].sort((a, b) => tottime[b]! - tottime[a]!);
}
