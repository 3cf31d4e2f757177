import {
  type Expression,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type CodeNode, type FrameCode, groupBy, methodsNamed, nodesOf } from '../module-code.ts';
import { bareName, bindingsOf } from '../names.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { classCalled } from '../values/classes-called.ts';
import { CHANGING } from './changing-methods.ts';
import { namesBoundBy } from './invariance.ts';
import { isPureFrame, ownCallee } from './pure-frame.ts';
import { rootsChanged } from './receivers-changed.ts';

const CONTAINERS: ReadonlySet<string> = new Set(['List', 'Dict', 'Set', 'ListComp', 'DictComp', 'SetComp']);

/** Whether what it gives back may be something that its caller could change. */
export const makesContainer: (callee: FrameCode) => boolean = oncePer((callee: FrameCode) =>
  isContainerMadeBy(callee, new Set()),
);

function isContainerMadeBy(callee: FrameCode, seen: Set<FrameCode>): boolean {
  if (seen.has(callee)) return false;
  seen.add(callee);
  const isContainer = (value: Expression): boolean => {
    if (value.nodeType === 'Subscript' && value.value.nodeType === 'Name') return holdsContainer(value.value.id);
    if (value.nodeType === 'Subscript' || value.nodeType === 'Attribute') return isContainer(value.value);
    if (value.nodeType === 'BinOp') return isHeld(value.left) || isHeld(value.right);
    if (value.nodeType === 'IfExp') return isHeld(value.body) || isHeld(value.orelse);
    if (value.nodeType === 'BoolOp') return value.values.some(isHeld);
    if (value.nodeType !== 'Call') return CONTAINERS.has(value.nodeType);
    const called = ownCallee(value, callee);
    return called === undefined ? isMade(value, callee) : isContainerMadeBy(called, seen);
  };
  /** `levels` after `levels = [[]]` */
  const holdsContainer = (name: string): boolean =>
    bindingsOf(name, callee).some(
      ({ binding: { value } }) => value?.nodeType === 'List' && value.elts.some(isContainer),
    );
  const names = new Set<string>();
  /** Also by a name: `rest` after `rest = best + [step]`. */
  const isHeld = (value: Expression): boolean => {
    if (value.nodeType !== 'Name') return isContainer(value);
    if (names.has(value.id)) return false;
    names.add(value.id);
    return bindingsOf(value.id, callee).some(({ binding }) => binding.value !== null && isContainer(binding.value));
  };
  return nodesOf(callee, 'Return').some(({ node: { value } }) => value != null && isHeld(value));
}

const MADE: ReadonlySet<string> = new Set(
  'list dict set sorted defaultdict OrderedDict Counter deque bytearray split splitlines loads load copy deepcopy'.split(
    ' ',
  ),
);

function isMade(value: NodeOf<'Call'>, frame: FrameCode): boolean {
  return MADE.has(bareName(value, frame)) || classCalled(value, frame) !== undefined;
}

/** Nothing is done with the result but reading: it is not changed, handed on or kept. */
export function isOnlyRead(code: CodeNode<Expression>, frame: FrameCode): boolean {
  return isUsedSo(isRead, code, frame);
}

/** The same of what comprehensions may walk too, if they change and hand on none of its items. */
export function isOnlyReadOrWalked(code: CodeNode<Expression>, frame: FrameCode): boolean {
  return isUsedSo((use) => isRead(use, frame) || isOnlyWalked(use, frame), code, frame);
}

function isUsedSo(
  isSo: (use: CodeNode, frame: FrameCode) => boolean,
  code: CodeNode<Expression>,
  frame: FrameCode,
): boolean {
  const bound = assignmentAround(code);
  if (bound === undefined) return isSo(code, frame);
  const target = boundTo(bound, code.node);
  if (target === undefined || bindingsOf(target, frame).length !== 1 || rootsChanged(frame).has(target)) return false;
  return (namesById(frame).get(target) ?? []).every((name) => name.node.ctx.nodeType === 'Store' || isSo(name, frame));
}

const namesById = oncePer((frame: FrameCode) => groupBy(nodesOf(frame, 'Name'), ({ node }) => [node.id]));

function assignmentAround({ parent }: CodeNode): NodeOf<'Assign'> | undefined {
  const around = parent?.node.nodeType === 'Tuple' ? parent.parent?.node : parent?.node;
  return around?.nodeType === 'Assign' ? around : undefined;
}

/** `a` of `a = shape(text)`, and of `a, b = shape(text), shape(other)` */
function boundTo({ targets, value }: NodeOf<'Assign'>, call: Expression): string | undefined {
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0) return undefined;
  if (value === call) return target.nodeType === 'Name' ? targetText(target) : undefined;
  if (value.nodeType !== 'Tuple' || target.nodeType !== 'Tuple') return undefined;
  const at = target.elts[value.elts.indexOf(call)];
  return at?.nodeType === 'Name' ? at.id : undefined;
}

const READING: ReadonlySet<string> = new Set(
  'len sum max min sorted any all set list tuple dict frozenset enumerate zip iter str repr bool join choices choice sample maketrans fmean mean median'.split(
    ' ',
  ),
);

/** Methods of sets, lists and dicts that take the items of what they are given. */
const TAKING_ITEMS: ReadonlySet<string> = new Set(
  'update extend union intersection difference symmetric_difference issubset issuperset isdisjoint'.split(' '),
);

/** `self.sample(rows)` of a class of the file: what that does with them is not known. */
function isOwnMethod({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  return func.nodeType === 'Attribute' && methodsNamed(func.attr, frame).length > 0;
}

/** `found.update(needs(task))`, where no class of the file has such a method. */
function takesItems({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  return func.nodeType === 'Attribute' && TAKING_ITEMS.has(func.attr) && methodsNamed(func.attr, frame).length === 0;
}

/** `for row in rows(table)` of a comprehension that changes no row; the item itself would be handed on. */
function isOnlyWalked({ node, parent }: CodeNode, frame: FrameCode): boolean {
  const walk = parent?.node;
  if (walk === undefined || !isComprehension(walk) || !walk.generators.some(({ iter }) => iter === node)) return false;
  const bound = namesBoundBy(walk);
  if ('elt' in walk && walk.elt.nodeType === 'Name' && bound.has(walk.elt.id)) return false;
  return ![...bound].some((name) => rootsChanged(frame).has(name));
}

function isRead({ node, parent }: CodeNode, frame: FrameCode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Keyword':
      return isDrawing(parent?.parent?.node, frame);
    case 'Compare':
    case 'If':
    case 'IfExp':
    case 'BinOp':
    case 'BoolOp':
    case 'UnaryOp':
    case 'FormattedValue':
      return true;
    case 'For':
      return around.iter === node && ![...namesBoundBy(around)].some((name) => rootsChanged(frame).has(name));
    case 'AugAssign':
      return around.value === node;
    case 'Subscript':
      return around.value === node && around.ctx.nodeType === 'Load';
    case 'Attribute':
      return !CHANGING.has(around.attr) && around.ctx.nodeType === 'Load';
    case 'Call': {
      const called = ownCallee(around, frame);
      if (called === undefined && READING.has(bareName(around, frame)) && !isOwnMethod(around, frame)) return true;
      if (takesItems(around, frame)) return true;
      return called !== undefined && (isPureFrame(called) || isOnlyReadBy(called, node));
    }
    default:
      return false;
  }
}

/** `choices(topics, weights=weights)` */
function isDrawing(call: SyntaxNode | undefined, frame: FrameCode): boolean {
  return call?.nodeType === 'Call' && bareName(call, frame) === 'choices';
}

/** The function that gets it only reads that argument, whatever it does to others. */
function isOnlyReadBy(callee: FrameCode, given: SyntaxNode): boolean {
  return argumentsRead(callee).some((name) => argumentsFor(name, callee).some(({ value }) => value === given));
}

const argumentsRead = oncePer((callee: FrameCode): readonly string[] => {
  if (!isFunctionNode(callee.node)) return [];
  const names = callee.node.args.args.map(({ arg }) => arg);
  return names.filter((name) => bindingsOf(name, callee).length === 1 && isWalkedOnly(name, callee));
});

/** No more than the loops and tests in which it stands: what is handed on again is not looked at. */
function isWalkedOnly(name: string, frame: FrameCode): boolean {
  if (rootsChanged(frame).has(name)) return false;
  return (namesById(frame).get(name) ?? []).every((use) => use.parent?.node.nodeType !== 'Call' && isRead(use, frame));
}
