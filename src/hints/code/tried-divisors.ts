import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { targetText } from './loops/copied-whole.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop } from './module-code.ts';
import { calledName } from './names.ts';

/** Up to what a loop tries divisors: `range(2, end)`, or `while divisor < end` with `divisor += 1`. */
export function endOfTrial(divisor: string, loop: LoopNode, frame: FrameCode): Expression | undefined {
  if (loop.nodeType === 'AsyncFor') return undefined;
  if (loop.nodeType === 'While') return endOfCount(divisor, loop, frame);
  const [clause] = clausesOf(loop);
  const { target, iter } = clause ?? {};
  if (iter?.nodeType !== 'Call' || calledName(iter, frame) !== 'range') return undefined;
  const end = iter.args.length === 1 ? iter.args[0] : iter.args[1];
  return target?.nodeType === 'Name' && target.id === divisor ? end : undefined;
}

function endOfCount(divisor: string, loop: NodeOf<'While'>, frame: FrameCode): Expression | undefined {
  const { test } = loop;
  const op = test.nodeType === 'Compare' && test.ops.length === 1 ? test.ops[0]?.nodeType : undefined;
  if (test.nodeType !== 'Compare' || (op !== 'Lt' && op !== 'LtE') || targetText(test.left) !== divisor)
    return undefined;
  const stored = nodesInLoop(loop, frame).filter(({ node }) => isStored(node, divisor));
  const isCounted = stored.length === 1 && stored[0]?.parent?.node.nodeType === 'AugAssign';
  return isCounted ? test.comparators[0] : undefined;
}

/** Whether a node binds a name. */
export function isStored(node: SyntaxNode, name: string): boolean {
  return node.nodeType === 'Name' && node.id === name && node.ctx.nodeType !== 'Load';
}

type Clause = Pick<NodeOf<'Comprehension'>, 'target' | 'iter'>;

function clausesOf(loop: Exclude<CodeNode['loops'][number], NodeOf<'While' | 'AsyncFor'>>): readonly Clause[] {
  return loop.nodeType === 'For' ? [loop] : loop.generators;
}

/** `n`, `n + 1`, `n // 2 + 1` */
export function isBeyondRoot(end: Expression, name: string): boolean {
  if (end.nodeType === 'Name') return end.id === name;
  if (end.nodeType !== 'BinOp' || end.right.nodeType !== 'Constant') return false;
  const { op, right } = end;
  const isSmall = op.nodeType === 'Add' || op.nodeType === 'Sub' || (op.nodeType === 'FloorDiv' && right.value === 2);
  return isSmall && isBeyondRoot(end.left, name);
}
