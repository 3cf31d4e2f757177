import { type Expression, lineOf, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { targetText, wholeText } from '../loops/copied-whole.ts';
import { methodMeant } from '../method-meant.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { type BoundIn, bindingsOf, methodCalled, resolve, selfAttribute, selfName } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { namesBoundBy } from './invariance.ts';

/** From one alias, and one function that hands it out, to the next. */
const DEEPEST = 4;

/**
 * Whether an expression gives what an object or the module keeps, and no call makes: `self.rows`, `self.books[symbol].bids`,
 * `groups.setdefault(key, [])`, `queue` after `queue = self.side(name)`, where `side` returns such things.
 */
export function outlastsCall(expression: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (depth > DEEPEST) return false;
  switch (expression.nodeType) {
    case 'Name':
      return isOutlastingName(expression, frame, depth);
    case 'Attribute':
      if (isSetHere(expression, frame) || isProperty(expression, frame)) return false;
      return selfAttribute(expression, frame) !== null || outlastsCall(expression.value, frame, depth);
    case 'Subscript':
      return (
        expression.slice.nodeType !== 'Slice' && isItemThatOutlasts(expression.value, expression.slice, frame, depth)
      );
    case 'IfExp':
      return [expression.body, expression.orelse].every((one) => outlastsCall(one, frame, depth));
    case 'Call':
      return isHandedOut(expression, frame, depth);
    default:
      return false;
  }
}

/** A name of the module, or another name in the function for what lasts. */
function isOutlastingName({ id }: NodeOf<'Name'>, frame: FrameCode, depth: number): boolean {
  const own = bindingsOf(id, frame);
  if (own.length === 0) return resolve(id, frame).some(({ frame: at }) => at.parent === null);
  return own.every(
    ({ binding: { kind, value, node } }: BoundIn) =>
      kind === 'assignment' && node.nodeType === 'Assign' && value !== null && outlastsCall(value, frame, depth + 1),
  );
}

/** The function itself puts another in its place. */
function isSetHere(attribute: Expression, frame: FrameCode): boolean {
  return bindingsOf(targetText(attribute), frame).length > 0;
}

/** It may make what it gives. */
function isProperty(asked: NodeOf<'Attribute'>, frame: FrameCode): boolean {
  return methodMeant(asked, frame) !== undefined;
}

/** `groups[key]` of a table that lasts or that the caller gives; one that each pass takes the next item of lasts too, but each item is asked for once. */
function isItemThatOutlasts(table: Expression, key: Expression, frame: FrameCode, depth: number): boolean {
  return (isGiven(table, frame) || outlastsCall(table, frame, depth)) && !isKeyOfWalk(key, table, frame);
}

function isGiven(table: Expression, frame: FrameCode): boolean {
  if (table.nodeType !== 'Name' || table.id === selfName(frame)) return false;
  const own = bindingsOf(table.id, frame);
  return own.length > 0 && own.every(({ binding }) => binding.kind === 'argument');
}

/** `for key in groups`, `for key in sorted(groups)` */
function isKeyOfWalk(key: Expression, table: Expression, frame: FrameCode): boolean {
  const names = [...walkSyntax(key)].flatMap((node) => (node.nodeType === 'Name' ? [node.id] : []));
  const text = targetText(table);
  return nodesOf(frame, 'For').some(
    ({ node }) =>
      names.some((name) => namesBoundBy(node).has(name)) &&
      [...walkSyntax(node.iter)].some((part) => 'ctx' in part && targetText(part) === text),
  );
}

/** `groups.get(key)`, `groups.setdefault(key, [])`, or a function of the file all of whose results last. */
function isHandedOut(call: NodeOf<'Call'>, frame: FrameCode, depth: number): boolean {
  const method = methodCalled(call, frame);
  const [key] = call.args;
  if (method !== undefined && key !== undefined && TAKING.has(method.name)) {
    return isItemThatOutlasts(method.receiver, key, method.frame, depth);
  }
  const meant = call.func.nodeType === 'Attribute' ? methodMeant(call.func, frame) : undefined;
  const callee = ownCallee(call, frame) ?? meant;
  const results = callee === undefined ? [] : nodesOf(callee, 'Return').map(({ node }) => node.value);
  return (
    callee !== undefined &&
    results.length > 0 &&
    results.every((value) => value != null && outlastsCall(value, callee, depth + 1))
  );
}

const TAKING: ReadonlySet<string> = new Set(['get', 'setdefault']);

/** `queue.append(order)` in the same round before `queue.sort()`: one item more in a list that lasts. */
export function isOneLonger(list: Expression, code: CodeNode, frame: FrameCode): boolean {
  if (!outlastsCall(list, frame)) return false;
  const text = wholeText(list);
  return nodesOf(frame, 'Call').some(({ node, loops }) => {
    const method = methodCalled(node, frame);
    return (
      method?.name === 'append' &&
      loops.at(-1) === code.loops.at(-1) &&
      lineOf(node) < lineOf(code.node) &&
      wholeText(method.receiver) === text
    );
  });
}
