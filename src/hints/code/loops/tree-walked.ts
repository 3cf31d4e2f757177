import type { Expression } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { calledName, methodCalled, selfAttribute } from '../names.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { runsBetween } from '../steady/repeated-code.ts';
import { isSameList } from '../steady/same-list.ts';
import { isHandedAgain } from './handed-again.ts';

/** Whether `ast.walk(tree)` has the same tree each time, and nothing that runs in between puts anything into an object. */
export function isTreeWalkedAgain(walked: Expression, code: CodeNode, frame: FrameCode): boolean {
  const tree = isTreeWalk(walked, frame) && walked.nodeType === 'Call' ? walked.args[0] : undefined;
  if (tree === undefined || !(isSameList(tree, code, frame) || isHandedAgain(tree, frame))) return false;
  return !runsBetween(code).nodes.some(isChange);
}

export function isTreeWalk(walked: Expression, frame: FrameCode): boolean {
  return walked.nodeType === 'Call' && calledName(walked, frame) === 'ast.walk';
}

/** `node.parent = other`, `node.body.append(other)`, `del node.body[0]`, or what others do; what a method does to its own object is no part of a tree. */
function isChange({ node, frame }: CodeNode): boolean {
  const isPart = (value: Expression): boolean => value.nodeType === 'Attribute' && selfAttribute(value, frame) === null;
  if (node.nodeType === 'Attribute') return node.ctx.nodeType !== 'Load' && isPart(node);
  if (node.nodeType === 'Subscript') return node.ctx.nodeType !== 'Load' && isPart(node.value);
  if (node.nodeType !== 'Call') return false;
  const method = methodCalled(node, frame);
  const isOfPart = method !== undefined && CHANGING.has(method.name) && isPart(method.receiver);
  return isOfPart || VISITS.has(method?.name ?? '') || SETTERS.has(calledName(node, frame));
}

/** A visitor may be one that puts others in the place of nodes. */
const VISITS: ReadonlySet<string> = new Set(['visit', 'generic_visit']);

const SETTERS: ReadonlySet<string> = new Set(
  'setattr delattr ast.copy_location ast.fix_missing_locations ast.increment_lineno'.split(' '),
);
