import { type Expression, isEmptyList, type NodeOf } from '../../source/syntax.ts';
import { readsOf } from './loops/consumption.ts';
import { isIndex } from './loops/first-items.ts';
import type { CodeNode, FrameCode } from './module-code.ts';
import { type BoundIn, bindingsOf, calledName } from './names.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/** The one binding of a name, in its own function. */
function onlyBinding(value: Expression | undefined, frame: FrameCode): BoundIn | undefined {
  const [only, ...others] = value?.nodeType === 'Name' ? bindingsOf(value.id, frame) : [];
  return others.length === 0 ? only : undefined;
}

/** `bisect.insort(found, value)` of a list that is empty before the loop, where nothing else in the loop looks at it. */
export function isPutInUnread({ node, loops }: Call, frame: FrameCode): boolean {
  const [list] = node.args;
  const made = onlyBinding(list, frame)?.binding;
  if (list?.nodeType !== 'Name' || made?.kind !== 'assignment') return false;
  if (!isEmptyList(made.value) || made.loopDepth >= loops.length) return false;
  const reads = readsOf(list.id, frame);
  return reads.every((read) => read.frame === frame && (read.loops.length <= made.loopDepth || read.node === list));
}

/** `len(buffer.getvalue())` */
export function isOnlyMeasured({ node, parent }: Call, frame: FrameCode): boolean {
  const around = parent?.node;
  return around?.nodeType === 'Call' && around.args[0] === node && calledName(around, frame) === 'len';
}

/** `sorted((low, value, high))[1]`, `statistics.median([low, value, high])` */
export function isOneOfThree({ node, parent }: Call, frame: FrameCode): boolean {
  const [given] = node.args;
  if (given?.nodeType !== 'Tuple' && given?.nodeType !== 'List') return false;
  const isThree = given.elts.length === 3 && given.elts.every(({ nodeType }) => nodeType !== 'Starred');
  if (!isThree || calledName(node, frame) !== 'sorted') return isThree;
  return parent?.node.nodeType === 'Subscript' && parent.node.value === node && isIndex(parent.node.slice, 1);
}
