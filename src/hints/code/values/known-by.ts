import { isComprehension, lastLineOf, lineOf, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';

type Asked = CodeNode<NodeOf<'Call'> | NodeOf<'Attribute'>>;

/** Whoever comes to the later call has made the first, and nothing in it has been bound since. */
export function isKnownBy(first: Asked, later: Asked, frame: FrameCode): boolean {
  const arms = new Set(armsAround(later));
  if (first.loops.at(-1) !== later.loops.at(-1) || !armsAround(first).every((arm) => arms.has(arm))) return false;
  const names = [...walkSyntax(first.node)].flatMap((node) => (node.nodeType === 'Name' ? [node.id] : []));
  const last = Math.max(lineOf(first.node), lastLineOf(later.node));
  return names.every((name) =>
    bindingsOf(name, frame).every(({ binding: { line } }) => line <= lineOf(first.node) || line > last),
  );
}

/** The lists of statements and the expressions around a node that run only sometimes, each by what stands first in it. */
function armsAround(code: CodeNode): readonly SyntaxNode[] {
  const arms: SyntaxNode[] = [];
  for (let at: CodeNode = code; at.parent !== null; at = at.parent) {
    const arm = armOf(at.node, at.parent.node);
    if (arm !== undefined) arms.push(arm);
  }
  return arms;
}

function armOf(child: SyntaxNode, parent: SyntaxNode): SyntaxNode | undefined {
  switch (parent.nodeType) {
    case 'IfExp':
    case 'If':
    case 'While':
      return parent.test === child ? undefined : firstBeside(child, parent);
    case 'BoolOp':
      return parent.values[0] === child ? undefined : child;
    case 'Try':
    case 'ExceptHandler':
    case 'MatchCase':
    case 'Lambda':
      return child;
    default:
      // what is tested for each item comes before what is made of it
      return isComprehension(parent) && parent.generators[0]?.ifs[0] !== child ? child : undefined;
  }
}

function firstBeside(child: SyntaxNode, parent: NodeOf<'IfExp' | 'If' | 'While'>): SyntaxNode {
  if (parent.nodeType === 'IfExp') return child;
  const isIn = (statements: readonly SyntaxNode[]): boolean => statements.includes(child);
  return (isIn(parent.body) ? parent.body[0] : parent.orelse[0]) ?? child;
}
