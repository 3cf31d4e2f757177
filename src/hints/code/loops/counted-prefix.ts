import { type Expression, isFunctionNode, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { methodCalled } from '../names.ts';
import { isParameter } from '../steady/asked-again.ts';
import { isInvariantIn, isSameInEveryCall } from '../steady/invariance.ts';
import { isConstant } from './consumption.ts';

/**
 * The text of which a call walks all up to a place that is another each time: `source` of `source.count('\n', 0, at)`,
 * `source[:match.start()].count('\n')` and `source[:at].splitlines()`. undefined for all else.
 */
export function countedPrefix(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Expression | undefined {
  const prefix = prefixWalked(code.node, frame);
  return prefix !== undefined && isMovedOver(prefix, code, frame) ? prefix.text : undefined;
}

type Prefix = { readonly text: Expression; readonly end: Expression };

function prefixWalked(call: NodeOf<'Call'>, frame: FrameCode): Prefix | undefined {
  const method = methodCalled(call, frame);
  if (method === undefined || call.keywords.length > 0) return undefined;
  const { receiver, name } = method;
  const [, start, end] = call.args;
  if (name === 'count' && start !== undefined) {
    return end !== undefined && isConstant(start, 0) ? { text: receiver, end } : undefined;
  }
  if (receiver.nodeType !== 'Subscript' || receiver.slice.nodeType !== 'Slice') return undefined;
  const { lower, upper, step } = receiver.slice;
  const isFromStart = lower === undefined || isConstant(lower, 0);
  return upper !== undefined && step === undefined && isFromStart ? { text: receiver.value, end: upper } : undefined;
}

/** The text stays and the place does not: in a loop, or from call to call of a function that is given the place. */
function isMovedOver({ text, end }: Prefix, { loops }: CodeNode, frame: FrameCode): boolean {
  if (loops.length > 0)
    return loops.some((loop) => isInvariantIn(text, loop, frame) && !isInvariantIn(end, loop, frame));
  const isGiven = [...walkSyntax(end)].some((node) => node.nodeType === 'Name' && isParameter(node.id, frame));
  return isFunctionNode(frame.node) && isGiven && !isSameInEveryCall(end, frame) && isSameInEveryCall(text, frame);
}
