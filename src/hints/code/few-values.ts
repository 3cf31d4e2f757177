import type { Binding } from '../../source/bindings.ts';
import { type Expression, isComprehension } from '../../source/syntax.ts';
import { targetText } from './accumulation.ts';
import { argumentsFor } from './call-arguments.ts';
import { isSameInEveryCall } from './invariance.ts';
import { type FrameCode, nodesOf } from './module-code.ts';
import { type BoundIn, bindingsOf } from './names.ts';
import { lengthOf } from './static-length.ts';

const DEEPEST = 3;

/**
 * How many values an expression can have at most in all calls of its function, where the source says it: `RULES[kind]` one
 * for each entry of a table that is written out and never changed, `rule` of `for rule in RULES` the same, and an argument
 * as many as the calls in the file give it.
 */
export function mostValues(expression: Expression, frame: FrameCode, depth: number = 0): number | undefined {
  if (isSameInEveryCall(expression, frame)) return 1;
  if (depth > DEEPEST) return undefined;
  if (expression.nodeType === 'Name') {
    return sumOf(bindingsOf(expression.id, frame).map((bound) => mostBound(bound, depth + 1)));
  }
  if (expression.nodeType !== 'Subscript' || expression.slice.nodeType === 'Slice') return undefined;
  return entriesOf(expression.value, frame);
}

function mostBound({ binding, frame }: BoundIn, depth: number): number | undefined {
  const { kind, target } = binding;
  const walked = kind === 'loop' ? walkedBy(binding) : null;
  if (kind === 'loop') return walked === null ? undefined : entriesOf(walked, frame);
  if (kind !== 'argument') return undefined;
  return sumOf(argumentsFor(target, frame).map((given) => mostValues(given.value, given.frame, depth)));
}

/** What a loop walks, also where its items are unpacked. */
function walkedBy({ node, value }: Binding): Expression | null {
  if (value !== null || !isComprehension(node) || node.generators.length > 1) return value;
  return node.generators[0]?.iter ?? null;
}

function sumOf(counts: readonly (number | undefined)[]): number | undefined {
  if (counts.length === 0) return undefined;
  return counts.reduce((sum, count) => (sum === undefined || count === undefined ? undefined : sum + count), 0);
}

/** The entries of a table that nothing in the file changes. */
function entriesOf(table: Expression, frame: FrameCode): number | undefined {
  const text = targetText(table);
  const isFilled = frame.module.frames.some((other) =>
    nodesOf(other, 'Subscript').some(({ node }) => node.ctx.nodeType !== 'Load' && targetText(node.value) === text),
  );
  return isFilled ? undefined : lengthOf(table, frame);
}
