/** The kinds of tokens that a screen colours. Names, operators and blanks are none of these. */
export type TokenKind = 'keyword' | 'string' | 'comment' | 'number' | 'decorator' | 'definition';

/** A piece of one line: from `start` to before `end`, in UTF-16 units. A string over several lines is one in each. */
export type Token = { readonly kind: TokenKind; readonly start: number; readonly end: number };
