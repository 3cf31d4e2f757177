import {
  type Expression,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, namesById, nodesOf, resumption } from '../module-code.ts';
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
  const isHere = (one: CodeNode): boolean =>
    one.loops.includes(loop) && (one.parent?.node.nodeType !== 'Subscript' || isPutInEach(one.parent, loop));
  const uses = namesById(frame).get(target.id) ?? [];
  return bindingsOf(target.id, frame).length === 1 && uses.every(isHere) && isLookedInto(target.id, frame, new Set());
}

/** `scope` of `{**scope, name: item}`, `scope | {name: item}`, `dict(scope)` and `scope.copy()` */
function copiedIn(value: Expression): Expression | undefined {
  if (value.nodeType === 'Call' && copiedBy(value) === undefined) return undefined;
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
  const [, ...more] = displays.flatMap(({ keys }) => keys.filter((key) => key == null));
  const keys = [...displays.flatMap((one) => one.keys.flatMap((key) => key ?? [])), ...set];
  return isDict && more.length === 0 && keys.length > 0 ? keys : undefined;
}

/** Not `if item: inner[name] = item`, which leaves that of the pass before. */
function isPutInEach({ node, parent }: CodeNode, loop: SyntaxNode): boolean {
  const isRead = 'ctx' in node && node.ctx.nodeType === 'Load';
  return isRead || (parent?.node.nodeType === 'Assign' && parent.parent?.node === loop);
}

/** Nobody who gets a dict keeps or changes it: each reads items, copies it, or hands it on to those who do no more. */
function isLookedInto(name: string, frame: FrameCode, seen: Set<string>): boolean {
  const key = `${frame.module.frames.indexOf(frame)} ${name}`;
  if (seen.has(key)) return true;
  seen.add(key);
  if (frame.inner.some((one) => namesById(one).has(name)) || resumption(frame) !== null) return false;
  if (seen.size > 1 && rootsChanged(frame).has(name)) return false;
  return (namesById(frame).get(name) ?? []).every(
    (use) => use.node.ctx.nodeType !== 'Load' || isLook(use, seen) || isHandedTo(use, seen),
  );
}

/** `scope[name]`, `scope.get(name)`, `name in scope`, `{**scope}`; the first frame also puts its items in. */
function isLook({ node, parent }: CodeNode, seen: Set<string>): boolean {
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Subscript':
      return (
        around.value === node &&
        (around.ctx.nodeType === 'Load' || (around.ctx.nodeType === 'Store' && seen.size === 1))
      );
    case 'Attribute':
      return READING.has(around.attr) && parent?.parent?.node.nodeType === 'Call';
    case 'Compare':
      return true;
    case 'Dict':
      return around.values.some((value, at) => value === node && around.keys[at] == null);
    default:
      return false;
  }
}

const READING: ReadonlySet<string> = new Set(['get', 'copy']);

function isHandedTo({ node, parent, frame }: CodeNode, seen: Set<string>): boolean {
  const call = parent?.node;
  if (call?.nodeType !== 'Call') return false;
  const callees = framesMeant(call, frame).filter((callee) => takes(call.args.length, callee));
  return callees.length > 0 && callees.every((callee) => isLookedIntoAs(node, callee, seen));
}

function isLookedIntoAs(value: SyntaxNode, callee: FrameCode, seen: Set<string>): boolean {
  if (!isFunctionNode(callee.node)) return false;
  const { posonlyargs, args, kwonlyargs } = callee.node.args;
  const names = [...posonlyargs, ...args, ...kwonlyargs].map(({ arg }) => arg);
  const given = names.filter((name) => argumentsFor(name, callee).some((one) => one.value === value));
  return given.length > 0 && given.every((name) => isLookedInto(name, callee, seen));
}

/** A method of that name which takes so many is meant. */
function takes(given: number, callee: FrameCode): boolean {
  if (!isFunctionNode(callee.node)) return true;
  const { posonlyargs, args, vararg } = callee.node.args;
  return vararg != null || given <= posonlyargs.length + args.length - (isBound(callee) ? 1 : 0);
}
