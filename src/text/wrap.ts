import { cutEnd, displayWidth, dropCells } from './display.ts';

/** A text in lines of at most `width` cells, broken between words; a word that is wider is broken where it must be. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => brokenWord(part, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function brokenWord(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  let rest = word;
  while (displayWidth(rest) > width) {
    const part = cutEnd(rest, width, '');
    if (part === '') break; // one character that is wider than the line
    parts.push(part);
    rest = dropCells(rest, displayWidth(part));
  }
  return [...parts, rest];
}
