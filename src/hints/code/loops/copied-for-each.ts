import {
  type Expression,
  isComprehension,
  isFunctionNode,
  lastLineOf,
  lineOf,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { oncePerName } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, isCalled, namesById, nodesOf, resumption } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isInvariantIn } from '../steady/invariance.ts';
import { framesMeant } from '../steady/pure-frame.ts';
import { rootsChanged } from '../steady/receivers-changed.ts';
import { argumentsFor, isBound } from '../values/call-arguments.ts';
import { copiedBy, operandsOf, partsInside } from './copied-whole.ts';

/** `inner = {**scope, name: item}` in a loop that has the same `scope` and `name` in each pass, where who gets `inner` only looks into it. */
export function copiedForEach(frame: FrameCode): readonly CodeNode<NodeOf<'Assign'>>[] {
  return resumption(frame) === null ? nodesOf(frame, 'Assign').filter(isCopiedForEach) : [];
}

function isCopiedForEach({ node, loops, frame }: CodeNode<NodeOf<'Assign'>>): boolean {
  const loop = loops.at(-1);
  const [target, ...others] = node.targets;
  if (loop === undefined || isComprehension(loop) || target?.nodeType !== 'Name' || others.length > 0) return false;
  const copied = copiedIn(node.value);
  const keys = copied && keysPut(node.value, target.id, frame);
  const isSame = (value: Expression): boolean => isInvariantIn(value, loop, frame);
  if (copied === undefined || keys === undefined || ![copied, ...keys].every(isSame)) return false;
  const uses = namesById(frame).get(target.id) ?? [];
  const puts = uses.filter(isPut);
  const filled = Math.max(lastLineOf(node), ...puts.map(({ parent }) => lastLineOf(parent?.parent?.node ?? node)));
  const isHere = (use: CodeNode<NodeOf<'Name'>>): boolean =>
    use.loops.includes(loop) &&
    // a look before the last put sees what the pass before has left
    (isPut(use) ? isPutInEach(use.parent, loop) : use.node.ctx.nodeType === 'Store' || lineOf(use.node) > filled);
  return bindingsOf(target.id, frame).length === 1 && uses.every(isHere) && handingsOf(target.id, frame) !== undefined;
}

/** `scope` of `{**scope, name: item}`, `scope | {name: item}`, `dict(scope)` and `scope.copy()`: what comes behind it wins. */
function copiedIn(value: Expression): Expression | undefined {
  if (value.nodeType === 'Call' && copiedBy(value) === undefined) return undefined;
  if (value.nodeType === 'Dict' && value.keys[0] != null) return undefined;
  const [first] = partsInside(value);
  return first?.nodeType === 'Name' || first?.nodeType === 'Attribute' ? first : undefined;
}

/** The keys that each pass puts into the copy; undefined where that is no dict, or nothing is put. */
function keysPut(value: Expression, name: string, frame: FrameCode): readonly Expression[] | undefined {
  const own = value.nodeType === 'BinOp' ? operandsOf(value, 'BitOr').slice(1) : [value];
  const displays = own.flatMap((one) => (one.nodeType === 'Dict' ? [one] : []));
  const isDict = value.nodeType === 'Call' || displays.length === own.length;
  const set = nodesOf(frame, 'Subscript').flatMap(({ node }) =>
    node.ctx.nodeType === 'Store' && node.value.nodeType === 'Name' && node.value.id === name ? [node.slice] : [],
  );
  const whole = displays.flatMap(({ keys }) => keys.filter((key) => key == null));
  const keys = [...displays.flatMap((one) => one.keys.flatMap((key) => key ?? [])), ...set];
  return isDict && whole.length === (value.nodeType === 'Dict' ? 1 : 0) && keys.length > 0 ? keys : undefined;
}

function isPut({ node, parent }: CodeNode): boolean {
  const item = parent?.node;
  return item?.nodeType === 'Subscript' && item.value === node && item.ctx.nodeType !== 'Load';
}

/** Not `if item: inner[name] = item`, which leaves that of the pass before. */
function isPutInEach(item: CodeNode | null, loop: SyntaxNode): boolean {
  return item?.parent?.node.nodeType === 'Assign' && item.parent.parent?.node === loop;
}

/** A dict by the name that it has in a function. */
type Held = { readonly name: string; readonly frame: FrameCode };

const heldAs = oncePerName((name: string, frame: FrameCode): Held => ({ name, frame }));

/** Who hands a dict on, and to which functions of the file. */
type Handing = { readonly frame: FrameCode; readonly to: readonly FrameCode[] };

/** A language of so many kinds of nodes is large; all that may get a copy are looked through. */
const MOST_LOOKERS = 60;

/**
 * Who hands a dict on, where nobody who gets it keeps or changes it: each reads items, copies it, or hands it on to those who
 * do no more. undefined if one does more, or there are too many.
 */
export const handingsOf: (name: string, frame: FrameCode) => readonly Handing[] | undefined = oncePerName(
  (name: string, frame: FrameCode) => {
    const found = new Set([heldAs(name, frame)]);
    const handings: Handing[] = [];
    for (const each of found) {
      const next = handedOn(each.name, each.frame);
      if (next === undefined || found.size > MOST_LOOKERS) return undefined;
      for (const one of next) found.add(one);
      if (next.length > 0) handings.push({ frame: each.frame, to: next.map((one) => one.frame) });
    }
    return handings;
  },
);

/** To whom a function hands a dict on; undefined where it keeps or changes it. The frame that made it also puts its items in. */
const handedOn = oncePerName((name: string, frame: FrameCode): readonly Held[] | undefined => {
  if (frame.inner.some((one) => namesById(one).has(name)) || resumption(frame) !== null) return undefined;
  const isGiven = bindingsOf(name, frame).some(({ binding: { kind } }) => kind === 'argument');
  if (isGiven && rootsChanged(frame).has(name)) return undefined;
  const read = (namesById(frame).get(name) ?? []).filter(({ node }) => node.ctx.nodeType === 'Load');
  const handed = read.filter((use) => !isLook(use) && (isGiven || !isPut(use))).map(handedBy);
  return handed.every((one) => one.length > 0) ? handed.flat() : undefined;
});

/** `scope[name]`, `scope.get(name)`, `name in scope`, `{**scope}` */
function isLook({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Subscript':
      return around.value === node && around.ctx.nodeType === 'Load';
    case 'Attribute':
      // not `looks.append(scope.get)`, which keeps the method with its dict
      return READING.has(around.attr) && parent !== null && isCalled(parent);
    case 'Compare':
      return true;
    case 'Dict':
      return around.values.some((value, at) => value === node && around.keys[at] == null);
    default:
      return false;
  }
}

const READING: ReadonlySet<string> = new Set(['get', 'copy']);

/** The functions that are given a dict, by the names that they have for it; none if one of them may be another. */
function handedBy({ node, parent, frame }: CodeNode): readonly Held[] {
  const call = parent?.node;
  if (call?.nodeType !== 'Call') return [];
  const callees = framesMeant(call, frame).filter((callee) => takes(call.args.length, callee));
  if (callees.length > MOST_LOOKERS) return [];
  const held = callees.map((callee) => argumentsGiven(node, callee));
  return held.every((names) => names.length > 0) ? held.flat() : [];
}

function argumentsGiven(value: SyntaxNode, callee: FrameCode): readonly Held[] {
  if (!isFunctionNode(callee.node)) return [];
  const { posonlyargs, args, kwonlyargs } = callee.node.args;
  const names = [...posonlyargs, ...args, ...kwonlyargs].map(({ arg }) => arg);
  return names
    .filter((name) => argumentsFor(name, callee).some((one) => one.value === value))
    .map((name) => heldAs(name, callee));
}

/** A method of that name which takes so many is meant. */
function takes(given: number, callee: FrameCode): boolean {
  if (!isFunctionNode(callee.node)) return true;
  const { posonlyargs, args, vararg } = callee.node.args;
  return vararg != null || given <= posonlyargs.length + args.length - (isBound(callee) ? 1 : 0);
}
