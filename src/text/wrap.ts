import { displayWidth, graphemes } from './display.ts';

/** A text in lines of at most `width` cells, broken between words; a word that is wider is broken where it must be. */
export function wrapWords(text: string, width: number): readonly string[] {
  return joinWords(
    wordsOf(text).flatMap((word) => brokenWord(word, width)),
    width,
  );
}

/** {@link wrapWords} with every line after the first indented by two cells; none is wider than `width`. */
export function hangWords(text: string, width: number): readonly string[] {
  return wrapWords(text, width - 2).map((line, at) => (at === 0 ? line : `  ${line}`));
}

/** {@link wrapWords} for text that is not a screen: a wider word stays whole, so that a path can be clicked or copied. */
export function wrapWholeWords(text: string, width: number): readonly string[] {
  return joinWords(wordsOf(text), width);
}

/** A number and its unit are one word: no line begins with a unit. */
function wordsOf(text: string): readonly string[] {
  return text.split(/(?<!\d) | (?!(?:%|s|ms|[uµ]s|ns)(?![\p{L}\d]))/u);
}

function joinWords(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let cells = 0;
  for (const word of words) {
    const more = displayWidth(word);
    if (line !== '' && cells + 1 + more > width) {
      lines.push(line);
      line = '';
    }
    cells = line === '' ? more : cells + 1 + more;
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** In one pass over the characters: the name of a function may have any length. */
function brokenWord(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  let left = width;
  for (const character of graphemes(word)) {
    const cells = displayWidth(character);
    if (cells > left && part !== '') {
      parts.push(part);
      part = '';
      left = width;
    }
    part += character;
    left -= cells;
  }
  return [...parts, part];
}
