import type { Expression } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { attributesNamed, type BoundIn, bindingsOf, calledName, methodCalled, selfAttribute } from '../names.ts';
import { CHANGING } from '../steady/changing-methods.ts';
import { isMadeForGood } from '../steady/made-for-good.ts';
import { rootsChanged } from '../steady/receivers-changed.ts';
import { runsBetween } from '../steady/repeated-code.ts';
import { isSameList } from '../steady/same-list.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { isHandedAgain } from './handed-again.ts';

/** Whether `ast.walk(tree)` has the same tree each time, and nothing that runs in between puts anything into an object. */
export function isTreeWalkedAgain(walked: Expression, code: CodeNode, frame: FrameCode): boolean {
  const tree = isTreeWalk(walked, frame) && walked.nodeType === 'Call' ? walked.args[0] : undefined;
  if (tree === undefined || !isSame(tree, code, frame)) return false;
  return !runsBetween(code).nodes.some(isChange);
}

export function isTreeWalk(walked: Expression, frame: FrameCode): boolean {
  return walked.nodeType === 'Call' && calledName(walked, frame) === 'ast.walk';
}

/**
 * Whether it walks a tree of an object, or one that is the same each time, or a list of all its nodes, while nothing puts
 * anything into a tree: how many trees there are only a profile tells.
 */
export function walksWholeTree(walked: Expression, code: CodeNode, frame: FrameCode): boolean {
  const tree = isTreeWalk(walked, frame) && walked.nodeType === 'Call' ? walked.args[0] : undefined;
  if (tree === undefined ? !isListOfTree(walked, frame) : tree.nodeType !== 'Attribute' && !isSame(tree, code, frame))
    return false;
  return !runsBetween(code).nodes.some((one) => isAliasChange(one) || (isChange(one) && !isOfOther(one)));
}

/** `checker.found.append(node)`: no list of children is called so. */
function isOfOther({ node, frame }: CodeNode): boolean {
  const method = node.nodeType === 'Call' ? methodCalled(node, frame) : undefined;
  if (node.nodeType === 'Call' && !CHANGING.has(method?.name ?? '')) return false;
  const of = method?.receiver ?? node;
  const part = of.nodeType === 'Subscript' ? of.value : of;
  return part.nodeType === 'Attribute' && !FIELDS.has(part.attr);
}

/** `lines.remove(node)` where `lines = node.body`. */
function isAliasChange({ node, frame }: CodeNode): boolean {
  const method = node.nodeType === 'Call' ? methodCalled(node, frame) : undefined;
  if (method?.receiver.nodeType !== 'Name' || !CHANGING.has(method.name)) return false;
  const held = bindingsOf(method.receiver.id, frame).flatMap(({ binding: { value } }) => value ?? []);
  return held
    .flatMap((value) => [...walkSyntax(value)])
    .some((part) => part.nodeType === 'Attribute' && FIELDS.has(part.attr));
}

/** Of the nodes of `ast`, those that hold others. */
const FIELDS: ReadonlySet<string> = new Set(
  `body type_ignores args decorator_list returns type_params bases keywords value targets target annotation iter orelse items
  test exc cause handlers finalbody msg names subject cases op values left right operand keys elts elt key generators ops
  comparators func slice ctx lower upper step format_spec ifs type posonlyargs vararg kwonlyargs kw_defaults kwarg defaults
  context_expr optional_vars pattern guard cls patterns kwd_patterns tag bound default_value argtypes _fields`.split(
    /\s+/,
  ),
);

function isSame(tree: Expression, code: CodeNode, frame: FrameCode): boolean {
  return isSameList(tree, code, frame) || isHandedAgain(tree, frame);
}

/** `self.nodes = list(ast.walk(tree))`, and `nodes` that a caller has made so. */
function isListOfTree(list: Expression, frame: FrameCode): boolean {
  if (list.nodeType === 'Attribute')
    return isMadeForGood(list.attr, frame) && attributesNamed(list.attr, frame).every(isOfWalk);
  if (list.nodeType !== 'Name' || rootsChanged(frame).has(list.id) || !isHandedAgain(list, frame)) return false;
  return argumentsFor(list.id, frame).every(({ value, frame: at }) => {
    const bound = value.nodeType === 'Name' && !rootsChanged(at).has(value.id) ? bindingsOf(value.id, at) : [];
    return bound.length > 0 && bound.every(isOfWalk);
  });
}

function isOfWalk({ binding: { value }, frame }: BoundIn): boolean {
  const [nodes] = value?.nodeType === 'Call' && calledName(value, frame) === 'list' ? value.args : [];
  return nodes !== undefined && isTreeWalk(nodes, frame);
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
