/**
 * CPython's marshal: the type codes (Python/marshal.c, versions 0 to 6) that can be in a file. The high bit of a code
 * says "remember this object": it takes the next index of the reference table.
 */

export const FLAG_REF = 0x80;

export const CODE = {
  null: 0x30, // '0': ends a dict
  none: 0x4e, // 'N'
  false: 0x46, // 'F'
  true: 0x54, // 'T'
  stopIteration: 0x53, // 'S'
  ellipsis: 0x2e, // '.'
  int32: 0x69, // 'i'
  int64: 0x49, // 'I': written by Python 2.7
  long: 0x6c, // 'l': digits of 15 bits
  floatText: 0x66, // 'f': versions 0 and 1
  float: 0x67, // 'g'
  complexText: 0x78, // 'x'
  complex: 0x79, // 'y'
  bytes: 0x73, // 's': bytes in Python 3, every str that is not interned in Python 2
  interned: 0x74, // 't': a str; in Python 2 it also enters the table of 'R'
  stringRef: 0x52, // 'R': Python 2 only
  unicode: 0x75, // 'u'
  ascii: 0x61, // 'a'
  asciiInterned: 0x41, // 'A'
  shortAscii: 0x7a, // 'z'
  shortAsciiInterned: 0x5a, // 'Z'
  tuple: 0x28, // '('
  smallTuple: 0x29, // ')'
  list: 0x5b, // '['
  dict: 0x7b, // '{'
  set: 0x3c, // '<'
  frozenset: 0x3e, // '>'
  slice: 0x3a, // ':': Python 3.14
  code: 0x63, // 'c'
  ref: 0x72, // 'r'
} as const;

/** What Python 3.15's `profiling.sampling` puts into its dumps beside the functions, in a tuple of its own. */
export const SAMPLED_MARKER = '__sampled__';

/** The largest size that a list, tuple, set or string may claim; above it CPython says "size out of range". */
export const MAX_SIZE = 0x7fffffff;

/** The longest string that V8 can hold, in characters; no name in a profile comes near it. */
export const LONGEST_STRING: number = 2 ** 29 - 24;

/** CPython's MAX_MARSHAL_STACK_DEPTH on Linux and macOS: 1,999 levels load, 2,000 do not. */
export const MAX_DEPTH = 2000;
