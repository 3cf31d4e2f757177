import type { NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type FrameCode, nodesInLoop } from '../module-code.ts';
import { bindingsOf } from '../names.ts';

/** Whether each pass of a loop binds a name before it reads it, and nobody else does: nothing is left of the pass before. */
export function isBoundFirst(name: string, loop: NodeOf<'For'>, frame: FrameCode): boolean {
  const inLoop = new Set(nodesInLoop(loop, frame).map(({ node }) => node));
  return isOwnOf(loop.body, name) && bindingsOf(name, frame).every(({ binding: { node } }) => inLoop.has(node));
}

/** Whether some steps bind a name before they read it, each branch that has it for itself. */
function isOwnOf(steps: readonly SyntaxNode[], name: string): boolean {
  const having = steps.filter((step) => [...walkSyntax(step)].some((node) => isNamed(node, name)));
  const [first, ...others] = having;
  if (first?.nodeType === 'Assign') return ![...walkSyntax(first.value)].some((node) => isNamed(node, name));
  if (first?.nodeType !== 'If' || others.length > 0) return having.length === 0;
  const isAsked = [...walkSyntax(first.test)].some((node) => isNamed(node, name));
  return !isAsked && isOwnOf(first.body, name) && isOwnOf(first.orelse, name);
}

function isNamed(node: SyntaxNode, name: string): boolean {
  return node.nodeType === 'Name' && node.id === name;
}
