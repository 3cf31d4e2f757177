import { escapeControls } from '../text/escape.ts';
import { codeText } from './markdown-text.ts';

/** A sentence with names in it: words as they are, names (anybody's text) as `code`. */
export type Phrase = readonly (string | { readonly code: string })[];

export function code(text: string): { readonly code: string } {
  return { code: text };
}

/** For a terminal or a log: names as they are, control characters made visible. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : escapeControls(part.code))).join('');
}

export function phraseMarkdown(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === 'string' ? part : codeText(part.code))).join('');
}

export function capitalized([first, ...rest]: Phrase): Phrase {
  if (typeof first !== 'string') return first === undefined ? [] : [first, ...rest];
  return [first.slice(0, 1).toUpperCase() + first.slice(1), ...rest];
}

/** `a, b and c`. */
export function listOf(phrases: readonly Phrase[]): Phrase {
  return phrases.flatMap((phrase, at) => {
    if (at === 0) return phrase;
    return [at === phrases.length - 1 ? ' and ' : ', ', ...phrase];
  });
}
