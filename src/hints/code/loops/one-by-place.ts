import type { NodeOf } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bareName, bindingsOf } from '../names.ts';
import { readsOf } from './consumption.ts';

/** Whether of a list that is made here only one item is taken, by a place that is worked out or drawn: `list(table)[at]`, `choice(list(table))`. */
export function isTakenByOnePlace(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  if (isOneTaken(code)) return true;
  const around = code.parent?.node;
  const target = around?.nodeType === 'Assign' && around.targets.length === 1 ? around.targets[0] : undefined;
  if (target?.nodeType !== 'Name' || bindingsOf(target.id, frame).length > 1) return false;
  const reads = readsOf(target.id, frame);
  const isPlain = reads.every(
    (read) => read.frame === frame && read.loops.length === code.loops.length && (isOneTaken(read) || isLength(read)),
  );
  return isPlain && reads.some(isOneTaken);
}

function isOneTaken({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'Call') {
    return bareName(around, frame) === 'choice' && around.args.length === 1 && around.args[0] === node;
  }
  return (
    around?.nodeType === 'Subscript' &&
    around.value === node &&
    around.ctx.nodeType === 'Load' &&
    around.slice.nodeType !== 'Slice'
  );
}

function isLength({ node, parent, frame }: CodeNode): boolean {
  const around = parent?.node;
  return around?.nodeType === 'Call' && bareName(around, frame) === 'len' && around.args[0] === node;
}
