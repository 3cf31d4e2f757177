import type { NodeOf } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode, LoopNode } from '../module-code.ts';
import { calledName } from '../names.ts';
import { callsNamed } from '../steady/invariance.ts';

/** `unpack(format, data[at:at + 4])` for each field of a record, or for each record of a range with one step. */
export function isOfRecords(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const loop = code.loops.at(-1);
  if (loop === undefined || code.node.args[0]?.nodeType !== 'Constant') return false;
  const alike = callsNamed(frame, UNPACKS).filter(({ loops }) => loops.at(-1) === loop);
  const isEachField = alike.length > 1 && alike.every(({ node: { args } }) => args[0]?.nodeType === 'Constant');
  return isEachField || stepsBySize(loop, frame);
}

const UNPACKS: ReadonlySet<string> = new Set(['struct.unpack', 'struct.unpack_from']);

/** `for at in range(0, len(data), size)` */
function stepsBySize(loop: LoopNode, frame: FrameCode): boolean {
  if (loop.nodeType === 'While' || loop.nodeType === 'AsyncFor') return false;
  const iter = loop.nodeType === 'For' ? loop.iter : loop.generators.at(-1)?.iter;
  return iter?.nodeType === 'Call' && calledName(iter, frame) === 'range' && iter.args.length === 3;
}
