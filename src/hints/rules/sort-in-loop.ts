import type { Expression, NodeOf, SyntaxNode } from '../../source/syntax.ts';
import { operandsOf, targetText } from '../code/loops/copied-whole.ts';
import { takenFrom } from '../code/loops/first-items.ts';
import { overlappingPart } from '../code/loops/overlapping.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { calledName, methodCalled, statementAround } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { isOneLonger } from '../code/steady/outlasts-call.ts';
import { isOnlyRead } from '../code/steady/result-use.ts';
import { isSameList } from '../code/steady/same-list.ts';
import { asksForChanged, hasSteadyKey, setsOfAsked } from '../code/steady/steady-key.ts';
import type { HintRule, Site } from '../rule.ts';
import { isCalledInLoop, NOT_REPEATED, weighEdge } from '../weigh.ts';

const HEAPIFY = 'heapq.heapify';

/**
 * The same list sorted again and again
 *
 * ## What it finds
 *
 * `rows.sort()`, `sorted(rows)` or `sorted(rows + [row])` in a loop, or in a function that is called in one, where it is the same list each time:
 * one that each pass makes longer, by whichever name (`queue = self.queues[side]`), or one that does not change at all; a window that moves on and is only read (`sorted(values[at:at + 9])[4]`), without a key; and `heapq.heapify` of it. Lists that are new in each pass are not reported, nor an
 * order that is another each time: a key that asks for what the pass or the call brings, or for what the program sets meanwhile (`player.points`, `counts.get`).
 *
 * ## Why it costs
 *
 * Each sort walks the whole list (`sorted` copies it before). To put one item into a list that is in order takes a
 * search and one move.
 *
 * ## Example
 *
 *     for score in scores:
 *         table.append(score)
 *         table.sort()
 *
 * ## Instead
 *
 *     for score in scores:
 *         bisect.insort(table, score)
 *
 * Or sort once after the loop; or keep a heap (`heapq`) where only the smallest is asked for.
 *
 * ## When it does not matter
 *
 * For short lists. CPython's sort takes one pass over a list that is in order already.
 */
export const sortInLoop: HintRule = {
  id: 'sort-in-loop',
  title: 'the same list sorted again and again',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Keep it in order with bisect.insort, use heapq, or sort once after the loop.',
  callees: ['sorted', 'list.sort', HEAPIFY],
  time: 'callees',
  match: (frame) => callsNamed(frame, SORTS).flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    if (site.code.loops.length === 0 && !isCalledInLoop(evidence)) return NOT_REPEATED;
    return weighEdge(site, evidence, {
      callees: CALLEES.get(site.variant ?? '') ?? ['sorted'],
      called: site.variant ?? 'sort',
      time: 'whole',
      leastCalls: 20,
      leastPerCall: 1e-6,
      gain: null,
      leastSaving: ({ cumtime }) => 0.6 * cumtime,
      whatRemains: 'what remains is a search in a list that is in order, and one move',
    });
  },
};

const SORTS: ReadonlySet<string> = new Set(['sorted', '.sort', HEAPIFY]);

const CALLEES: ReadonlyMap<string, readonly string[]> = new Map([
  ['sort', ['list.sort']],
  [HEAPIFY, [HEAPIFY]],
]);

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const name = calledName(code.node, frame);
  const [given] = code.node.args;
  if (given !== undefined && name === 'sorted' && isPlainWindow(given, code, frame))
    return { code, subject: shortText(code.node, frame), variant: 'sorted', fix: { text: SORTED_WINDOW } };
  const lists = name === '.sort' ? [methodCalled(code.node, frame)?.receiver] : given && operandsOf(given);
  const isSame = lists?.some(
    (list) => list !== undefined && (isSameList(list, code, frame) || isOneLonger(list, code, frame)),
  );
  if (!isSame || takenFrom(code, frame) !== undefined) return undefined;
  if (!hasSteadyKey(code, frame)) return undefined;
  if (asksForChanged(code, frame) && !isQueueOfChanged(code, frame)) return undefined;
  const site = { code, subject: shortText(code.node, frame) };
  if (name === HEAPIFY)
    return { ...site, variant: name, fix: { text: 'Put each item in with heapq.heappush: the heap stays one.' } };
  return { ...site, variant: name === '.sort' ? 'sort' : 'sorted' };
}

/**
 * `sorted(values[at:at + width])[0]` in each step: all but one of the items were sorted in the step before. What is kept has
 * to be a list of its own, and `bisect` goes by no other order.
 */
function isPlainWindow(given: Expression, code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  if (code.node.keywords.length > 0 || !isOnlyRead(code, frame)) return false;
  return given.nodeType === 'Subscript' && overlappingPart(given, code, frame)?.kind === 'window';
}

const SORTED_WINDOW =
  'Keep the window in order along: bisect.insort() puts in what comes, and bisect.bisect_left() finds what goes.';

/**
 * `queue.sort(key=...)` and `queue.pop()`, where an item is put in right after it has changed: a heap puts it in its place
 * too. What changes inside of a heap stays where it is.
 */
function isQueueOfChanged(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const sorted = methodCalled(code.node, frame)?.receiver;
  if (sorted === undefined) return false;
  const text = targetText(sorted);
  const callsOn = (name: string): readonly CodeNode<NodeOf<'Call'>>[] =>
    nodesOf(frame, 'Call').filter(({ node }) => {
      const method = methodCalled(node, frame);
      return method?.name === name && targetText(method.receiver) === text;
    });
  const sets = setsOfAsked(code, frame);
  if (sets === undefined || callsOn('pop').length === 0) return false;
  const pushes = callsOn('append');
  return sets.every((set) => pushes.some((push) => isPushedAfter(set, push)));
}

/** `node.cost = cost` and `queue.append(node)`, in one block. */
function isPushedAfter(set: CodeNode<NodeOf<'Attribute'>>, push: CodeNode<NodeOf<'Call'>>): boolean {
  const [pushed] = push.node.args;
  const { value } = set.node;
  if (pushed?.nodeType !== 'Name' || value.nodeType !== 'Name' || pushed.id !== value.id) return false;
  const [first, second] = [statementAround(set), statementAround(push)];
  const block = blockOf(second);
  const at = block.indexOf(first.node);
  return at >= 0 && at < block.indexOf(second.node);
}

/** The statements beside one in the body of its function, loop or condition. */
function blockOf({ parent, frame }: CodeNode): readonly SyntaxNode[] {
  const around = parent === null ? frame.node : parent.node;
  return 'body' in around && Array.isArray(around.body) ? around.body : [];
}
