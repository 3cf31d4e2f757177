import { UsageError } from '../errors.ts';
import { stripBlanks } from '../text/python-blanks.ts';
import { pythonFloatRepr, pythonStringRepr } from '../text/python-repr.ts';

/** One of pstats' restrictions: a number of rows, a share of them, or a pattern that names must contain. */
export type Restriction =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'fraction'; readonly value: number }
  | { readonly kind: 'regex'; readonly pattern: string };

const PYTHON_INT = /^[+-]?\d+(?:_\d+)*$/;
const PYTHON_FLOAT =
  /^[+-]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)$/i;

/**
 * A restriction as the pstats browser reads one word: `int()`, else `float()` (between 0 and 1), else a regex.
 *
 * @throws UsageError 'bad-restriction' for a float outside 0 to 1
 */
export function parseRestriction(word: string): Restriction {
  const literal = stripBlanks(word);
  const bare = literal.replaceAll('_', '');
  if (PYTHON_INT.test(literal)) return { kind: 'count', value: Number(bare) };
  if (!PYTHON_FLOAT.test(literal)) return { kind: 'regex', pattern: word };
  const value = /nan/i.test(bare) ? Number.NaN : /inf/i.test(bare) ? Number.POSITIVE_INFINITY : Number(bare);
  if (value > 1 || value < 0) throw new UsageError('bad-restriction', `the fraction ${word} is not between 0 and 1`);
  return { kind: 'fraction', value };
}

/** `repr` of the restriction, as pstats shows it: `<10>`, `<0.1>`, `<'method'>`. */
export function restrictionRepr(restriction: Restriction): string {
  switch (restriction.kind) {
    case 'count':
      return String(restriction.value);
    case 'fraction':
      return pythonFloatRepr(restriction.value);
    case 'regex':
      return pythonStringRepr(restriction.pattern);
  }
}
