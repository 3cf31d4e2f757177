/** Python measures and orders text by code point, JavaScript by UTF-16 unit. These two do it Python's way. */

const SURROGATE = /[\ud800-\udfff]/;

/** `len(str)` in Python. */
export function codePointLength(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/**
 * Python's order of strings. `<` in JavaScript puts U+1F600 (units d83d de00) before U+FF5E; by code point
 * it comes after. Only a surrogate against a unit from U+E000 on can differ.
 */
export function compareCodePoints(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

/**
 * Surrogates sort above the rest of the basic plane: they begin a code point from U+10000 on.
 * A lone surrogate is ranked so as well, which is wrong only against U+E000..U+FFFF; no dump is known to have both.
 */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
