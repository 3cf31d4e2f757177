import { lazily } from '../../text/lazily.ts';
import { type Category, FLAG, type Flags, hasFlag, type SetNode } from './ast.ts';
import { type CaseRule, type CodeItem, letterRanges, setRanges } from './case.ts';
import { codeSource, complementRanges, rangesSource } from './ranges.ts';

const ASCII_DIGIT = [{ low: 48, high: 57 }];
const ASCII_SPACE = [
  { low: 9, high: 13 },
  { low: 32, high: 32 },
];
const ASCII_WORD = [...ASCII_DIGIT, { low: 65, high: 90 }, { low: 95, high: 95 }, { low: 97, high: 122 }];

// str.isspace(): not U+FEFF, which JavaScript's \s has, but U+001C to U+001F and U+0085.
const SPACE = [
  { low: 0x09, high: 0x0d },
  { low: 0x1c, high: 0x20 },
  { low: 0x85, high: 0x85 },
  { low: 0xa0, high: 0xa0 },
  { low: 0x1680, high: 0x1680 },
  { low: 0x2000, high: 0x200a },
  { low: 0x2028, high: 0x2029 },
  { low: 0x202f, high: 0x202f },
  { low: 0x205f, high: 0x205f },
  { low: 0x3000, high: 0x3000 },
];

const asciiCategories = lazily(
  (): Record<Category, string> => ({
    digit: rangesSource(ASCII_DIGIT),
    'not-digit': rangesSource(complementRanges(ASCII_DIGIT)),
    space: rangesSource(ASCII_SPACE),
    'not-space': rangesSource(complementRanges(ASCII_SPACE)),
    word: rangesSource(ASCII_WORD),
    'not-word': rangesSource(complementRanges(ASCII_WORD)),
  }),
);

// Node's Unicode is newer than CPython 3.11's (14.0): letters added since then are \w only here.
const unicodeCategories = lazily(
  (): Record<Category, string> => ({
    digit: '\\p{Nd}',
    'not-digit': '\\P{Nd}',
    space: rangesSource(SPACE),
    'not-space': rangesSource(complementRanges(SPACE)),
    word: '\\p{L}\\p{N}_',
    // All that is neither \p{L} nor \p{N}: of the connectors, \p{Pc}, every one but `_`. The `u` flag has
    // no "and not" for this; the test tries every code point.
    'not-word':
      '\\p{M}\\p{S}\\p{Z}\\p{C}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}' +
      '\\u203f\\u2040\\u2054\\ufe33\\ufe34\\ufe4d-\\ufe4f\\uff3f',
  }),
);

export function literalSource(code: number, negated: boolean, flags: Flags): string {
  const ranges = letterRanges(code, caseRule(flags));
  const only = ranges[0];
  if (!negated && ranges.length === 1 && only?.low === only?.high) return codeSource(code);
  return classSource(rangesSource(ranges), negated);
}

export function setSource({ items, negated }: SetNode, flags: Flags): string {
  const codes = items.filter((item): item is CodeItem => item.kind !== 'category');
  const categories = items.flatMap((item) => (item.kind === 'category' ? categorySource(item.category, flags) : []));
  return classSource(rangesSource(setRanges(codes, caseRule(flags))) + categories.join(''), negated);
}

/** With (?i) CPython tests the lower case of a code; that is in the same category, for all codes. */
export function categorySource(category: Category, flags: Flags): string {
  return hasFlag(flags, FLAG.a) ? asciiCategories()[category] : unicodeCategories()[category];
}

function classSource(content: string, negated: boolean): string {
  return negated ? `[^${content}]` : `[${content}]`;
}

function caseRule(flags: Flags): CaseRule {
  if (!hasFlag(flags, FLAG.i)) return 'exact';
  return hasFlag(flags, FLAG.a) ? 'ascii' : 'unicode';
}
