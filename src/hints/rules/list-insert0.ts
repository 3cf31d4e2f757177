import type { NodeOf } from '../../source/syntax.ts';
import { isConstant, receiverOf } from '../code/consumption.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { sourceText } from '../code/source-text.ts';
import { kindOf } from '../code/value-kind.ts';
import type { HintRule, Site } from '../rule.ts';
import { weighEdge } from '../weigh.ts';

/**
 * Items put before a list
 *
 * ## What it finds
 *
 * `items.insert(0, item)`, again and again, on a list that is long: calls that take no longer than an `append` are not
 * reported.
 *
 * ## Why it costs
 *
 * A list is one array of references with room at its end. To put one in front, all others move one place.
 *
 * ## Example
 *
 *     for event in events:
 *         newest_first.insert(0, event)
 *
 * ## Instead
 *
 *     newest_first = deque()
 *     for event in events:
 *         newest_first.appendleft(event)
 *
 * with `from collections import deque`; or `append` and one `reverse()` at the end.
 *
 * ## When it does not matter
 *
 * While the list holds less than some hundred items.
 */
export const listInsert0: HintRule = {
  id: 'list-insert0',
  title: 'items put before a list',
  article: 'built-ins',
  priority: 1,
  fix: 'Use collections.deque and appendleft, or append and reverse once.',
  callees: ['list.insert'],
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) =>
    weighEdge(site, evidence, {
      callees: ['list.insert'],
      called: 'list.insert',
      time: 'own',
      leastCalls: 20,
      leastPerCall: 'of-long-list',
      gain: null,
      leastSaving: ({ ncalls, tottime }) => tottime - 1.5 * ncalls * evidence.cheapCall,
      whatRemains: 'a call of a deque takes as long as the cheapest calls of this profile; its time above that goes',
    }),
};

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func, args } = code.node;
  const list = receiverOf(code.node);
  if (func.nodeType !== 'Attribute' || func.attr !== 'insert' || list === undefined) return undefined;
  const kind = kindOf(list, frame);
  if (args.length !== 2 || !isConstant(args[0], 0) || (kind !== 'list' && kind !== 'unknown')) return undefined;
  const name = sourceText(list, frame);
  const item = args[1] === undefined ? '' : sourceText(args[1], frame);
  const fix = {
    text: `Make ${name} a collections.deque, or append and reverse it once.`,
    before: sourceText(code.node, frame),
    after: `${name}.appendleft(${item})  # with ${name} a collections.deque`,
  };
  return { code, subject: sourceText(code.node, frame), fix };
}
