import { joinPieces } from '../text/chunks.ts';
import { UNSHOWN } from '../text/escape.ts';
import { lazyRegExp } from '../text/lazily.ts';

/** A value of JSON. */
export type PlainJson = string | number | boolean | null | readonly PlainJson[] | { readonly [key: string]: PlainJson };

/** A document, in which lists may be made while they are written. */
export type JsonValue = PlainJson | JsonRows | JsonTexts | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A list whose items are made one by one: a million functions as objects would take more room than the profile. */
export class JsonRows {
  readonly items: Iterable<PlainJson>;

  constructor(items: Iterable<PlainJson>) {
    this.items = items;
  }
}

/**
 * A list whose items are JSON already: `JSON.stringify` takes three times as long for a million functions. `margin`: a
 * line end and the indent of an item's content.
 */
export class JsonTexts {
  readonly items: (margin: string) => Iterable<string>;

  constructor(items: (margin: string) => Iterable<string>) {
    this.items = items;
  }
}

/** Most texts have nothing that needs an escape: they need no closer look. */
const plainText = /^[ !#-[\]-~]*$/;
const beyondAscii = /[^\n -~]/;

/**
 * Characters that a terminal, a page or an old JSON reader could obey, but for C0 controls, which JSON escapes anyway.
 */
const obeyed = lazyRegExp(`(?![\\0-\\x1f])[${UNSHOWN}]`, 'gu');

/**
 * A document as JSON, indented by two blanks, with a newline at its end. Numbers have all their digits; what JSON has
 * no number for (nan, inf) is null. Lone surrogates and characters that are not seen are written as escapes: a JSON
 * reader gives the same text back.
 */
export function jsonText(document: object): string {
  return `${escapeObeyed(JSON.stringify(document, bigintsAsText, 2))}\n`;
}

/** A count beyond 2**53 has more digits than most JSON readers keep. */
function bigintsAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/**
 * The same text as {@link jsonText}, in chunks of bounded size: the text of a million functions does not fit into one
 * string.
 */
export function* jsonChunks(document: JsonValue): Generator<string> {
  yield* joinPieces(withNewline(piecesOf(document, 0)));
}

function* withNewline(pieces: Iterable<string>): Generator<string> {
  yield* pieces;
  yield '\n';
}

/** `depth`: how many lists and objects are around the value. */
function* piecesOf(value: JsonValue, depth: number): Generator<string> {
  if (value instanceof JsonRows) yield* rowPieces(value.items, depth);
  else if (value instanceof JsonTexts) yield* textPieces(value, depth);
  else if (!hasRows(value)) yield plainJson(value, depth);
  else if (Array.isArray(value)) yield* memberPieces('[', membersOf(value), ']', depth);
  else yield* memberPieces('{', membersOf(value), '}', depth);
}

/**
 * Wrapped in `depth` lists the value gets its indent from `JSON.stringify`: a third of the time of adding margins
 * afterwards.
 */
function plainJson(value: PlainJson, depth: number): string {
  let nested = value;
  let before = 0;
  for (let level = 1; level <= depth; level++) {
    nested = [nested];
    before += '[\n'.length + 2 * level;
  }
  return escapeObeyed(JSON.stringify(nested, null, 2).slice(before, before === 0 ? undefined : 2 * depth - before));
}

/** This many rows are written at once: one by one takes twice the time. */
const ROWS_AT_ONCE = 256;

function* rowPieces(rows: Iterable<PlainJson>, depth: number): Generator<string> {
  let separator = '[';
  let pending: PlainJson[] = [];
  for (const row of rows) {
    pending.push(row);
    if (pending.length < ROWS_AT_ONCE) continue;
    yield separator + withoutBrackets(pending, depth);
    separator = ',';
    pending = [];
  }
  if (pending.length > 0) yield `${separator}${withoutBrackets(pending, depth)}${marginOf(depth)}]`;
  else yield separator === '[' ? '[]' : `${marginOf(depth)}]`;
}

function* textPieces({ items }: JsonTexts, depth: number): Generator<string> {
  const margin = marginOf(depth + 1);
  let separator = '[';
  for (const item of items(marginOf(depth + 2))) {
    yield separator + margin + item;
    separator = ',';
  }
  yield separator === '[' ? '[]' : `${marginOf(depth)}]`;
}

function withoutBrackets(rows: readonly PlainJson[], depth: number): string {
  return plainJson(rows, depth).slice('['.length, -`${marginOf(depth)}]`.length);
}

function marginOf(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

/** A list or an object with rows somewhere in it; `before`: the key of a member. */
function* memberPieces(open: string, members: readonly Member[], close: string, depth: number): Generator<string> {
  let separator = open;
  for (const { before, value } of members) {
    yield separator + marginOf(depth + 1) + before;
    yield* piecesOf(value, depth + 1);
    separator = ',';
  }
  yield marginOf(depth) + close;
}

type Member = { readonly before: string; readonly value: JsonValue };

function membersOf(value: object): readonly Member[] {
  const hasKeys = !Array.isArray(value);
  return Object.entries(value).map(([key, item]) => ({
    before: hasKeys ? `${textJson(key)}: ` : '',
    value: item,
  }));
}

function hasRows(value: JsonValue): value is Exclude<JsonValue, PlainJson> {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof JsonRows || value instanceof JsonTexts || Object.values(value).some(hasRows);
}

/** A text as a JSON string. */
export function textJson(text: string): string {
  return plainText.test(text) ? `"${text}"` : escapeObeyed(JSON.stringify(text));
}

export function escapeObeyed(text: string): string {
  if (!beyondAscii.test(text)) return text;
  return text.replace(obeyed(), (character) => character.split('').map(unitEscape).join(''));
}

function unitEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
