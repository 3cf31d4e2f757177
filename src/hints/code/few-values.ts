import type { Expression } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { targetText } from './accumulation.ts';
import { isSameInEveryCall } from './invariance.ts';
import { type FrameCode, type ModuleCode, nodesOf } from './module-code.ts';
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

function isFilled(table: Expression, { module }: FrameCode): boolean {
  return tablesFilled(module).has(targetText(table));
}

const tablesFilled = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const items = frames.flatMap((frame) => nodesOf(frame, 'Subscript'));
  return new Set(items.flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [targetText(node.value)])));
});
