import { type Expression, isEmptyList, type NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName, fullName } from '../code/names.ts';
import { sourceText } from '../code/source-text.ts';
import { importLine } from '../code/values/made-at.ts';
import { itemKindOf, kindOf } from '../code/values/value-kind.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/**
 * Lists joined with sum()
 *
 * ## What it finds
 *
 * `sum(lists, [])` and `functools.reduce(operator.add, lists, [])`.
 *
 * ## Why it costs
 *
 * Each `+` makes a new list of all that came before: for n lists there are n lists in between, and the work grows with
 * the square of their length.
 *
 * ## Example
 *
 *     words = sum((line.split() for line in lines), [])
 *
 * ## Instead
 *
 *     words = list(chain.from_iterable(line.split() for line in lines))
 *
 * with `from itertools import chain`, or a comprehension with two `for`.
 *
 * ## When it does not matter
 *
 * For a few short lists.
 */
export const sumLists: HintRule = {
  id: 'sum-lists',
  title: 'lists joined with sum()',
  article: 'itertools',
  priority: 1,
  fix: 'Use itertools.chain.from_iterable, which makes one list.',
  callees: ['sum', 'functools.reduce'],
  time: 'callees',
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: [site.variant === 'reduce' ? 'functools.reduce' : 'sum'],
      called: site.variant ?? 'sum',
      time: site.variant === 'sum' ? 'own' : 'whole',
      leastCalls: 1,
      leastPerCall: 5e-6,
      gain: null,
      leastSaving: ({ cumtime }) => 0.75 * cumtime,
      whatRemains: 'only one copy of each item remains: with many lists nearly all of it goes',
    }),
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { args, keywords } = code.node;
  const name = calledName(code.node, frame);
  const isSum = name === 'sum';
  if (!isSum && !(name === 'functools.reduce' && isAddition(args[0], frame))) return undefined;
  const start = args[isSum ? 1 : 2] ?? keywords.find(({ arg }) => arg === 'start')?.value;
  const lists = args[isSum ? 0 : 1];
  // without a start sum() adds numbers, and reduce() begins with the first
  const kind =
    start !== undefined ? kindOf(start, frame) : isSum || lists === undefined ? 'unknown' : itemKindOf(lists, frame);
  if (kind !== 'list' && kind !== 'tuple') return undefined;
  const site = { code, subject: sourceText(code.node, frame), variant: isSum ? 'sum' : 'reduce' };
  const isEmpty = start === undefined || isEmptyList(start);
  if (lists === undefined || !isEmpty) return site; // what it starts with would be lost
  const text = 'Chain the lists instead of adding them up.';
  const walked = lists.nodeType === 'ListComp' ? sourceText(lists, frame).slice(1, -1) : sourceText(lists, frame);
  const after = `${importLine('itertools', frame)}list(itertools.chain.from_iterable(${walked}))`;
  return { ...site, fix: { text, before: sourceText(code.node, frame), after } };
}

const ADDITIONS: ReadonlySet<string> = new Set(['operator.add', 'operator.concat']);

/** `operator.add`, or `lambda a, b: a + b`; `reduce` may do anything else as well. */
function isAddition(step: Expression | undefined, frame: FrameCode): boolean {
  if (step?.nodeType === 'Lambda') {
    const { args, body } = step;
    if (body.nodeType !== 'BinOp' || body.op.nodeType !== 'Add') return false;
    const [first, second] = [body.left, body.right];
    return first.nodeType === 'Name' && second.nodeType === 'Name' && args.args[0]?.arg === first.id;
  }
  return step !== undefined && ADDITIONS.has(fullName(step, frame));
}
