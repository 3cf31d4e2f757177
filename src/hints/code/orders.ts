import type { NodeOf, SyntaxNode } from '../../source/syntax.ts';

/** The comparisons that ask which of two comes first. */
export const ORDERS: ReadonlySet<string> = new Set(['Lt', 'LtE', 'Gt', 'GtE']);

/** `now - seen > limit`: of two, and no more. */
export function isOrderTest(test: SyntaxNode): test is NodeOf<'Compare'> {
  return test.nodeType === 'Compare' && test.comparators.length <= 1 && ORDERS.has(test.ops[0]?.nodeType ?? '');
}
