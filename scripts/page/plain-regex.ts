/**
 * What stands in a page for src/select/python-regex: the regular expressions that one types, a tenth of its size. All that they
 * take has the meaning that it has in Python; all else is refused. A group may be left out (`?`) and not repeated, so none
 * takes for ever.
 */
export function translatePythonRegex(
  pattern: string,
): { readonly ok: true; readonly regex: RegExp } | { readonly ok: false; readonly message: string } {
  const isCaseless = pattern.startsWith('(?i)');
  try {
    return { ok: true, regex: new RegExp(translate(isCaseless ? pattern.slice(4) : pattern, isCaseless), 'u') };
  } catch {
    return { ok: false, message: REFUSED };
  }
}

const REFUSED =
  'not a regular expression, or more of one than a page knows: . [] | ? * + {2,3} ^ $ \\b \\d \\s \\w and groups that are not repeated; the viewer knows all of Python';

const WORD = '\\p{L}\\p{N}_';

/** What Python means by each, in a class. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  s: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
  w: WORD,
};

/** Of letters without accents, what else is the same letter to Python. */
const SAME_LETTERS: Readonly<Record<string, string>> = { i: 'İı', k: '\u212a', s: 'ſ' };

const AT_PLACE: Readonly<Record<string, string>> = {
  '^': '^',
  $: '(?=\\n?$)',
  '\\b': `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`,
};

const TOKEN =
  /(\((?:\?:)?|\)(?:\?\??)?|\|)|([\^$]|\\b)|(?:\[((?:\\[^A-Za-z0-9]|\\[dsw]|[^\\[\]])+)\]|(\\[^A-Za-z0-9]|\\[dsw]|[^\\^$|?*+()[{]))((?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??)?/suy;

function translate(pattern: string, isCaseless: boolean): string {
  let regex = '';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < pattern.length) {
    const [, group, place, inside, single = '', times = ''] = TOKEN.exec(pattern) ?? refuse();
    if (group !== undefined) regex += group;
    else if (place !== undefined) regex += AT_PLACE[place];
    else if (inside !== undefined) regex += classOf(inside, isCaseless) + times;
    else regex += (single === '.' ? '[^\\n]' : `[${itemOf(single, single, isCaseless)}]`) + times;
  }
  return regex;
}

const ITEM = /(\\.|[^\\])(?:-(\\.|[^\\]))?/suy;

function classOf(inside: string, isCaseless: boolean): string {
  const isNegated = inside.startsWith('^');
  if (inside === '^' || /\\[dsw]-|-\\[dsw]/.test(inside)) refuse();
  let items = '';
  ITEM.lastIndex = isNegated ? 1 : 0;
  while (ITEM.lastIndex < inside.length) {
    const [, from = '', to = from] = ITEM.exec(inside) ?? refuse();
    items += itemOf(from, to, isCaseless);
  }
  return `[${isNegated ? '^' : ''}${items}]`;
}

/** A character or a range of them, or one of {@link CLASSES}. */
function itemOf(from: string, to: string, isCaseless: boolean): string {
  const known = from.length === 2 ? CLASSES[from.slice(1)] : undefined;
  if (known !== undefined) return known;
  const [low, high] = [codeOf(from), codeOf(to)];
  const range = `\\u{${low.toString(16)}}-\\u{${high.toString(16)}}`;
  if (!isCaseless) return range;
  if (high > 127) refuse();
  const letters = Array.from({ length: high - low + 1 }, (_, at) => String.fromCharCode(low + at).toLowerCase());
  const others = letters.filter((letter) => /[a-z]/.test(letter));
  return range + others.map((letter) => letter + letter.toUpperCase() + (SAME_LETTERS[letter] ?? '')).join('');
}

function codeOf(character: string): number {
  return character.replace(/^\\(?=.)/su, '').codePointAt(0) ?? 0;
}

function refuse(): never {
  throw new Error(REFUSED);
}
