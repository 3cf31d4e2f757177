/** A code point that has another case, with the one code that CPython's tables give for each case. */
export type CasedCode = { readonly code: number; readonly lower: number; readonly upper: number };

// No script with case lies higher (the last one is Adlam, to U+1E943).
const LAST_CASED_CODE = 0x1ffff;

let casedCodesCache: ReadonlyMap<number, CasedCode> | undefined;
let codesOfLowerCache: ReadonlyMap<number, readonly number[]> | undefined;
let extraCasesCache: ReadonlyMap<number, readonly number[]> | undefined;

/** All codes with another case, about 2,900, in order; found when a pattern first ignores case (25 ms). */
export function casedCodes(): ReadonlyMap<number, CasedCode> {
  casedCodesCache ??= findCasedCodes();
  return casedCodesCache;
}

/** All codes with this lower case, itself included. */
export function codesOfLower(lower: number): readonly number[] {
  codesOfLowerCache ??= groupCodes([...casedCodes().values()], (cased) => cased.lower);
  return codesOfLowerCache.get(lower) ?? [lower];
}

/**
 * CPython's _EXTRA_CASES: lower-case codes that differ and yet have the same upper case, as `s` and
 * U+017F, or `i` and U+0131; the test compares this with CPython 3.11's table.
 */
export function extraCases(): ReadonlyMap<number, readonly number[]> {
  extraCasesCache ??= findExtraCases();
  return extraCasesCache;
}

// Where the other case is several codes long (U+0130, U+00DF) CPython takes the first. Node's Unicode
// is newer than CPython 3.11's (14.0): letters added since then have another case only here.
function findCasedCodes(): Map<number, CasedCode> {
  const found = new Map<number, CasedCode>();
  for (let code = 0; code <= LAST_CASED_CODE; code++) {
    const char = String.fromCodePoint(code);
    const lower = char.toLowerCase().codePointAt(0)!;
    const upper = char.toUpperCase().codePointAt(0)!;
    if (lower !== code || upper !== code) found.set(code, { code, lower, upper });
  }
  return found;
}

function findExtraCases(): Map<number, readonly number[]> {
  const lowerCodes = [...casedCodes().values()].filter(({ code, lower }) => code === lower);
  const byUpper = groupCodes(lowerCodes, ({ code }) => String.fromCodePoint(code).toUpperCase());
  const alike = [...byUpper.values()].filter((codes) => codes.length > 1);
  return new Map(alike.flatMap((codes) => codes.map((code) => [code, codes.filter((c) => c !== code)])));
}

function groupCodes<Key>(cased: readonly CasedCode[], keyOf: (cased: CasedCode) => Key): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  for (const item of cased) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item.code]);
  return groups;
}
