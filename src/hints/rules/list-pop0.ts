import type { NodeOf } from '../../source/syntax.ts';
import { targetText } from '../code/accumulation.ts';
import { isConstant, receiverOf } from '../code/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/value-kind.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge, weighOwnTime } from '../weigh.ts';

/**
 * Items taken from the front of a list
 *
 * ## What it finds
 *
 * `queue.pop(0)`, `del queue[0]` and `queue = queue[1:]`, again and again, on a list that is long: a call of `pop` that
 * takes no longer than one from the end is not reported.
 *
 * ## Why it costs
 *
 * A list is one array of references. Taking the first moves all others one place; a slice copies them.
 *
 * ## Example
 *
 *     queue = [root]
 *     while queue:
 *         node = queue.pop(0)
 *         queue.extend(node.children)
 *
 * ## Instead
 *
 *     queue = deque([root])
 *     while queue:
 *         node = queue.popleft()
 *         queue.extend(node.children)
 *
 * with `from collections import deque`. Where the list is only walked, a `for` loop or an index does it; where the order
 * is free, `pop()` from the end.
 *
 * ## When it does not matter
 *
 * While the list holds less than some hundred items.
 */
export const listPop0: HintRule = {
  id: 'list-pop0',
  title: 'items taken from the front of a list',
  article: 'built-ins',
  priority: 1,
  fix: 'Use collections.deque and popleft.',
  callees: ['list.pop'],
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => popSite(code, frame) ?? []),
    ...nodesOf(frame, 'Delete').flatMap((code) => deleteSite(code, frame) ?? []),
    ...nodesOf(frame, 'Assign').flatMap((code) => sliceSite(code, frame) ?? []),
  ],
  weigh: (site, evidence) => {
    if (site.variant !== 'pop') return weighOwnTime(site, evidence, { what: site.subject });
    return weighEdge(site, evidence, {
      callees: ['list.pop'],
      called: 'list.pop',
      time: 'own',
      leastCalls: 20,
      leastPerCall: 'of-long-list',
      gain: null,
      leastSaving: ({ ncalls, tottime }) => tottime - 1.5 * ncalls * evidence.cheapCall,
      whatRemains: 'a call of a deque takes as long as the cheapest calls of this profile; its time above that goes',
    });
  },
};

function popSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func, args } = code.node;
  const queue = receiverOf(code.node);
  if (func.nodeType !== 'Attribute' || func.attr !== 'pop' || queue === undefined) return undefined;
  if (args.length !== 1 || !isConstant(args[0], 0) || !isListLike(kindOf(queue, frame))) return undefined;
  const name = sourceText(queue, frame);
  const fix = {
    text: `Make ${name} a collections.deque.`,
    before: sourceText(code.node, frame),
    after: `${name}.popleft()  # with ${name} a collections.deque`,
  };
  return { code, subject: sourceText(code.node, frame), variant: 'pop', fix };
}

function isListLike(kind: string): boolean {
  return kind === 'list' || kind === 'unknown';
}

function deleteSite(code: CodeNode<NodeOf<'Delete'>>, frame: FrameCode): Site | undefined {
  const found = code.node.targets.find(
    (target) =>
      target.nodeType === 'Subscript' && isConstant(target.slice, 0) && kindOf(target.value, frame) === 'list',
  );
  return found === undefined ? undefined : { code, subject: sourceText(code.node, frame), variant: 'delete' };
}

/** `queue = queue[1:]` */
function sliceSite(code: CodeNode<NodeOf<'Assign'>>, frame: FrameCode): Site | undefined {
  const [target, ...others] = code.node.targets;
  const { value } = code.node;
  if (target === undefined || others.length > 0 || value.nodeType !== 'Subscript') return undefined;
  const { slice } = value;
  if (slice.nodeType !== 'Slice' || slice.upper !== undefined || slice.lower?.nodeType !== 'Constant') return undefined;
  if (targetText(target) !== targetText(value.value) || kindOf(value.value, frame) !== 'list') return undefined;
  return code.loops.length === 0 ? undefined : { code, subject: sourceText(code.node, frame), variant: 'slice' };
}
