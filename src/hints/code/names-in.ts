import type { Expression, SyntaxNode } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';

/** The names that stand anywhere in an expression, read or bound. */
export function namesIn(expression: SyntaxNode): ReadonlySet<string> {
  return new Set([...walkSyntax(expression)].flatMap((node) => (node.nodeType === 'Name' ? [node.id] : [])));
}

/** The names in any of some expressions. */
export function namesInAll(expressions: readonly Expression[]): ReadonlySet<string> {
  return new Set(expressions.flatMap((one) => [...namesIn(one)]));
}
