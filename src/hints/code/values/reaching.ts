import type { SyntaxNode } from '../../../source/syntax.ts';
import { oncePer, oncePerName } from '../../../text/lazily.ts';
import type { FrameCode } from '../module-code.ts';
import { type BoundIn, resolve } from '../names.ts';
import { type KindQuestion, NOTHING, unionOf } from './kind-question.ts';

/** From each line on what a name may hold, as a question; the first for what comes before all those lines. */
type Stretch = { readonly from: number; readonly question: KindQuestion };

/**
 * What the bindings of a name that may hold at a line say: `jobs = list(jobs)` among the first statements of a function
 * hides the argument from what comes behind it, and nothing that is bound further down is seen.
 *
 *     def run(jobs):           from  bindings
 *         for job in jobs:        0  the argument, the loop's
 *             jobs = job.next
 *         jobs = list(jobs)       4  its own, and those in statements further down
 *         print(jobs)
 */
export function makeReaching(
  ofBinding: (one: BoundIn) => KindQuestion,
): (name: string, line: number, frame: FrameCode) => KindQuestion {
  const anyOf = oncePer((bound: readonly BoundIn[]) => unionOf(bound.map(ofBinding)));
  const stretchesOf = oncePerName((name: string, frame: FrameCode): readonly Stretch[] =>
    makeStretches(resolve(name, frame), frame, ofBinding),
  );
  return (name, line, frame) => {
    const bound = resolve(name, frame);
    const isAllOutside = bound.every((one) => one.frame !== frame);
    return isAllOutside ? anyOf(bound) : stretchAt(line, stretchesOf(name, frame)).question;
  };
}

function makeStretches(
  bound: readonly BoundIn[],
  frame: FrameCode,
  ofBinding: (one: BoundIn) => KindQuestion,
): readonly Stretch[] {
  const isTop = (one: BoundIn): boolean => one.frame === frame && isTopAssignment(one, frame);
  const tops = bound.filter(isTop).toSorted(byLine);
  const others = bound.filter((one) => !isTop(one) && one.frame === frame).toSorted(byLine);
  const outside = bound.filter((one) => one.frame !== frame);
  // each stretch ends as the one before it: the chain is made once, from its end
  const ends: KindQuestion[] = [outside.length === 0 ? NOTHING : unionOf(outside.map(ofBinding))];
  for (const one of others.toReversed()) ends.push(unionOf([ofBinding(one)], ends.at(-1)));
  return [0, ...new Set(tops.map(({ binding }) => binding.line))].map((from) => {
    const left = others.length - lowerBound(others, from);
    const own = tops.slice(lowerBound(tops, from), lowerBound(tops, from + 1));
    return { from, question: unionOf(own.map(ofBinding), ends[left] ?? NOTHING) };
  });
}

function byLine(one: BoundIn, other: BoundIn): number {
  return one.binding.line - other.binding.line;
}

/** How many stand before a line. */
function lowerBound(sorted: readonly BoundIn[], line: number): number {
  return countWhile(sorted.length, (at) => sorted[at]!.binding.line < line);
}

function stretchAt(line: number, stretches: readonly Stretch[]): Stretch {
  return stretches[
    Math.max(
      1,
      countWhile(stretches.length, (at) => stretches[at]!.from < line),
    ) - 1
  ]!;
}

/** How many from the first on pass a test that none passes after one that does not. */
function countWhile(length: number, test: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isTopAssignment({ binding: { kind, node } }: BoundIn, frame: FrameCode): boolean {
  return kind === 'assignment' && topStatements(frame).has(node);
}

const topStatements = oncePer(
  ({ node }: FrameCode): ReadonlySet<SyntaxNode> => new Set(node.nodeType === 'Lambda' ? [] : node.body),
);
