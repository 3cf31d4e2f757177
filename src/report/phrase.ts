import { escapeControls } from '../text/escape.ts';
import { codeCell, codeText, htmlText, sentenceText } from './markdown-text.ts';

/**
 * A sentence with names in it: our own words as plain strings, names (which may hold anything) as `code`, emphasis as
 * `strong`, a sentence made elsewhere that may have names anywhere as `quoting`, and as `picture` marks that only
 * repeat for the eye what the words beside them say, and that are not read aloud.
 */
export type Phrase = readonly PhrasePart[];

type PhrasePart =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly quoting: string }
  | { readonly picture: string };

export function code(text: string): { readonly code: string } {
  return { code: text };
}

export function strong(text: string): { readonly strong: string } {
  return { strong: text };
}

export function quoting(text: string): { readonly quoting: string } {
  return { quoting: text };
}

export function picture(marks: string): { readonly picture: string } {
  return { picture: marks };
}

/** How each part of a phrase is written. */
type PhraseStyle = Readonly<Record<'words' | 'code' | 'strong' | 'quoting' | 'picture', (text: string) => string>>;

const same = (text: string): string => text;

const TEXT: PhraseStyle = { words: same, code: escapeControls, strong: same, quoting: escapeControls, picture: same };

const MARKDOWN: PhraseStyle = {
  words: same,
  code: codeText,
  strong: (text) => `**${text}**`,
  quoting: sentenceText,
  picture: same,
};

const CELL: PhraseStyle = { ...MARKDOWN, code: codeCell, quoting: codeCell };

const HTML: PhraseStyle = {
  words: htmlText,
  code: (text) => `<code>${htmlText(text)}</code>`,
  strong: (text) => `<strong>${htmlText(text)}</strong>`,
  quoting: htmlText,
  picture: (marks) => `<span class="marks" aria-hidden="true">${marks}</span>`,
};

function write(phrase: Phrase, style: PhraseStyle): string {
  return phrase
    .map((part) => {
      if (typeof part === 'string') return style.words(part);
      if ('code' in part) return style.code(part.code);
      if ('picture' in part) return style.picture(part.picture);
      return 'strong' in part ? style.strong(part.strong) : style.quoting(part.quoting);
    })
    .join('');
}

/** For a terminal or a log: names as they are, control characters made visible. */
export function phraseText(phrase: Phrase): string {
  return write(phrase, TEXT);
}

export function phraseMarkdown(phrase: Phrase): string {
  return write(phrase, MARKDOWN);
}

/** In a cell of a Markdown table. */
export function phraseCell(phrase: Phrase): string {
  return write(phrase, CELL);
}

export function phraseHtml(phrase: Phrase): string {
  return write(phrase, HTML);
}

export function capitalized([first, ...rest]: Phrase): Phrase {
  if (typeof first !== 'string') return first === undefined ? [] : [first, ...rest];
  return [first.slice(0, 1).toUpperCase() + first.slice(1), ...rest];
}

/** Names with commas between them. */
export function codes(names: readonly string[]): Phrase {
  return names.flatMap((name, at) => (at === 0 ? [code(name)] : [', ', code(name)]));
}

/** `a, b and c`. */
export function listOf(phrases: readonly Phrase[]): Phrase {
  return phrases.flatMap((phrase, at) => {
    if (at === 0) return phrase;
    return [at === phrases.length - 1 ? ' and ' : ', ', ...phrase];
  });
}
