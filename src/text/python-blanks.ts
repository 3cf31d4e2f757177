import { lazyRegExp } from './lazily.ts';

/**
 * The characters for which `str.isspace` is true. JavaScript's `\s` differs: it has U+FEFF, and lacks U+001C to U+001F
 * and U+0085.
 */
const BLANK = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

const outerBlanks = lazyRegExp(`^${BLANK}+|${BLANK}+$`, 'g');
const blanks = lazyRegExp(`${BLANK}+`, '');

/** `str.strip()`. */
export function stripBlanks(text: string): string {
  return text.replace(outerBlanks(), '');
}

/** `str.split()`. */
export function splitAtBlanks(text: string): readonly string[] {
  return text.split(blanks()).filter((word) => word !== '');
}
