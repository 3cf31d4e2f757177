import { isFunctionNode } from '../../source/syntax.ts';
import { type FrameCode, nodesOf } from './module-code.ts';

/** By which name a export function calls itself: also that of a variable that a lambda is bound to. */
export function ownName(frame: FrameCode): string | undefined {
  if (isFunctionNode(frame.node)) return frame.scope.name;
  if (frame.node.nodeType !== 'Lambda' || frame.parent === null) return undefined;
  const bound = nodesOf(frame.parent, 'Assign').find(({ node: { value } }) => value === frame.node);
  const [target, ...others] = bound?.node.targets ?? [];
  return target?.nodeType === 'Name' && others.length === 0 ? target.id : undefined;
}

/** What it calls its arguments. */
export function argumentNames({ node }: FrameCode): readonly string[] {
  return isFunctionNode(node) || node.nodeType === 'Lambda' ? node.args.args.map(({ arg }) => arg) : [];
}
