/** The words that `keyword.iskeyword` of Python 3.13 knows. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
);

/** All of these match at `lastIndex` or not at all. */
export const BLANKS: RegExp = /[ \t\f\r]+/y;

export const COMMENT: RegExp = /#[^\n]*/y;

export const NAME: RegExp = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;

export const STRING_START: RegExp = /([bBfFrRtTuU]{0,3})("""|'''|"|')/y;

/** Also Python 2's `10L` and `0777`. */
export const NUMBER: RegExp =
  /(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?)[lL]?/y;

/** At the start of a line; elsewhere `@` multiplies matrices. */
export const DECORATOR: RegExp =
  /@(?:[ \t]*[\p{ID_Start}_][\p{ID_Continue}]*(?:[ \t]*\.[ \t]*[\p{ID_Start}_][\p{ID_Continue}]*)*)?/uy;

/** `\N{BULLET}` in a string: braces that hold no code. */
export const NAMED_CHARACTER: RegExp = /\\N\{[^{}\n]*\}/y;
