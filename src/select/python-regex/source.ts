/**
 * `invalid`: CPython 3.11's re.compile raises.
 * `unsupported`: valid there, but we cannot say the same in JavaScript.
 */
export type PythonRegexProblem = 'invalid' | 'unsupported';

/** Why a pattern cannot be used; never leaves translatePythonRegex. */
export class PatternError extends Error {
  readonly problem: PythonRegexProblem;
  constructor(problem: PythonRegexProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

export const unsupported = (construct: string): PatternError =>
  new PatternError('unsupported', `${construct} is not supported`);

/** CPython counts code points, so `position` and every length here do too. */
export const countCodePoints = (text: string): number => Array.from(text).length;

/**
 * The pattern as CPython's re._parser.Tokenizer reads it: a token is one code point, or a backslash
 * with the code point after it. One token is always read ahead, so a pattern that ends in a single
 * backslash fails as early as it does in CPython.
 */
export class PatternSource {
  next: string | undefined;
  readonly #chars: readonly string[];
  #index = 0;

  constructor(pattern: string) {
    this.#chars = Array.from(pattern);
    this.#advance();
  }

  /** The position of the token `next`. */
  tell(): number {
    return this.#index - countCodePoints(this.next ?? '');
  }

  seek(position: number): void {
    this.#index = position;
    this.#advance();
  }

  take(): string | undefined {
    const token = this.next;
    this.#advance();
    return token;
  }

  takeOr(message: string): string {
    const token = this.take();
    if (token === undefined) throw this.error(message);
    return token;
  }

  match(token: string): boolean {
    if (this.next !== token) return false;
    this.#advance();
    return true;
  }

  /** Takes at most `limit` tokens that fit `allowed`, a pattern for one character. */
  takeWhile(limit: number, allowed: RegExp): string {
    let taken = '';
    for (let i = 0; i < limit && this.next !== undefined && allowed.test(this.next); i++) taken += this.take();
    return taken;
  }

  takeUntil(terminator: string, name: string): string {
    let taken = '';
    for (;;) {
      const token = this.take();
      if (token === undefined && taken === '') throw this.error(`missing ${name}`);
      if (token === undefined) throw this.error(`missing ${terminator}, unterminated name`, countCodePoints(taken));
      if (token === terminator && taken === '') throw this.error(`missing ${name}`, 1);
      if (token === terminator) return taken;
      taken += token;
    }
  }

  /** The error CPython raises `back` code points before the next token. */
  error(message: string, back = 0): PatternError {
    return this.errorAt(message, this.tell() - back);
  }

  errorAt(message: string, position: number): PatternError {
    const before = this.#chars.slice(0, position);
    const line = before.filter((char) => char === '\n').length + 1;
    const column = position - before.lastIndexOf('\n');
    const lineAndColumn = this.#chars.includes('\n') ? ` (line ${line}, column ${column})` : '';
    return new PatternError('invalid', `${message} at position ${position}${lineAndColumn}`);
  }

  /** For the few errors that CPython raises without a position. */
  plainError(message: string): PatternError {
    return new PatternError('invalid', message);
  }

  #advance(): void {
    const char = this.#chars[this.#index++];
    this.next = char;
    if (char === undefined) this.#index = this.#chars.length; // stay at the end, however often we are asked
    if (char !== '\\') return;
    const escaped = this.#chars[this.#index++];
    if (escaped === undefined) {
      throw this.errorAt('bad escape (end of pattern)', this.#chars.length - 1);
    }
    this.next = char + escaped;
  }
}
