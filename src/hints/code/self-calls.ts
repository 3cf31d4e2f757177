import type { NodeOf } from '../../source/syntax.ts';
import { edgesWalked } from './graph-edges.ts';
import { type CodeNode, classAround, type FrameCode, nodesOf } from './module-code.ts';
import { selfName } from './names.ts';
import { ownName } from './own-name.ts';

export function selfCalls(frame: FrameCode): readonly CodeNode<NodeOf<'Call'>>[] {
  return nodesOf(frame, 'Call').filter(({ node }) => isSelfCall(node, frame));
}

/** `ways(...)`, `self.ways(...)`, and `Board.ways(...)` of a static method. */
export function isSelfCall({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (func.nodeType === 'Name') return func.id === ownName(frame) && frame.parent?.node.nodeType !== 'ClassDef';
  if (func.nodeType !== 'Attribute' || func.attr !== frame.scope.name || func.value.nodeType !== 'Name') return false;
  return func.value.id === selfName(frame) || func.value.id === classAround(frame)?.scope.name;
}

/** `other.finish()` of `for other in self.needs` */
export function isCallOfNext({ func }: NodeOf<'Call'>, frame: FrameCode): boolean {
  if (func.nodeType !== 'Attribute' || func.attr !== frame.scope.name || func.value.nodeType !== 'Name') return false;
  return frame.parent?.node.nodeType === 'ClassDef' && edgesWalked(func.value.id, frame) !== undefined;
}
