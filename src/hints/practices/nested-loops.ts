import type { NodeOf } from '../../source/syntax.ts';
import { accumulations } from '../code/accumulation.ts';
import { isInvariantIn } from '../code/invariance.ts';
import { type FrameCode, nodesOf } from '../code/module-code.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/value-kind.ts';
import type { Practice, PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';

/** A loop in a loop that itertools.product would be, and lists put together by `+` that chain would put together. */
export const nestedLoops: Practice = {
  id: 'nested-loops',
  title: 'a loop in a loop, or lists put together by +',
  article: 'itertools',
  match: (frame) => [...nests(frame), ...chains(frame)],
};

function nests(frame: FrameCode): readonly PracticeSite[] {
  return nodesOf(frame, 'For').flatMap((code): PracticeSite[] => {
    const [inner, ...others] = code.node.body;
    if (inner?.nodeType !== 'For' || others.length > 0) return [];
    const hasElse = code.node.orelse.length + inner.orelse.length > 0;
    if (hasElse || leaves(inner, frame) || !isInvariantIn(inner.iter, code.node, frame)) return [];
    const heads = headsOf(code.node, inner, frame);
    return [
      {
        code,
        subject: heads.replace(/\s+/g, ' '),
        figure: 'practice-product',
        fix: productFix(code.node, inner, frame),
      },
    ];
  });
}

/** `break` leaves the inner loop alone, and would leave product()'s whole. */
function leaves(inner: NodeOf<'For'>, frame: FrameCode): boolean {
  return nodesOf(frame, 'Break').some(({ loops }) => loops.at(-1) === inner);
}

function headsOf(outer: NodeOf<'For'>, inner: NodeOf<'For'>, frame: FrameCode): string {
  const head = ({ target, iter }: NodeOf<'For'>): string =>
    `for ${sourceText(target, frame)} in ${sourceText(iter, frame)}:`;
  return `${head(outer)}\n    ${head(inner)}`;
}

function productFix(outer: NodeOf<'For'>, inner: NodeOf<'For'>, frame: FrameCode): Fix {
  const names = [outer, inner].map(({ target }) => sourceText(target, frame));
  const iters = [outer, inner].map(({ iter }) => sourceText(iter, frame));
  const text =
    'itertools.product gives the pairs in the same order; it keeps all items of both, so neither may be endless.';
  const isPlain = [outer, inner].every(({ target }) => target.nodeType === 'Name');
  if (!isPlain || iters.some((iter) => iter.includes('\n'))) return { text };
  return {
    text,
    before: `${headsOf(outer, inner, frame)}\n        ...`,
    after: `from itertools import product  # at the top\nfor ${names.join(', ')} in product(${iters.join(', ')}):\n    ...`,
  };
}

function chains(frame: FrameCode): readonly PracticeSite[] {
  return accumulations(frame)
    .filter(
      ({ form, target, added }) =>
        form === 'after' && [target, ...added].some((part) => kindOf(part, frame) === 'list'),
    )
    .map(({ code, target, added }) => {
      const [more] = added;
      const text =
        'extend() makes no new list, and chain.from_iterable() was measured with ten lists of five; the new list of each step takes the square of the items, which is the rule list-plus as soon as it matters.';
      const after = more === undefined ? '' : `${sourceText(target, frame)}.extend(${sourceText(more, frame)})`;
      const fix = { text, before: sourceText(code.node, frame), after };
      return { code, subject: shortText(code.node, frame), figure: 'practice-product/chain', fix };
    });
}
