import { encodePieces } from '../text/chunks.ts';
import { UNSHOWN } from '../text/escape.ts';
import { lazyRegExp } from '../text/lazily.ts';

/** What JSON can say. */
export type PlainJson = string | number | boolean | null | readonly PlainJson[] | { readonly [key: string]: PlainJson };

/** A document, in which lists may be made while they are written. */
export type JsonValue = PlainJson | JsonRows | JsonItems | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A list whose items are made one by one: a million functions as objects would take more room than the profile. */
export class JsonRows {
  readonly items: Iterable<JsonValue>;

  constructor(items: Iterable<JsonValue>) {
    this.items = items;
  }
}

/**
 * A list whose items are JSON already, in UTF-8 and with all that stands between them: `JSON.stringify` takes three times as
 * long for a million functions. `margin`: the end of a line and the indent of what is in an item.
 */
export class JsonItems {
  readonly chunks: (margin: string) => Iterable<Uint8Array>;

  constructor(chunks: (margin: string) => Iterable<Uint8Array>) {
    this.chunks = chunks;
  }
}

/** Most texts have nothing that JSON or a reader of it could take for anything else: they need not be looked at closer. */
const plainText = /^[ !#-[\]-~]*$/;
const beyondAscii = /[^\n -~]/;

/** Everything beyond ASCII that a terminal, a page or an old JSON reader could obey; JSON itself writes all below so. */
const obeyed = lazyRegExp(`(?![\\0-\\x1f])[${UNSHOWN}]`, 'gu');

/**
 * A document as JSON, two blanks an indent, a newline at its end. Numbers have all their digits; what JSON has no
 * number for (nan, inf) is null. Lone surrogates and marks that turn text round are written as escapes: a JSON reader
 * gives the same text back.
 */
export function jsonText(document: object): string {
  return `${escapeObeyed(JSON.stringify(document, bigintsAsText, 2))}\n`;
}

/** A count beyond 2**53 has more digits than most readers keep of a number. */
function bigintsAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/** The same text as {@link jsonText}, in chunks of bounded size: the text of a million functions is too long for one string. */
export function jsonChunks(document: JsonValue): Generator<Uint8Array> {
  return encodePieces(withNewline(piecesOf(document, 0)));
}

/** Text, or what is in UTF-8 already. */
type Piece = string | Uint8Array;

function* withNewline(pieces: Iterable<Piece>): Generator<Piece> {
  yield* pieces;
  yield '\n';
}

/** `depth`: in how many lists and objects the value stands. */
function* piecesOf(value: JsonValue, depth: number): Generator<Piece> {
  if (value instanceof JsonRows) yield* rowPieces(value.items, depth);
  else if (value instanceof JsonItems) yield* itemPieces(value, depth);
  else if (!hasRows(value)) yield plainJson(value, depth);
  else if (Array.isArray(value)) yield* memberPieces('[', membersOf(value), ']', depth);
  else yield* memberPieces('{', membersOf(value), '}', depth);
}

/** In as many lists the value has the indent that it needs; writing the margins afterwards takes a third of the time. */
function plainJson(value: PlainJson, depth: number): string {
  let nested = value;
  let before = 0;
  for (let level = 1; level <= depth; level++) {
    nested = [nested];
    before += '[\n'.length + 2 * level;
  }
  return escapeObeyed(JSON.stringify(nested, null, 2).slice(before, before === 0 ? undefined : 2 * depth - before));
}

/** As many rows are written at once: one by one takes twice the time. */
const ROWS_AT_ONCE = 256;

function* rowPieces(rows: Iterable<JsonValue>, depth: number): Generator<Piece> {
  let separator = '[';
  for (const group of rowGroups(rows)) {
    if (hasRows(group)) {
      yield separator + marginOf(depth + 1);
      yield* piecesOf(group, depth + 1);
    } else {
      yield separator + withoutBrackets(group, depth);
    }
    separator = ',';
  }
  yield separator === '[' ? '[]' : `${marginOf(depth)}]`;
}

/** Rows to be written at once, and those with rows in them, which are written by themselves. */
function* rowGroups(rows: Iterable<JsonValue>): Generator<readonly PlainJson[] | NestedJson> {
  let pending: PlainJson[] = [];
  for (const row of rows) {
    const isNested = hasRows(row);
    if (!isNested) pending.push(row);
    if (pending.length > 0 && (isNested || pending.length === ROWS_AT_ONCE)) {
      yield pending;
      pending = [];
    }
    if (isNested) yield row;
  }
  if (pending.length > 0) yield pending;
}

function* itemPieces({ chunks }: JsonItems, depth: number): Generator<Piece> {
  let isEmpty = true;
  for (const chunk of chunks(marginOf(depth + 2))) {
    if (isEmpty) yield `[${marginOf(depth + 1)}`;
    yield chunk;
    isEmpty = false;
  }
  yield isEmpty ? '[]' : `${marginOf(depth)}]`;
}

function withoutBrackets(rows: readonly PlainJson[], depth: number): string {
  return plainJson(rows, depth).slice('['.length, -`${marginOf(depth)}]`.length);
}

function marginOf(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}

/** A list or an object with rows somewhere in it; `before`: the key of a member. */
function* memberPieces(open: string, members: readonly Member[], close: string, depth: number): Generator<Piece> {
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

type NestedJson = Exclude<JsonValue, PlainJson>;

function hasRows(value: JsonValue): value is NestedJson {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof JsonRows || value instanceof JsonItems || Object.values(value).some(hasRows);
}

/** A text as it stands in JSON. */
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
