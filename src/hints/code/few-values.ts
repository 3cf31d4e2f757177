import type { Expression } from '../../source/syntax.ts';
import { targetText } from './accumulation.ts';
import { isSameInEveryCall } from './invariance.ts';
import { type FrameCode, nodesOf } from './module-code.ts';
import { lengthOf } from './static-length.ts';

/**
 * How many values an expression can have at most in all calls of its function, where the source says it: `RULES[kind]` one
 * for each entry of a table that is written out and never changed.
 */
export function mostValues(expression: Expression, frame: FrameCode): number | undefined {
  if (isSameInEveryCall(expression, frame)) return 1;
  if (expression.nodeType !== 'Subscript' || expression.slice.nodeType === 'Slice') return undefined;
  const table = expression.value;
  const length = lengthOf(table, frame);
  return length === undefined || isFilled(table, frame) ? undefined : length;
}

function isFilled(table: Expression, { module: { frames } }: FrameCode): boolean {
  const text = targetText(table);
  return frames.some((frame) =>
    nodesOf(frame, 'Subscript').some(({ node }) => node.ctx.nodeType !== 'Load' && targetText(node.value) === text),
  );
}
