import { isFunctionNode, type SyntaxNode } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type FrameCode, nodesOf } from './module-code.ts';

/** By which name a function calls itself: also that of a variable that a lambda is bound to. */
export function ownName(frame: FrameCode): string | undefined {
  if (isFunctionNode(frame.node)) return frame.scope.name;
  return frame.node.nodeType === 'Lambda' && frame.parent !== null
    ? namesGiven(frame.parent).get(frame.node)
    : undefined;
}

/** The names to which a frame binds what it makes, by what is made. */
const namesGiven = oncePer((frame: FrameCode): ReadonlyMap<SyntaxNode, string> => {
  const given = nodesOf(frame, 'Assign').flatMap(({ node: { value, targets } }) => {
    const [target, ...others] = targets;
    return target?.nodeType === 'Name' && others.length === 0 ? [[value, target.id] as const] : [];
  });
  return new Map<SyntaxNode, string>(given);
});

/** What it calls its arguments. */
export function argumentNames({ node }: FrameCode): readonly string[] {
  return isFunctionNode(node) || node.nodeType === 'Lambda' ? node.args.args.map(({ arg }) => arg) : [];
}
