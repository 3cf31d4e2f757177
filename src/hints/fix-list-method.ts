import { dottedText } from '../source/dotted-text.ts';
import type { Expression, NodeOf } from '../source/syntax.ts';
import { errorsCaught } from './code/caught.ts';
import { freeName } from './code/free-name.ts';
import { loopThatBegins } from './code/loops/accumulation.ts';
import { type CodeNode, codeAt, type FrameCode } from './code/module-code.ts';
import { bindingsOf, calledName } from './code/names.ts';
import { sourceText } from './code/source-text.ts';
import { driftOf } from './code/steady/drift.ts';
import { asksForChanged, hasSteadyKey } from './code/steady/steady-key.ts';
import { hasNoHash } from './code/values/hash-of.ts';
import { importLine } from './code/values/made-at.ts';
import { dictOfItems } from './fix-dict-of-items.ts';
import { keptBeside } from './fix-kept-beside.ts';
import type { Fix } from './rule.ts';

/** What to do instead of the method that searches a list: `items.remove(item)`, `items.index(item)`, `items.count(item)`. */
export function fixOfMethod(
  {
    name,
    receiver,
    frame: listFrame,
  }: { readonly name: string; readonly receiver: Expression; readonly frame: FrameCode },
  item: Expression,
  code: CodeNode<NodeOf<'Call'>>,
): Fix {
  const { frame } = code;
  if (isExtreme(item, receiver, frame)) return HEAP;
  if (name !== 'remove' && hasNoHash(item, frame)) return NO_KEYS;
  const list = sourceText(receiver, listFrame);
  if (name === 'remove') return fixOfRemoval(receiver, listFrame, code);
  if (!isKeptAlong(receiver, code)) return fixOf(name, list, item, code);
  const isAwaited = name === 'index' && errorsCaught(code).size > 0;
  return {
    ...fixOfChanging(name, list),
    ...(listFrame === frame && !isAwaited ? keptAlong(name, receiver, item, code) : {}),
  };
}

/** `key=words.count` and `key=order.index` of `max`, `min` and sorts */
export function fixOfKey(key: NodeOf<'Attribute'>, code: CodeNode): Fix {
  const { frame } = code;
  const list = sourceText(key.value, frame);
  if (isKeptAlong(key.value, code)) return fixOfChanging(key.attr, list);
  const table = key.attr === 'count' ? `collections.Counter(${list})` : placesOf(list);
  return {
    text: `Make a table once, and ask that: ${table}.`,
    before: `key=${sourceText(key, frame)}`,
    after: `key=${table}.get`,
  };
}

const NO_KEYS: Fix = {
  text: 'Keep a dict by what tells its items apart (as a tuple where that is a list): they have no hash themselves.',
};

/** `loads.index(min(loads))`, and `left.remove(next_one)` after `next_one = min(left, key=rank)` of a rank that stays. */
function isExtreme(item: Expression, list: Expression, frame: FrameCode): boolean {
  const [only, ...others] = item.nodeType === 'Name' ? bindingsOf(item.id, frame) : [];
  const found = item.nodeType === 'Call' ? item : others.length === 0 ? only?.binding.value : null;
  if (found?.nodeType !== 'Call' || !EXTREMES.has(calledName(found, frame))) return false;
  const code = codeAt(found, frame);
  const isOfList = found.args.length === 1 && found.args.some((one) => dottedText(one) === dottedText(list));
  if (!(isOfList || item === found) || code === undefined) return false;
  const call = { ...code, node: found };
  return hasSteadyKey(call, frame) && !asksForChanged(call, frame);
}

const EXTREMES: ReadonlySet<string> = new Set(['min', 'max']);

const HEAP: Fix = { text: 'Keep a heap (heapq) of pairs: the value, and where it stands.' };

/** A table beside a list that only gets more: it gets what the list gets. */
function keptAlong(
  method: string,
  list: Expression,
  item: Expression,
  { node, frame }: CodeNode<NodeOf<'Call'>>,
): Pick<Fix, 'before' | 'after'> {
  const beside = keptBeside(list, method === 'count' ? COUNTS : PLACES, frame);
  if (beside === undefined) return {};
  const imported = method === 'count' ? importLine('collections', frame) : '';
  const asked = `${beside.kept}[${sourceText(item, frame)}]`;
  return { before: sourceText(node, frame), after: `${imported}${[...beside.lines, asked].join('\n')}` };
}

const COUNTS = {
  ending: '_counts',
  made: (list: string) => `collections.Counter(${list})`,
  empty: 'collections.Counter()',
  more: (kept: string, item: string) => `${kept}[${item}] += 1`,
};

const PLACES = {
  ending: '_places',
  made: placesOf,
  empty: '{}',
  more: (kept: string, item: string, list: string) => `${kept}.setdefault(${item}, len(${list}) - 1)`,
};

/** Whether the list may be another between two searches: a table that is made once would not know it. */
function isKeptAlong(list: Expression, code: CodeNode): boolean {
  const begunIn = loopThatBegins(dottedText(list), code);
  const loop = begunIn === undefined ? code.loops[0] : code.loops[code.loops.indexOf(begunIn) + 1];
  return driftOf(list, code, loop) !== 'none';
}

function fixOfChanging(method: string, list: string): Fix {
  const text =
    method === 'count'
      ? `Keep a collections.Counter beside ${list}: add one where ${list} gets an item, take one off where it loses one.`
      : `${list} changes between the searches: keep a dict of the places of its values, and change it wherever ${list} changes.`;
  return { text };
}

function fixOfRemoval(list: Expression, frame: FrameCode, code: CodeNode<NodeOf<'Call'>>): Fix {
  const name = sourceText(list, frame);
  const [item] = code.node.args;
  const snippets =
    frame !== code.frame || item === undefined || hasNoHash(item, frame) ? undefined : dictOfItems(list, code);
  if (snippets === undefined)
    return { text: `Make ${name} a set or a dict, or collect what is to be removed, and build the new list once.` };
  const text = `Keep its items as the keys of a dict, if they are hashable and no two are equal: of one that is not there it raises KeyError, not ValueError.`;
  return { text, ...snippets };
}

function fixOf(method: string, list: string, asked: Expression, code: CodeNode): Fix {
  const { node, frame } = code;
  const [item, before] = [asked, node].map((one) => sourceText(one, frame));
  const name = freeName(method === 'count' ? ['counts', 'how_many'] : ['positions', 'places'], frame);
  if (before === undefined || name === undefined) return fixOfChanging(method, list);
  if (method === 'count') {
    const text = 'Count all items once.';
    return {
      text,
      before,
      after: `${importLine('collections', frame)}${name} = collections.Counter(${list})  # once\n${name}[${item}]`,
    };
  }
  const caught = errorsCaught(code);
  if (caught.has('ValueError') && !caught.has('KeyError')) {
    return {
      text: `Note the places of ${list} once, in a dict: of what is not there it raises KeyError, not ValueError.`,
      before,
    };
  }
  const text = 'Note the places once, from the end: of equal items the first stays, as index finds it.';
  return { text, before, after: `${name} = ${placesOf(list)}  # once\n${name}[${item}]` };
}

function placesOf(list: string): string {
  return `{value: at for at, value in reversed(list(enumerate(${list})))}`;
}
