import { displayWidth, graphemes } from './display.ts';

/** A text in lines of at most `width` cells, broken between words; a word that is wider is broken where it must be. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => brokenWord(part, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || displayWidth(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** One pass over the characters: the name of a function may be of any length. */
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
