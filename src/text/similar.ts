/** A third of a word may be wrong, but never more than three letters. */
const MOST_EDITS = 3;

/** Which of the words was probably meant: ` Did you mean stats?`, to follow a sentence, or nothing if none is near. */
export function didYouMean(typed: string, words: readonly string[]): string {
  const word = nearestWord(typed, words);
  return word === null ? '' : ` Did you mean ${word}?`;
}

/** The first of the nearest words; null if none is near enough. */
function nearestWord(typed: string, words: readonly string[]): string | null {
  const most = Math.min(MOST_EDITS, Math.max(1, Math.floor(typed.length / 3)));
  const [nearest] = words
    .map((word) => ({ word, edits: countEdits(typed.toLowerCase(), word, most) }))
    .filter(({ edits }) => edits <= most)
    .toSorted((a, b) => a.edits - b.edits);
  return nearest?.word ?? null;
}

/** Counts letters that are added, lost, replaced, or swapped with their neighbour (optimal string alignment). */
function countEdits(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return Number.POSITIVE_INFINITY; // long texts are not compared
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let y = 1; y <= from.length; y++) {
    const next = [y];
    for (let x = 1; x <= to.length; x++) {
      const isSame = from[y - 1] === to[x - 1];
      const isSwapped = x > 1 && y > 1 && from[y - 1] === to[x - 2] && from[y - 2] === to[x - 1];
      next.push(
        Math.min(
          next[x - 1]! + 1,
          row[x]! + 1,
          row[x - 1]! + (isSame ? 0 : 1),
          isSwapped ? before[x - 2]! + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
