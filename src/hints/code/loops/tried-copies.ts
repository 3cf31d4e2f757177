import type { Expression, NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName, methodCalled } from '../names.ts';
import { isInvariantIn } from '../steady/invariance.ts';
import { isPureFrame, isRecursiveCall, ownCallee } from '../steady/pure-frame.ts';

/** So few places that they are as easily put back. */
const FEW_CHANGES = 4;

/**
 * Whether a copy of `board` is made in each pass only to try something: a few of its places are set, it is asked or handed on
 * to what changes nothing, and no more of it is kept than the best so far.
 */
export function isTriedOnly(code: CodeNode<NodeOf<'Assign'>>, copied: Expression, frame: FrameCode): boolean {
  const [target, ...others] = code.node.targets;
  const loop = code.loops.at(-1);
  if (target?.nodeType !== 'Name' || others.length > 0 || loop === undefined || bindingsOf(target.id, frame).length > 1)
    return false;
  if (copied.nodeType !== 'Name' || !isInvariantIn(copied, loop, frame) || isHandedOut(copied.id, frame)) return false;
  const uses = nodesOf(frame, 'Name').filter(({ node }) => node.id === target.id && node.ctx.nodeType === 'Load');
  const changes = uses.filter((use) => isSet(use));
  const isSmall =
    changes.length > 0 && changes.length <= FEW_CHANGES && changes.every((use) => use.loops.at(-1) === loop);
  return isSmall && uses.every((use) => changes.includes(use) || isAsked(use, loop, frame));
}

/** `trial[y][x] = 1`, also one of `trial[i], trial[j] = trial[j], trial[i]` */
function isSet({ parent }: CodeNode): boolean {
  let at = parent;
  while (at?.node.nodeType === 'Subscript' && at.parent?.node.nodeType === 'Subscript') at = at.parent;
  return at?.node.nodeType === 'Subscript' && at.node.ctx.nodeType === 'Store';
}

function isAsked({ node, parent, loops }: CodeNode, loop: LoopNode, frame: FrameCode): boolean {
  if (!loops.includes(loop)) return false;
  const around = parent?.node;
  switch (around?.nodeType) {
    case 'Subscript':
      return around.value === node;
    case 'For':
    case 'Comprehension':
      return around.iter === node;
    case 'Call':
      return isAsking(around, frame);
    case 'Assign':
    case 'Tuple':
    case 'Return':
      return parent !== null && isUnderCondition(parent, loop);
    default:
      return around !== undefined && 'generators' in around && around.generators.some(({ iter }) => iter === node);
  }
}

const READING: ReadonlySet<string> = new Set(['sum', 'max', 'min', 'len', 'any', 'all', 'enumerate', 'zip', 'sorted']);

function isAsking(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const callee = ownCallee(call, frame);
  if (callee === undefined) return READING.has(calledName(call, frame));
  return isRecursiveCall(call, frame) || isPureFrame(callee);
}

/** `if score > best: best = trial` */
function isUnderCondition(code: CodeNode, loop: SyntaxNode): boolean {
  for (let at = code.parent; at !== null && at.node !== loop; at = at.parent)
    if (at.node.nodeType === 'If') return true;
  return false;
}

/** A function that is called again with the copy gives back or keeps what it is given. */
function isHandedOut(name: string, frame: FrameCode): boolean {
  return nodesOf(frame, 'Name').some(({ node, parent }) => {
    if (node.id !== name || node.ctx.nodeType !== 'Load') return false;
    const around = parent?.node;
    if (around?.nodeType === 'Return' || around?.nodeType === 'Yield' || around?.nodeType === 'Tuple') return true;
    return around?.nodeType === 'Call' && KEEPING.has(methodCalled(around, frame)?.name ?? '');
  });
}

const KEEPING: ReadonlySet<string> = new Set(['append', 'add', 'insert', 'put', 'extend', 'setdefault']);
