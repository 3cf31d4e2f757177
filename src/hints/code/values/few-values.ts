import type { Binding } from '../../../source/bindings.ts';
import { type Expression, isComprehension } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { targetText } from '../loops/copied-whole.ts';
import { type FrameCode, type ModuleCode, nodesOf } from '../module-code.ts';
import { type BoundIn, bindingsOf, selfName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { isSameInEveryCall } from '../steady/invariance.ts';
import { argumentsFor } from './call-arguments.ts';
import { lengthOf } from './static-length.ts';

const DEEPEST = 3;

/**
 * How many values an expression can have at most in all calls of its function, where the source says it: `RULES[kind]` one
 * for each entry of a table that is written out and never changed, `rule` of `for rule in RULES` the same, and an argument
 * as many as the calls in the file give it.
 */
export function mostValues(expression: Expression, frame: FrameCode, depth: number = 0): number | undefined {
  // what a caller takes of its own object may be another for each
  if (depth > DEEPEST || (depth > 0 && namesIn(expression).has(selfName(frame) ?? ''))) return undefined;
  if (isSameInEveryCall(expression, frame)) return 1;
  if (expression.nodeType === 'Name') {
    return sumOf(bindingsOf(expression.id, frame), (bound) => mostBound(bound, depth + 1));
  }
  if (expression.nodeType !== 'Subscript' || expression.slice.nodeType === 'Slice') return undefined;
  return entriesOf(expression.value, frame);
}

function mostBound({ binding, frame }: BoundIn, depth: number): number | undefined {
  const { kind, target } = binding;
  const walked = kind === 'loop' ? walkedBy(binding) : null;
  if (kind === 'loop') return walked === null ? undefined : entriesOf(walked, frame);
  if (kind !== 'argument') return undefined;
  return sumOf(argumentsFor(target, frame), (given) => mostValues(given.value, given.frame, depth));
}

/** What a loop walks, also where its items are unpacked. */
function walkedBy({ node, value }: Binding): Expression | null {
  if (value !== null || !isComprehension(node) || node.generators.length > 1) return value;
  return node.generators[0]?.iter ?? null;
}

/** Ends at the first that nobody knows: a function may have thousands of calls. */
function sumOf<Item>(items: readonly Item[], countOf: (item: Item) => number | undefined): number | undefined {
  let sum: number | undefined;
  for (const item of items) {
    const count = countOf(item);
    if (count === undefined) return undefined;
    sum = (sum ?? 0) + count;
  }
  return sum;
}

/** The entries of a table that nothing in the file changes. */
export function entriesOf(table: Expression, frame: FrameCode): number | undefined {
  return tablesFilled(frame.module).has(targetText(table)) ? undefined : lengthOf(table, frame);
}

const tablesFilled = oncePer(({ frames }: ModuleCode): ReadonlySet<string> => {
  const items = frames.flatMap((frame) => nodesOf(frame, 'Subscript'));
  return new Set(items.flatMap(({ node }) => (node.ctx.nodeType === 'Load' ? [] : [targetText(node.value)])));
});
