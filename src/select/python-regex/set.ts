import { literalNode, type PatternNode, type SetItem, setOf } from './ast.ts';
import { readSetEscape } from './escape.ts';
import { countCodePoints } from './source.ts';
import type { ParserState } from './state.ts';

/** Reads `[...]`, the opening bracket already taken. */
export function readSet(state: ParserState): PatternNode {
  const start = state.source.tell() - 1;
  const negated = state.source.match('^');
  const items: SetItem[] = [];
  for (;;) {
    const token = takeFromSet(state, start);
    if (token === ']' && items.length > 0) break; // in `[]a]` and `[^]a]` the first `]` is a letter
    const item = readItem(state, token);
    if (!state.source.match('-')) {
      items.push(item);
      continue;
    }
    const end = takeFromSet(state, start);
    if (end === ']') {
      items.push(item, { kind: 'literal', code: '-'.charCodeAt(0) });
      break;
    }
    items.push(rangeOf(state, token, item, end));
  }
  return setNode(items, negated);
}

function takeFromSet({ source }: ParserState, start: number): string {
  const token = source.take();
  if (token === undefined) throw source.errorAt('unterminated character set', start);
  return token;
}

function readItem(state: ParserState, token: string): SetItem {
  if (token.startsWith('\\')) return readSetEscape(state, token);
  return { kind: 'literal', code: token.codePointAt(0)! };
}

function rangeOf(state: ParserState, from: string, low: SetItem, to: string): SetItem {
  const high = readItem(state, to);
  if (low.kind === 'literal' && high.kind === 'literal' && !(high.code < low.code)) {
    return { kind: 'range', low: low.code, high: high.code };
  }
  throw state.source.error(`bad character range ${from}-${to}`, countCodePoints(from) + 1 + countCodePoints(to));
}

/** CPython turns a set of one letter into that letter; with (?i) that is not always the same. */
function setNode(all: readonly SetItem[], negated: boolean): PatternNode {
  const items = uniqueItems(all);
  const only = items[0];
  if (items.length === 1 && only?.kind === 'literal') return literalNode(only.code, negated);
  return setOf(items, negated);
}

export function uniqueItems(items: readonly SetItem[]): SetItem[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
