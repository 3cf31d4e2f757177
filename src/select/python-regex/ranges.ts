/** Code points from `low` to `high`, both included. */
export type CodeRange = { readonly low: number; readonly high: number };

const LAST_CODE = 0x10ffff;

/** Sorted, without overlaps or touching neighbours. */
export function mergeRanges(ranges: readonly CodeRange[]): CodeRange[] {
  const merged: CodeRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.low - b.low)) {
    const last = merged.at(-1);
    if (last === undefined || range.low > last.high + 1) merged.push(range);
    else merged[merged.length - 1] = { low: last.low, high: Math.max(last.high, range.high) };
  }
  return merged;
}

/** `ranges` must be sorted. */
export function contains(ranges: readonly CodeRange[], code: number): boolean {
  let first = 0;
  let end = ranges.length;
  while (first < end) {
    const middle = (first + end) >> 1;
    if (ranges[middle]!.high < code) first = middle + 1;
    else end = middle;
  }
  return first < ranges.length && ranges[first]!.low <= code;
}

/** All codes outside the sorted `ranges`. */
export function complementRanges(ranges: readonly CodeRange[]): CodeRange[] {
  const gaps: CodeRange[] = [];
  let next = 0;
  for (const { low, high } of ranges) {
    if (low > next) gaps.push({ low: next, high: low - 1 });
    next = high + 1;
  }
  if (next <= LAST_CODE) gaps.push({ low: next, high: LAST_CODE });
  return gaps;
}

export function withoutCodes(ranges: readonly CodeRange[], codes: readonly number[]): CodeRange[] {
  const removed = codes.filter((code) => contains(ranges, code)).map((code) => ({ low: code, high: code }));
  return complementRanges(mergeRanges([...complementRanges(ranges), ...removed]));
}

/** The inside of a JavaScript `[...]` with the `u` flag. */
export function rangesSource(ranges: readonly CodeRange[]): string {
  return ranges
    .map(({ low, high }) => (low === high ? codeSource(low) : `${codeSource(low)}-${codeSource(high)}`))
    .join('');
}

/** Always `\u{...}` where it is not a letter or digit: two surrogates so written never become a pair. */
export function codeSource(code: number): string {
  const char = String.fromCodePoint(code);
  return /^[0-9A-Za-z]$/.test(char) ? char : `\\u{${code.toString(16)}}`;
}
