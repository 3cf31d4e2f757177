import type { Expression, NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { accumulations } from '../code/loops/accumulation.ts';
import { isSeenOutside } from '../code/loops/one-step.ts';
import { isWalkedWhole } from '../code/loops/walked-whole.ts';
import { type CodeNode, codeAt, type FrameCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { calledName } from '../code/names.ts';
import { givenText, shortText, sourceText } from '../code/source-text.ts';
import { isInvariantIn, namesBoundBy } from '../code/steady/invariance.ts';
import { isGrownAlone } from '../code/steady/own-list.ts';
import { importLine } from '../code/values/made-at.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { NOT_MEASURED, type Practice, type PracticeSite } from '../practice.ts';
import type { Fix } from '../rule.ts';
import { figureInLoop, isCheap } from './as-measured.ts';

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
    if (leaves(inner, frame) || !areOneWalk(code, inner)) return [];
    const heads = headsOf(code.node, inner, frame);
    return [
      {
        code,
        subject: heads.replace(/\s+/g, ' '),
        figure: nestCase([code.node, inner], frame),
        isPart: inner.body.length > 1 || !inner.body.every((step) => isCheap(step, frame)),
        fix: productFix(code.node, inner, frame),
      },
    ];
  });
}

/** Walked is what was measured: ranges, or lists that are there. */
function nestCase(loops: readonly NodeOf<'For'>[], frame: FrameCode): string {
  const isRange = loops.map(({ iter }) => iter.nodeType === 'Call' && calledName(iter, frame) === 'range');
  if (isRange.every((range) => range)) return 'practice-product/ranges';
  return loops.every(({ iter }, at) => isRange[at] || THERE.has(iter.nodeType))
    ? 'practice-product/lists'
    : NOT_MEASURED;
}

/** What is walked as it is. */
const THERE: ReadonlySet<string> = new Set(['Name', 'Attribute', 'Tuple', 'List', 'Constant']);

/** Whether the program does the same if it has all pairs before the first pass. */
function areOneWalk(code: CodeNode<NodeOf<'For'>>, inner: NodeOf<'For'>): boolean {
  const { node: outer, frame } = code;
  const innerCode = codeAt(inner, frame);
  if (innerCode === undefined || outer.orelse.length + inner.orelse.length > 0) return false;
  if (!isInvariantIn(inner.iter, outer, frame) || holdsItem(inner.iter)) return false;
  if (![outer.iter, inner.iter].every((iter) => isWalkedWhole(iter, code))) return false;
  const names = namesBoundBy(outer);
  const isKept = nodesInLoop(inner, frame).every(
    ({ node }) => node.nodeType !== 'Name' || node.ctx.nodeType === 'Load' || !names.has(node.id),
  );
  return isKept && !isSeenOutside(code) && !isSeenOutside({ ...innerCode, node: inner });
}

/** `rows[0]` fails where the outer loop has nothing to walk, and never asks for it. */
function holdsItem(iter: Expression): boolean {
  return [...walkSyntax(iter)].some(({ nodeType }) => nodeType === 'Subscript');
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
  const iters = [outer, inner].map(({ iter }) => givenText(iter, frame));
  const text =
    'itertools.product gives the pairs in the same order; it keeps all items of both, so neither may be endless.';
  const before = `${headsOf(outer, inner, frame)}\n        ...`;
  const isPlain = [outer, inner].every(({ target }) => target.nodeType === 'Name');
  if (!isPlain || names[0] === names[1] || iters.some((iter) => iter.includes('\n'))) return { text, before };
  return {
    text,
    before,
    after: `${importLine('itertools', frame)}for ${names.join(', ')} in itertools.product(${iters.join(', ')}):\n    ...`,
  };
}

function chains(frame: FrameCode): readonly PracticeSite[] {
  return accumulations(frame)
    .filter(
      ({ form, target, added }) =>
        form === 'after' && [target, ...added].some((part) => kindOf(part, frame) === 'list'),
    )
    .filter(({ target }) => isGrownAlone(target, frame))
    .map(({ code, target, added }) => {
      const [more] = added;
      const text =
        'extend() makes no new list; the new list of each step takes the square of the items, which is the rule list-plus as soon as it matters.';
      const after = more === undefined ? '' : `${sourceText(target, frame)}.extend(${givenText(more, frame)})`;
      const fix = { text, before: sourceText(code.node, frame), after };
      return {
        code,
        subject: shortText(code.node, frame),
        ...figureInLoop('practice-product/extend', code),
        fix,
      };
    });
}
