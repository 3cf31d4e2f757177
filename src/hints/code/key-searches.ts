import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { isSameInEveryCall, namesBoundBy } from './invariance.ts';
import { type CodeNode, codeAt, type FrameCode, type LoopNode, nodesOf } from './module-code.ts';
import { calledName, methodCalled } from './names.ts';
import { isSameList } from './same-list.ts';
import { attributesSetLater } from './set-later.ts';
import { lengthOf } from './static-length.ts';

/** A loop over items that ends at the first whose key is the one that is looked for. */
export type KeySearch = {
  /** The comparison. */
  readonly code: CodeNode;
  /** What is searched, and the key of an item as the source writes it. */
  readonly items: Expression;
  readonly key: Expression;
  readonly wanted: Expression;
  /** The built-in function that pulls the items: its calls are those of the search. */
  readonly by: 'loop' | 'next' | 'any' | 'list';
};

/** `for item in items: if item.key == key: return item`, and the same with `next`, `any` and `[...][0]`. */
export function keySearches(frame: FrameCode): readonly KeySearch[] {
  return [
    ...nodesOf(frame, 'For').flatMap((loop) => inLoop(loop, frame) ?? []),
    ...nodesOf(frame, 'Call').flatMap((call) => inGenerator(call, frame) ?? []),
    ...nodesOf(frame, 'Subscript').flatMap((item) => inList(item, frame) ?? []),
  ];
}

function inLoop(loop: CodeNode<NodeOf<'For'>>, frame: FrameCode): KeySearch | undefined {
  const { body, orelse, iter } = loop.node;
  const [first, ...rest] = body;
  if (first?.nodeType !== 'If' || first.orelse.length > 0) return undefined;
  const isFound = rest.length === 0 && leaves(first.body.at(-1));
  const isPassed = first.body.length === 1 && first.body[0]?.nodeType === 'Continue' && leaves(rest.at(-1));
  if (!isFound && !isPassed) return undefined;
  if (orelse.some((node) => node.nodeType === 'For')) return undefined;
  return searchOf(first.test, isFound ? 'Eq' : 'NotEq', loop.node, iter, loop, 'loop', frame);
}

function leaves(last: SyntaxNode | undefined): boolean {
  return last?.nodeType === 'Return' || last?.nodeType === 'Break';
}

/** `next(item for item in items if item.key == key)`, `any(item.key == key for item in items)` */
function inGenerator(call: CodeNode<NodeOf<'Call'>>, frame: FrameCode): KeySearch | undefined {
  const [items] = call.node.args;
  if (items?.nodeType !== 'GeneratorExp') return undefined;
  const name = calledName(call.node, frame);
  const [clause, ...others] = items.generators;
  if (clause === undefined || others.length > 0) return undefined;
  if (name === 'any' && clause.ifs.length === 0) {
    return searchOf(items.elt, 'Eq', items, clause.iter, call, 'any', frame);
  }
  const [test, ...more] = clause.ifs;
  if (name !== 'next' || test === undefined || more.length > 0) return undefined;
  return searchOf(test, 'Eq', items, clause.iter, call, 'next', frame);
}

/** `[item for item in items if item.key == key][0]` */
function inList(item: CodeNode<NodeOf<'Subscript'>>, frame: FrameCode): KeySearch | undefined {
  const { value, slice } = item.node;
  if (value.nodeType !== 'ListComp' || slice.nodeType !== 'Constant' || slice.value !== 0) return undefined;
  const [clause, ...others] = value.generators;
  const [test, ...more] = clause?.ifs ?? [];
  if (clause === undefined || test === undefined || others.length + more.length > 0) return undefined;
  return searchOf(test, 'Eq', value, clause.iter, item, 'list', frame);
}

function searchOf(
  test: Expression,
  op: 'Eq' | 'NotEq',
  loop: LoopNode,
  iter: Expression,
  around: CodeNode,
  by: KeySearch['by'],
  frame: FrameCode,
): KeySearch | undefined {
  const items = searched(iter, frame);
  const names = namesBoundBy(loop);
  const tests = test.nodeType === 'BoolOp' && test.op.nodeType === 'And' && op === 'Eq' ? test.values : [test];
  const pairs = tests.map((one) => keyOf(one, op, names, frame));
  const [pair] = pairs;
  const code = codeAt(test, frame);
  if (code === undefined || pair === undefined || pairs.includes(undefined)) return undefined;
  const isFew = (lengthOf(items, frame) ?? MANY) < MANY;
  return isFew || !isLasting(items, around, frame) ? undefined : { code, items, ...pair, by };
}

const MANY = 30;

function isLasting(items: Expression, around: CodeNode, frame: FrameCode): boolean {
  const isPlace = [...walkSyntax(items)].every(({ nodeType }) => nodeType !== 'Subscript');
  return isPlace && (isSameList(items, around, frame) || isSameInEveryCall(items, frame));
}

const WRAPPERS: ReadonlySet<string> = new Set(['enumerate', 'reversed', 'list', 'iter', '.values', '.items']);

/** `self.rows` of `enumerate(self.rows)` and `self.rows.values()` */
function searched(iter: Expression, frame: FrameCode): Expression {
  let at = iter;
  while (at.nodeType === 'Call' && WRAPPERS.has(calledName(at, frame))) {
    const inner = at.args[0] ?? (at.func.nodeType === 'Attribute' ? at.func.value : undefined);
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

type Pair = { readonly key: Expression; readonly wanted: Expression };

/** `item.key == wanted`, either way round: the key belongs to the item alone, and what is wanted is another each time. */
function keyOf(test: Expression, op: string, names: ReadonlySet<string>, frame: FrameCode): Pair | undefined {
  if (test.nodeType !== 'Compare' || test.ops[0]?.nodeType !== op) return undefined;
  const [right, ...others] = test.comparators;
  if (right === undefined || others.length > 0) return undefined;
  const [key, wanted] = mentions(test.left, names) ? [test.left, right] : [right, test.left];
  if (!isKey(key, names, frame) || mentions(wanted, names) || isSameInEveryCall(wanted, frame)) return undefined;
  return { key, wanted };
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  return [...walkSyntax(expression)].some((node) => node.nodeType === 'Name' && names.has(node.id));
}

const TEXT_METHODS: ReadonlySet<string> = new Set('lower upper strip casefold lstrip rstrip get'.split(' '));

/** What belongs to an item and stays: `item.name`, `item['name']`, `row[0]`, `item.name.lower()`. */
function isKey(key: Expression, names: ReadonlySet<string>, frame: FrameCode): boolean {
  let at = key;
  for (;;) {
    if (at.nodeType === 'Name') return names.has(at.id);
    if (at.nodeType === 'Call') {
      const method = methodCalled(at, frame);
      if (method === undefined || !TEXT_METHODS.has(method.name)) return false;
      at = method.receiver;
    } else if (at.nodeType === 'Subscript') {
      if (at.slice.nodeType !== 'Constant') return false;
      at = at.value;
    } else if (at.nodeType === 'Attribute') {
      if (attributesSetLater(frame.module).has(at.attr)) return false;
      at = at.value;
    } else return false;
  }
}

/** The loops around the search, without its own. */
export function loopsAround({ code }: KeySearch): readonly LoopNode[] {
  return code.loops.slice(0, -1);
}
