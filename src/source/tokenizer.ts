import { BLANKS, COMMENT, DECORATOR, KEYWORDS, NAME, NAMED_CHARACTER, NUMBER, STRING_START } from './lexicon.ts';
import type { Token, TokenKind } from './tokens.ts';

/**
 * Which part of an f-string the tokenizer is in: its text, the code between braces, or the format specification of such
 * code.
 *
 *     f'total {price * n:>{width}} EUR'
 *       text  |field    |spec        |text
 */
type Part = {
  readonly kind: 'text' | 'field' | 'spec';
  readonly quote: string;
  readonly isRaw: boolean;
  /** Brackets that are open in a field. */
  depth: number;
};

/**
 * The tokens of a file by line, as CPython 3.12 and later cut them (what is in the braces of an f-string is code). It
 * reads anything to its end: what is not Python gets no colour, and a string that is not closed ends with its line, or
 * with the file if it has three quotes.
 */
export function tokenizePython(text: string): readonly (readonly Token[])[] {
  return new Tokenizer(text).run();
}

/** Iterative: f-strings in f-strings are a stack of parts. */
class Tokenizer {
  private readonly text: string;
  private readonly lines: Token[][] = [[]];
  private readonly parts: Part[] = [];
  private at = 0;
  private lineStart = 0;
  /** Brackets that are open outside f-strings. */
  private brackets = 0;
  private isLogicalStart = true;
  private isAfterDef = false;

  constructor(text: string) {
    this.text = text;
  }

  run(): readonly (readonly Token[])[] {
    while (this.at < this.text.length) {
      const part = this.parts.at(-1);
      if (part === undefined || part.kind === 'field') this.readCode(part);
      else this.readText(part);
    }
    return this.lines;
  }

  private readCode(field: Part | undefined): void {
    if (this.readGap(field)) return;
    const isStart = this.isLogicalStart;
    this.isLogicalStart = false;
    if (isStart && this.add('decorator', DECORATOR)) return;
    if (this.readName()) return;
    this.isAfterDef = false;
    if (this.readString() || this.add('number', NUMBER)) return;
    this.readOperator(field);
  }

  /** Reads blanks, comments and line ends: what does not begin a logical line. */
  private readGap(field: Part | undefined): boolean {
    const character = this.text[this.at];
    if (character === '\n') {
      this.endLine(field);
      return true;
    }
    if (character === '\\' && this.text[this.at + 1] === '\n') {
      this.at++;
      this.newLine();
      return true;
    }
    return this.skip(BLANKS) || this.add('comment', COMMENT);
  }

  private endLine(field: Part | undefined): void {
    this.newLine();
    if (field === undefined) this.isLogicalStart = this.brackets === 0;
  }

  private newLine(): void {
    this.at++;
    this.lineStart = this.at;
    this.lines.push([]);
  }

  private readName(): boolean {
    const word = this.match(NAME)?.[0];
    if (word === undefined || this.isStringPrefix(word)) return false;
    const isDefinition = this.isAfterDef;
    this.isAfterDef = !isDefinition && (word === 'def' || word === 'class');
    if (isDefinition) this.push('definition', word.length);
    else if (KEYWORDS.has(word)) this.push('keyword', word.length);
    else this.at += word.length;
    return true;
  }

  private isStringPrefix(word: string): boolean {
    return word.length <= 3 && this.match(STRING_START)?.[1] === word;
  }

  private readString(): boolean {
    const found = this.match(STRING_START);
    if (found === null) return false;
    const [opening, prefix = '', quote = '"'] = found;
    if (/[ft]/i.test(prefix)) {
      this.push('string', opening.length);
      this.parts.push({ kind: 'text', quote, isRaw: /r/i.test(prefix), depth: 0 });
    } else this.push('string', this.endOfString(this.at + opening.length, quote) - this.at);
    return true;
  }

  /** The place after the closing quote, or where a string without one ends. */
  private endOfString(from: number, quote: string): number {
    const { text } = this;
    for (let end = from; end < text.length; end++) {
      if (text[end] === '\\') end++;
      else if (text.startsWith(quote, end)) return end + quote.length;
      else if (text[end] === '\n' && quote.length === 1) return end;
    }
    return text.length;
  }

  private readOperator(field: Part | undefined): void {
    const character = this.text[this.at] ?? '';
    this.at += (this.text.codePointAt(this.at) ?? 0) > 0xffff ? 2 : 1;
    const step = '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
    if (field === undefined) this.brackets = Math.max(0, this.brackets + step);
    else if (field.depth === 0 && character === '}') this.parts.pop();
    else if (field.depth === 0 && character === ':') this.parts.push({ ...field, kind: 'spec' });
    else field.depth += step;
  }

  /** The text or the format specification of an f-string, up to what ends it or to its next field. */
  private readText(part: Part): void {
    const { text } = this;
    for (let end = this.at; end < text.length; end++) {
      if (this.endsString(part, end)) return;
      const character = text[end];
      if (character === '\\') end = this.behindEscape(end, part.isRaw);
      else if (character === '{' && text[end + 1] === '{' && part.kind === 'text') end++;
      else if (character === '{' || (character === '}' && part.kind === 'spec')) {
        this.push('string', end - this.at);
        this.at++;
        this.turnAtBrace(character, part);
        return;
      }
    }
    this.push('string', text.length - this.at);
  }

  private endsString({ quote }: Part, end: number): boolean {
    const isClosed = this.text.startsWith(quote, end);
    if (!isClosed && !(this.text[end] === '\n' && quote.length === 1)) return false;
    this.push('string', end + (isClosed ? quote.length : 0) - this.at);
    while (this.parts.pop()?.kind !== 'text');
    return true;
  }

  /** The last character of an escape. A backslash escapes no brace, and in `\N{...}` the braces are part of it. */
  private behindEscape(at: number, isRaw: boolean): number {
    const name = isRaw ? null : this.match(NAMED_CHARACTER, at);
    if (name !== null) return at + name[0].length - 1;
    const next = this.text[at + 1];
    return next === '{' || next === '}' ? at : at + 1;
  }

  /** `{` begins a field; `}` ends a format specification and with it the field. */
  private turnAtBrace(brace: '{' | '}', { quote, isRaw }: Part): void {
    if (brace === '{') this.parts.push({ kind: 'field', quote, isRaw, depth: 0 });
    else this.parts.length -= 2;
  }

  private skip(pattern: RegExp): boolean {
    const found = this.match(pattern);
    if (found !== null) this.at += found[0].length;
    return found !== null;
  }

  private add(kind: TokenKind, pattern: RegExp): boolean {
    const found = this.match(pattern);
    if (found !== null) this.push(kind, found[0].length);
    return found !== null;
  }

  private match(pattern: RegExp, at: number = this.at): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text);
  }

  /** Adds a token from here on: one for each line that it reaches into. */
  private push(kind: TokenKind, length: number): void {
    const end = this.at + length;
    while (this.at < end) {
      const newline = this.text.indexOf('\n', this.at);
      const stop = newline < 0 ? end : Math.min(newline, end);
      if (stop > this.at)
        this.lines.at(-1)?.push({ kind, start: this.at - this.lineStart, end: stop - this.lineStart });
      this.at = stop;
      if (stop < end) this.newLine();
    }
  }
}
