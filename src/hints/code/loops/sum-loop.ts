import type { NodeOf, SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { sourceText } from '../source-text.ts';

/** What a loop adds up under `& 0xFFFF` or `% modulus`: the name of the sum, and what cuts it at each step. */
export type LimitedSum = { readonly total: string; readonly limit: string };

/**
 * The sum of a loop that does nothing but add its items to a number and cut it; undefined for all else. One that is not cut
 * is what the practice built-ins is about.
 */
export function limitedSum({ target, body }: NodeOf<'For'>, frame: FrameCode): LimitedSum | undefined {
  const [step, ...others] = body;
  if (step?.nodeType !== 'Assign' || others.length > 0 || target.nodeType !== 'Name') return undefined;
  const [total, ...more] = step.targets;
  const { value } = step;
  if (total?.nodeType !== 'Name' || more.length > 0 || value.nodeType !== 'BinOp') return undefined;
  const { left: added, op, right: limit } = value;
  if (!LIMITS.has(op.nodeType) || added.nodeType !== 'BinOp' || added.op.nodeType !== 'Add') return undefined;
  const isSum = isName(added.left, total.id) && isName(added.right, target.id) && isNumber(total.id, frame);
  const isFixed = [...walkSyntax(limit)].every(
    (node) => node.nodeType !== 'Call' && !isName(node, target.id) && !isName(node, total.id),
  );
  const sign = op.nodeType === 'Mod' ? '%' : '&';
  return isSum && isFixed ? { total: total.id, limit: `${sign} ${sourceText(limit, frame)}` } : undefined;
}

const LIMITS: ReadonlySet<string> = new Set(['BitAnd', 'Mod']);

function isName(node: SyntaxNode, id: string): boolean {
  return node.nodeType === 'Name' && node.id === id;
}

/** It begins as a whole number: cutting fractions at each step rounds them otherwise. */
function isNumber(name: string, frame: FrameCode): boolean {
  return bindingsOf(name, frame).some(({ binding: { value } }) => {
    return value?.nodeType === 'Constant' && (typeof value.value === 'number' || typeof value.value === 'bigint');
  });
}
