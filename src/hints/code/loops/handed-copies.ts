import { type Expression, isFunctionNode, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import {
  type CodeNode,
  type FrameCode,
  groupBy,
  type LoopNode,
  type ModuleCode,
  methodsNamed,
  nodesInLoop,
} from '../module-code.ts';
import { bareName, calledName, methodCalled, resolve, selfAttribute } from '../names.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { isInvariantIn } from '../steady/invariance.ts';
import { isPureFrame } from '../steady/pure-frame.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { copiedBy } from './copied-whole.ts';

/**
 * Whether `order.items()`, or the property `order.items`, gives a fresh copy of what its object holds, in a loop that changes
 * neither the object nor what it holds: each pass copies the same.
 */
export function isCopyAskedAgain(code: CodeNode<NodeOf<'Call' | 'Attribute'>>): boolean {
  const { node, frame, loops } = code;
  const asked = node.nodeType === 'Call' ? node.func : node;
  const isBare = node.nodeType === 'Attribute' || node.args.length + node.keywords.length === 0;
  if (loops.length === 0 || !isBare || asked.nodeType !== 'Attribute' || asked.ctx.nodeType !== 'Load') return false;
  const copied = copiesOf(asked, node.nodeType === 'Attribute', frame);
  return loops.some((loop) => {
    const changed = isInvariantIn(asked.value, loop, frame) ? changedIn(loop, frame) : undefined;
    return copied.length > 0 && changed !== undefined && !copied.some((name) => changed.has(name));
  });
}

/** What all methods of a name hand out copies of; none where one of them does something else. */
function copiesOf({ attr }: NodeOf<'Attribute'>, isProperty: boolean, frame: FrameCode): readonly string[] {
  const methods = methodsNamed(attr, frame);
  const copied = methods.flatMap((method) => copiedAttribute(method, isProperty) ?? []);
  return copied.length < methods.length ? [] : copied;
}

/** Whether such a copy is made for one answer: `order.items()[at]`, `name in order.items()`, `len(order.items())`, `order.prices().get(name)`. */
export function isCopyForOneAnswer({ node, parent, frame }: CodeNode<NodeOf<'Call' | 'Attribute'>>): boolean {
  const asked = node.nodeType === 'Call' ? node.func : node;
  const isBare = node.nodeType === 'Attribute' || node.args.length + node.keywords.length === 0;
  if (!isBare || asked.nodeType !== 'Attribute' || asked.ctx.nodeType !== 'Load') return false;
  return isAnswer(parent?.node, node, frame) && copiesOf(asked, node.nodeType === 'Attribute', frame).length > 0;
}

function isAnswer(around: SyntaxNode | undefined, copy: Expression, frame: FrameCode): boolean {
  switch (around?.nodeType) {
    case 'Subscript':
      return around.value === copy && around.ctx.nodeType === 'Load' && around.slice.nodeType !== 'Slice';
    case 'Compare':
      return MEMBERSHIP.has(around.ops[0]?.nodeType ?? '') && around.comparators[0] === copy;
    case 'Attribute':
      return around.attr === 'get';
    default:
      return around?.nodeType === 'Call' && calledName(around, frame) === 'len';
  }
}

const MEMBERSHIP: ReadonlySet<string> = new Set(['In', 'NotIn']);

/** `_items` of a method that does nothing but `return list(self._items)`. */
function copiedAttribute(method: FrameCode, isProperty: boolean): string | undefined {
  const { node } = method;
  if (!isFunctionNode(node)) return undefined;
  const isAsked = node.decorator_list.some((one) => one.nodeType === 'Name' && one.id === 'property') === isProperty;
  const [only, ...others] = node.body.filter((one) => !isText(one));
  if (!isAsked || only?.nodeType !== 'Return' || only.value == null || others.length > 0) return undefined;
  const copied = copiedBy(only.value);
  return copied === undefined ? undefined : (selfAttribute(copied, method) ?? undefined);
}

function isText(node: SyntaxNode): boolean {
  return node.nodeType === 'Expr' && node.value.nodeType === 'Constant';
}

/**
 * The attributes, of whichever object, that a loop may change; undefined where it calls a function of the file that changes
 * something.
 */
function changedIn(loop: LoopNode, frame: FrameCode): ReadonlySet<string> | undefined {
  return changesOf(frame)(loop);
}

const changesOf = oncePer((frame: FrameCode) =>
  oncePer((loop: LoopNode): ReadonlySet<string> | undefined => {
    const nodes = nodesInLoop(loop, frame).map(({ node }) => node);
    const isQuiet = nodes.every((node) => node.nodeType !== 'Call' || callsPure(node, frame));
    return isQuiet ? new Set(nodes.flatMap((node) => attributesChanged(node, frame))) : undefined;
  }),
);

function attributesChanged(node: SyntaxNode, frame: FrameCode): readonly string[] {
  if (node.nodeType === 'Attribute') return node.ctx.nodeType === 'Load' ? [] : [node.attr];
  if (node.nodeType === 'Subscript') return node.ctx.nodeType === 'Load' ? [] : attributeOf(node.value, frame);
  if (node.nodeType === 'AugAssign') return attributeOf(node.target, frame);
  if (node.nodeType !== 'Call') return [];
  const method = methodCalled(node, frame);
  const isChanged = method !== undefined && CHANGING.has(method.name);
  return [...(isChanged ? [method.receiver] : []), ...node.args].flatMap((one) => attributeOf(one, frame));
}

/** Also of a name for it: `box = order._items`. */
function attributeOf(expression: Expression, frame: FrameCode): readonly string[] {
  if (expression.nodeType === 'Name') {
    return resolve(expression.id, frame).flatMap(({ binding: { kind, value, target }, frame: at }) => {
      const given = kind === 'argument' ? argumentsFor(target, at).map((one) => one.value) : [value];
      return given.flatMap((one) => (one?.nodeType === 'Attribute' ? [one.attr] : []));
    });
  }
  return expression.nodeType === 'Attribute' ? [expression.attr] : [];
}

function callsPure(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return (functionsByName(frame.module).get(bareName(call, frame)) ?? []).every(isPureFrame);
}

const functionsByName = oncePer(({ frames }: ModuleCode) =>
  groupBy(
    frames.filter(({ node }) => isFunctionNode(node)),
    ({ scope }) => [scope.name],
  ),
);
