import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type FrameCode, type LoopNode, nodesInLoop, nodesOf } from '../module-code.ts';

/** Whether a number is divided by all primes found before it, with nothing that ends at its square root. */
export function triesAllPrimes(number: string, divisor: string, loop: LoopNode, frame: FrameCode): boolean {
  const clause = loop.nodeType === 'For' ? loop : loop.nodeType === 'GeneratorExp' ? loop.generators.at(-1) : undefined;
  if (clause?.iter.nodeType !== 'Name' || targetText(clause.target) !== divisor) return false;
  const primes = clause.iter.id;
  const isKept = nodesOf(frame, 'Call').some(
    ({ node: { func, args } }) =>
      func.nodeType === 'Attribute' &&
      func.attr === 'append' &&
      targetText(func.value) === primes &&
      args[0]?.nodeType === 'Name' &&
      args[0].id === number,
  );
  return isKept && !nodesInLoop(loop, frame).some(({ node }) => node.nodeType === 'Compare' && isLimit(node, divisor));
}

/** `prime * prime > number`, `prime > root` */
function isLimit({ ops, left, comparators }: NodeOf<'Compare'>, divisor: string): boolean {
  const isOrder = ops.some(({ nodeType }) => nodeType !== 'Eq' && nodeType !== 'NotEq');
  return isOrder && [left, ...comparators].some((side) => isNamedIn(side, divisor));
}

function isNamedIn(side: Expression, name: string): boolean {
  return [...walkSyntax(side)].some((node) => node.nodeType === 'Name' && node.id === name);
}
