import type { NodeOf } from '../../../source/syntax.ts';
import { readsOf } from '../loops/consumption.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { calledName } from '../names.ts';
import { isSameInEveryCall } from '../steady/invariance.ts';

/** `int(price * Fraction(part, whole))` needs no fraction. */
export function isCutToInt({ parent }: CodeNode, frame: FrameCode): boolean {
  const product = parent?.node;
  const around = parent?.parent?.node;
  if (product?.nodeType !== 'BinOp' || product.op.nodeType !== 'Mult' || around?.nodeType !== 'Call') return false;
  return calledName(around, frame) === 'int' && around.args.length === 1;
}

/** `beat += Fraction(length, TICKS)`, where `int(beat * TICKS)` is all that is asked of it: whole ticks are added up as well. */
export function isOfOneUnit({ node, parent }: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const step = parent?.node;
  const [, unit] = node.args;
  if (step?.nodeType !== 'AugAssign' || step.target.nodeType !== 'Name' || unit === undefined) return false;
  if (step.op.nodeType !== 'Add' || !isSameInEveryCall(unit, frame)) return false;
  const reads = readsOf(step.target.id, frame);
  return reads.length > 0 && reads.every((read) => isCutToInt(read, frame));
}
