import { translatePythonRegex } from './python-regex/translate.ts';

/** Which part of a function's key is looked at. `any`: the file or the function's name. */
export type FilterField = 'any' | 'file' | 'function';

/** One word of a filter. `folded`: as {@link foldText} leaves it. */
export type FilterTerm = {
  readonly field: FilterField;
  readonly isNegated: boolean;
  readonly test:
    | { readonly kind: 'text'; readonly folded: string }
    | { readonly kind: 'regex'; readonly regex: RegExp; readonly pattern: string };
};

/** What a function must match: all the terms. Without any, everything matches. */
export type NameFilter = readonly FilterTerm[];

export type ParsedFilter =
  | { readonly ok: true; readonly filter: NameFilter }
  | { readonly ok: false; readonly message: string };

/** The language, for the help. */
export const FILTER_SYNTAX: readonly { readonly text: string; readonly meaning: string }[] = [
  { text: 'two words', meaning: 'both are in the file or the function; upper and lower case are one' },
  { text: 'models.py:12', meaning: 'with a : or ( in it: is in file:line(function)' },
  { text: 'file:models', meaning: 'is in the file, with its directories' },
  { text: 'func:get', meaning: "is in the function's name" },
  { text: '-test', meaning: 'must not occur; the - may stand before any of these' },
  { text: '/^.*_id\\)$/', meaning: "Python's re.search on file:line(function)" },
  { text: 'func:/^get_/i', meaning: 'on the name alone; with i, upper and lower case are one' },
];

const TERM = /(-?)(file:|func:)?(?:\/((?:\\.|[^\\])*?)\/(i?)(?=\s|$)|(\S*))\s*/sy;

/**
 * Reads a filter as it is being typed: words with blanks between them, all of which must match (see
 * {@link FILTER_SYNTAX}). An unfinished word (`-`, `file:`) says nothing yet. What is not a filter, or not yet, has a
 * message for the user: a regex without its last `/`, or one that Python rejects.
 */
export function parseNameFilter(text: string): ParsedFilter {
  const filter: FilterTerm[] = [];
  const typed = text.trim();
  TERM.lastIndex = 0;
  while (TERM.lastIndex < typed.length) {
    const found = TERM.exec(typed);
    if (found === null) break; // never: each part of TERM may be empty
    const [, minus, prefix, pattern, flag, word = ''] = found;
    const place = { field: fieldOf(prefix), isNegated: minus === '-' };
    if (pattern === undefined) {
      if (word.startsWith('/') && place.field === 'any') return { ok: false, message: unclosed(word) };
      if (word !== '') filter.push({ ...place, test: { kind: 'text', folded: foldText(word) } });
      continue;
    }
    const translated = translatePythonRegex(flag === 'i' ? `(?i)${pattern}` : pattern);
    if (!translated.ok) return { ok: false, message: `/${pattern}/: ${translated.message}` };
    filter.push({ ...place, test: { kind: 'regex', regex: translated.regex, pattern } });
  }
  return { ok: true, filter };
}

function fieldOf(prefix: string | undefined): FilterField {
  if (prefix === undefined) return 'any';
  return prefix === 'file:' ? 'file' : 'function';
}

function unclosed(word: string): string {
  return `the regular expression ends with a /; a path is file:${word}`;
}

/** What is compared: lower case, with the brackets of built-ins as in the dump, `<len>` where pstats prints `{len}`. */
export function foldText(text: string): string {
  return text.toLowerCase().replaceAll('{', '<').replaceAll('}', '>');
}
