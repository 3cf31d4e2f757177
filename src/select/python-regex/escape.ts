import { type Anchor, type Category, literalNode, type PatternNode, type SetItem, setOf } from './ast.ts';
import { countCodePoints, type PatternSource } from './source.ts';
import type { ParserState } from './state.ts';

const CONTROL_CODES = new Map([
  ['\\a', 7],
  ['\\b', 8],
  ['\\f', 12],
  ['\\n', 10],
  ['\\r', 13],
  ['\\t', 9],
  ['\\v', 11],
  ['\\\\', 92],
]);

const CATEGORIES = new Map<string, Category>([
  ['\\d', 'digit'],
  ['\\D', 'not-digit'],
  ['\\s', 'space'],
  ['\\S', 'not-space'],
  ['\\w', 'word'],
  ['\\W', 'not-word'],
]);

const ANCHORS = new Map<string, Anchor>([
  ['\\A', 'string-start'],
  ['\\b', 'boundary'],
  ['\\B', 'not-boundary'],
  ['\\Z', 'string-end'],
]);

const HEX_DIGITS = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

const DIGIT = /^[0-9]$/;
const OCTAL_DIGIT = /^[0-7]$/;
const THREE_OCTAL_DIGITS = /^[0-7]{3}$/;
const HEX_DIGIT = /^[0-9a-fA-F]$/;
const ASCII_LETTER = /^[a-zA-Z]$/;

// We have no table of names. NaN is not equal to, below or above any code, so no later check can
// trip over it; the pattern as a whole is refused in the end.
const UNKNOWN_CODE = Number.NaN;

/** An escape outside a set; `written` is the backslash and the code point after it. */
export function readEscape(state: ParserState, written: string): PatternNode {
  const anchor = ANCHORS.get(written);
  if (anchor !== undefined) return { kind: 'anchor', at: anchor };
  const category = CATEGORIES.get(written);
  if (category !== undefined) return setOf([{ kind: 'category', category }]);
  if (/^\\[1-9]/.test(written)) return readReferenceOrOctal(state, written);
  return literalNode(readCode(state, written, false));
}

/** An escape inside `[...]`: no anchors and no references; `\b` is a backspace. */
export function readSetEscape(state: ParserState, written: string): SetItem {
  const category = CATEGORIES.get(written);
  if (category !== undefined) return { kind: 'category', category };
  return { kind: 'literal', code: readCode(state, written, true) };
}

function readCode(state: ParserState, written: string, inSet: boolean): number {
  const control = CONTROL_CODES.get(written);
  if (control !== undefined) return control;
  const letter = written.slice(1);
  const hexDigits = HEX_DIGITS.get(letter);
  if (hexDigits !== undefined) return readHexCode(state.source, written, hexDigits);
  if (letter === 'N') return readNamedCode(state);
  if (letter === '0' || (inSet && OCTAL_DIGIT.test(letter))) return readOctalCode(state.source, written);
  if (DIGIT.test(letter) || ASCII_LETTER.test(letter)) throw badEscape(state.source, written);
  return letter.codePointAt(0)!;
}

function readHexCode(source: PatternSource, start: string, digits: number): number {
  const written = start + source.takeWhile(digits, HEX_DIGIT);
  if (written.length !== 2 + digits) throw source.error(`incomplete escape ${written}`, written.length);
  const code = Number.parseInt(written.slice(2), 16);
  if (code > 0x10ffff) throw badEscape(source, written);
  return code;
}

function readNamedCode(state: ParserState): number {
  if (!state.source.match('{')) throw state.source.error('missing {');
  state.source.takeUntil('}', 'character name');
  state.unsupportedConstruct ??= 'named character \\N{...}';
  return UNKNOWN_CODE;
}

function readOctalCode(source: PatternSource, start: string): number {
  return octalCode(source, start + source.takeWhile(2, OCTAL_DIGIT));
}

function octalCode(source: PatternSource, written: string): number {
  const code = Number.parseInt(written.slice(1), 8);
  if (code <= 0o377) return code;
  throw source.error(`octal escape value ${written} outside of range 0-0o377`, written.length);
}

/** `\1` to `\99` are references; three octal digits, `\141`, are a character. */
function readReferenceOrOctal(state: ParserState, start: string): PatternNode {
  const { source } = state;
  let written = start + source.takeWhile(1, DIGIT);
  if (THREE_OCTAL_DIGITS.test(written.slice(1) + source.next)) {
    written += source.take();
    return literalNode(octalCode(source, written));
  }
  const group = Number(written.slice(1));
  if (group >= state.groupWidths.length) {
    throw source.error(`invalid group reference ${group}`, written.length - 1);
  }
  if (!state.isClosed(group)) throw source.error('cannot refer to an open group', written.length);
  state.checkLookbehindGroup(group);
  return { kind: 'reference', group };
}

function badEscape(source: PatternSource, written: string) {
  return source.error(`bad escape ${written}`, countCodePoints(written));
}
