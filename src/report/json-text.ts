/** Everything beyond printable ASCII that a terminal, a page or an old JSON reader could obey, as `\uXXXX`. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A document as JSON, two blanks an indent, a newline at its end. Numbers have all their digits; what JSON has no
 * number for (nan, inf) is null. Lone surrogates and marks that turn text round are written as escapes: a JSON reader
 * gives the same text back.
 */
export function jsonText(document: object): string {
  const text = JSON.stringify(document, bigintsAsText, 2);
  return `${text.replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** A count beyond 2**53 has more digits than most readers keep of a number. */
function bigintsAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
