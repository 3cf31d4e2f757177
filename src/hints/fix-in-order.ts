import { type Expression, keyGiven, type NodeOf, type SyntaxNode } from '../source/syntax.ts';
import { walkSyntax } from '../source/walk-syntax.ts';
import { targetText } from './code/loops/copied-whole.ts';
import { blockAround } from './code/loops/one-step.ts';
import { type CodeNode, type FrameCode, nodesOf } from './code/module-code.ts';
import { bindingsOf, methodCalled, resolve } from './code/names.ts';
import { blockText, sourceText } from './code/source-text.ts';
import { isOnlyReadOrWalked } from './code/steady/result-use.ts';
import { asksForChanged, isOrderSure } from './code/steady/steady-key.ts';
import { importLine, madeAt } from './code/values/made-at.ts';
import { isOnlyAsked, methodAt, usesOfList } from './code/values/uses-of-list.ts';
import { keptBeside } from './fix-kept-beside.ts';
import type { Fix } from './rule.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/** What puts each item in its place, of a list that is sorted after each; undefined where more may happen to the list. */
export function inOrder(sort: Call, frame: FrameCode): Fix | undefined {
  const given = keyGiven(sort.node);
  const isKey = sort.node.keywords.every(({ arg, value }) => arg === 'key' && value === given);
  if (!isKey || !isOrderSure(sort) || asksForChanged(sort, frame)) return undefined;
  const key = given === undefined ? '' : `, key=${sourceText(given, frame)}`;
  if (key.includes('\n')) return undefined;
  const found =
    sort.node.func.nodeType === 'Attribute' ? putInItself(sort, key, frame) : keptInOrder(sort, given, key, frame);
  return found === undefined || key === '' ? found : { ...found, since: KEY_OF_INSORT };
}

const KEY_OF_INSORT = 10;

/** `rows.append(row)`, and then `rows.sort()`: of equal items the newest is the last, as it is with `insort`. */
function putInItself(sort: Call, key: string, frame: FrameCode): Fix | undefined {
  const list = methodCalled(sort.node, frame)?.receiver;
  const append = list === undefined ? undefined : appendBefore(sort, list);
  if (list === undefined || append === undefined || !isBegunInOrder(list, frame)) return undefined;
  const uses = usesOfList(list, frame);
  const isAlone = uses?.every(
    (use) => isOnlyAsked(use) || isCut(use) || isOf(use, append.call) || isOf(use, sort.node),
  );
  if (isAlone !== true) return undefined;
  const put = `bisect.insort(${sourceText(list, frame)}, ${sourceText(append.item, frame)}${key})`;
  return {
    text: 'Put each item in where it belongs: equal ones stay in the order in which they came.',
    before: blockText(append.statement, frame, sort.node),
    after: `${importLine('bisect', frame)}${put}`,
  };
}

/** An empty list is in order. */
function isBegunInOrder(list: Expression, frame: FrameCode): boolean {
  const value = madeAt(list, frame)?.value;
  return value === '[]' || value === 'list()';
}

function isOf(use: CodeNode, call: SyntaxNode): boolean {
  return methodAt(use)?.call.node === call;
}

/** What goes leaves the others in their order. */
function isCut(use: CodeNode): boolean {
  const around = use.parent?.node;
  const isDeleted = around?.nodeType === 'Subscript' && around.value === use.node && around.ctx.nodeType === 'Del';
  return isDeleted || CUTTING.has(methodAt(use)?.name ?? '');
}

const CUTTING: ReadonlySet<string> = new Set(['pop', 'remove', 'clear']);

/** The statement right before a sort, if that puts one item to the end of the list. */
function appendBefore(
  sort: Call,
  list: Expression,
): { readonly statement: SyntaxNode; readonly call: SyntaxNode; readonly item: Expression } | undefined {
  const alone = sort.parent;
  if (alone?.node.nodeType !== 'Expr') return undefined;
  const block = blockAround(alone);
  const statement = block[block.indexOf(alone.node) - 1];
  if (statement?.nodeType !== 'Expr') return undefined;
  const call = statement.value;
  const method = call.nodeType === 'Call' ? methodCalled(call, sort.frame) : undefined;
  if (call.nodeType !== 'Call' || method?.name !== 'append' || targetText(method.receiver) !== targetText(list))
    return undefined;
  const [item] = call.args;
  return item === undefined ? undefined : { statement, call, item };
}

/** `sorted(self.samples)`: a list in order beside it, which each item is put into. */
function keptInOrder(sort: Call, given: Expression | undefined, key: string, frame: FrameCode): Fix | undefined {
  const [list] = sort.node.args;
  if (list === undefined || (list.nodeType !== 'Name' && list.nodeType !== 'Attribute')) return undefined;
  const beside = keptBeside(
    list,
    {
      ending: '_in_order',
      empty: '[]',
      made: (name) => `sorted(${name}${key})`,
      more: (kept, item) => `bisect.insort(${kept}, ${item}${key})`,
    },
    frame,
  );
  const isKnown =
    beside?.frames.every((one) => one === frame) || given === undefined || isKnownEverywhere(given, frame);
  if (beside === undefined || beside.frames.length === 0 || !isKnown) return undefined;
  const asked = isOnlyReadOrWalked(sort, frame) ? beside.kept : `${beside.kept}[:]`;
  return {
    text: 'Keep a list in order beside it, and put each item in where it belongs: equal ones stay in the order in which they came.',
    before: sourceText(sort.node, frame),
    after: [`${importLine('bisect', frame)}${beside.lines[0]}`, ...beside.lines.slice(1), asked].join('\n'),
  };
}

/** Whether a key names only what other functions know by the same names. */
function isKnownEverywhere(key: Expression, frame: FrameCode): boolean {
  const inner = key.nodeType === 'Lambda' ? frame.module.frameAt(key) : undefined;
  const names = [...walkSyntax(key), ...(inner === undefined ? [] : nodesOf(inner, 'Name').map(({ node }) => node))];
  return names.every(
    (node) =>
      node.nodeType !== 'Name' ||
      (inner !== undefined && bindingsOf(node.id, inner).length > 0) ||
      resolve(node.id, frame).every((bound) => bound.frame.parent === null),
  );
}
