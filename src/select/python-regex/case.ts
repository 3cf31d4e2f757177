import type { SetItem } from './ast.ts';
import { type CasedCode, casedCodes, codesOfLower, extraCases } from './case-table.ts';
import { type CodeRange, contains, mergeRanges, withoutCodes } from './ranges.ts';

/** `unicode` for `(?i)`, `ascii` for `(?ai)`. */
export type CaseRule = 'exact' | 'ascii' | 'unicode';

export type CodeItem = Exclude<SetItem, { kind: 'category' }>;

// CPython keeps a set as a bitmap up to this code and treats what lies above differently.
const LAST_BITMAP_CODE = 0xffff;

/** The codes that one letter of a pattern matches. */
export function letterRanges(code: number, rule: CaseRule): CodeRange[] {
  if (!isCased(code, rule)) return [{ low: code, high: code }];
  const matched = rule === 'ascii' ? [code & ~32, code | 32] : foldedCodes(code, rule).flatMap(codesOfLower);
  return mergeRanges(matched.map(singleCode));
}

/**
 * The codes that the letters and ranges of a set match. CPython's _optimize_charset looks up the lower
 * case of a code in a set that holds the lower case of its letters. Above U+FFFF it keeps a letter as
 * it is written, so a capital there never matches (CPython 3.11 finds nothing with
 * `re.search('(?i)[\U00010400x]', '\U00010400')`), and it looks up the upper case in a range, too.
 */
export function setRanges(items: readonly CodeItem[], rule: CaseRule): CodeRange[] {
  const written = mergeRanges(items.map(rangeOf));
  if (!items.some((item) => itemIsCased(item, rule))) return written;
  const isMatched = caseMatcher(items, rule);
  const cased = [...casedCodes().values()];
  const matched = cased.filter(isMatched).map(({ code }) => code);
  const others = cased.filter((letter) => !isMatched(letter)).map(({ code }) => code);
  return withoutCodes(mergeRanges([...written, ...matched.map(singleCode)]), others);
}

function caseMatcher(items: readonly CodeItem[], rule: CaseRule): (letter: CasedCode) => boolean {
  const high = items.filter((item) => isHigh(item, rule));
  const highCodes = mergeRanges(high.map(rangeOf));
  const highRanges = mergeRanges(high.filter(({ kind }) => kind === 'range').map(rangeOf));
  const folded = foldedSet(items, rule);
  return ({ code }) => {
    const lower = lowerOf(code, rule);
    return folded.has(lower) || contains(highCodes, lower) || contains(highRanges, upperOf(lower));
  };
}

/** The bitmap: of a range that goes above it, the part below counts. */
function foldedSet(items: readonly CodeItem[], rule: CaseRule): Set<number> {
  const low = mergeRanges(items.filter((item) => item.kind === 'range' || !isHigh(item, rule)).map(rangeOf));
  const codes = [...casedCodes().keys()].filter((code) => code <= LAST_BITMAP_CODE && contains(low, code));
  return new Set(codes.flatMap((code) => foldedCodes(code, rule)));
}

function foldedCodes(code: number, rule: CaseRule): number[] {
  const lower = lowerOf(code, rule);
  return rule === 'unicode' ? [lower, ...(extraCases().get(lower) ?? [])] : [lower];
}

function singleCode(code: number): CodeRange {
  return { low: code, high: code };
}

function rangeOf(item: CodeItem): CodeRange {
  return item.kind === 'range' ? item : singleCode(item.code);
}

function isHigh(item: CodeItem, rule: CaseRule): boolean {
  return (item.kind === 'range' ? item.high : lowerOf(item.code, rule)) > LAST_BITMAP_CODE;
}

function itemIsCased(item: CodeItem, rule: CaseRule): boolean {
  if (rule === 'exact') return false;
  if (isHigh(item, rule)) return true;
  if (item.kind === 'literal') return isCased(item.code, rule);
  for (const code of casedCodes().keys()) {
    if (code >= item.low && code <= item.high && isCased(code, rule)) return true;
  }
  return false;
}

function isCased(code: number, rule: CaseRule): boolean {
  if (rule === 'exact') return false;
  return rule === 'ascii' ? isAsciiLetter(code) : casedCodes().has(code);
}

function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function lowerOf(code: number, rule: CaseRule): number {
  if (rule === 'exact' || (rule === 'ascii' && !isAsciiLetter(code))) return code;
  return casedCodes().get(code)?.lower ?? code;
}

function upperOf(code: number): number {
  return casedCodes().get(code)?.upper ?? code;
}
