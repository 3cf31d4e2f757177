const ESCAPE = 0x1b;
const LEFT_BRACKET = 0x5b;
const LETTER_M = 0x6d;
const SOFT_HYPHEN = 0xad;

/**
 * How many cells a text of printable ASCII, Latin letters, punctuation, arrows, lines, blocks and triangles takes, with
 * or without colours (`CSI ... m`); -1 for any other text, which needs a closer look.
 *
 * The viewer's own glyphs are of this kind, and so is nearly every name. The closer look segments graphemes and
 * compiles regexes of all emoji: 75 ms at the first call.
 */
export function quickWidth(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isOneCell(code)) {
      width++;
      continue;
    }
    const end = code === ESCAPE ? endOfColour(text, at) : -1;
    if (end < 0) return -1;
    at = end;
  }
  return width;
}

/** Characters of one cell that no neighbour changes; beyond ASCII only blocks in which this holds for all. */
function isOneCell(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  if (code < 0x300) return code >= 0xa1 && code !== SOFT_HYPHEN;
  if (code < 0x2028) return code >= 0x2010;
  return (code >= 0x2190 && code < 0x2200) || (code >= 0x2500 && code < 0x25fd);
}

/** Where the `m` is that ends `ESC [ 3 6 ; 1 m`; -1 for any other sequence. */
function endOfColour(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== LEFT_BRACKET) return -1;
  for (let at = start + 2; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LETTER_M) return at;
    const isParameter = (code >= 0x30 && code <= 0x39) || code === 0x3b;
    if (!isParameter) return -1;
  }
  return -1;
}
