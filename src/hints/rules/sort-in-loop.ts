import { type Expression, givenValues, lineOf, type SyntaxNode } from '../../source/syntax.ts';
import { writeCount } from '../amounts.ts';
import { operandsOf } from '../code/loops/copied-whole.ts';
import { HEAPIFY, type SortAgain, sortsAgain } from '../code/loops/sorts-again.ts';
import { type CodeNode, classAround, type FrameCode } from '../code/module-code.ts';
import { attributeBindings, methodCalled, selfAttribute } from '../code/names.ts';
import { shortText } from '../code/source-text.ts';
import { rootOf } from '../code/steady/changed-itself.ts';
import { changersOf } from '../code/steady/changed-later.ts';
import { receiversChanged } from '../code/steady/receivers-changed.ts';
import { fillersOf } from '../code/steady/same-list.ts';
import { isOrderSure } from '../code/steady/steady-key.ts';
import { changesOfLent } from '../code/steady/who-changes.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { mostObjectsMade } from '../evidence/objects-made.ts';
import { isLentByOthers } from '../evidence/other-files.ts';
import { timesCalled } from '../evidence/times-called.ts';
import { inOrder } from '../fix-in-order.ts';
import { type HintRule, refused, type Site } from '../rule.ts';
import { atMostPossible, isCalledInLoop, NOT_REPEATED, shareOfSites, weighEdge } from '../weigh.ts';

/**
 * The same list sorted again and again
 *
 * ## What it finds
 *
 * `rows.sort()`, `sorted(rows)` or `sorted(rows + [row])` in a loop, or in a function that is called in one, where it is the same list each time:
 * one that each pass makes longer, by whichever name (`queue = self.queues[side]`), or one that does not change at all; a window that moves on and is only read (`sorted(values[at:at + 9])[4]`), without a key; and `heapq.heapify` of it. Lists that are new in each pass are not reported, nor an
 * order that is another each time: a key that asks for what the pass or the call brings (an argument that all callers give alike is none of that), or for what the program sets meanwhile (`player.points`, `counts.get`).
 * Where something that is not seen may change it, by a key of an item or a function that reads what changes, it is possible at most.
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
 * Or sort once after the loop; or keep a heap (`heapq`) where only the smallest is asked for. With a key: `bisect.insort(table, item, key=...)`
 * (3.10 and newer), or a heap of `(key, number, item)`; without the number a heap compares items that have the same key.
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
  fix: 'Keep it in order with bisect.insort (with the same key), use heapq, or sort once after the loop. A heap gives items with equal keys in another order unless they are numbered.',
  callees: ['sorted', 'list.sort', HEAPIFY],
  time: 'callees',
  match: (frame) => [...sortsAgain(frame).values()].map((sort) => siteOf(sort, frame)),
  weigh: (site, evidence) => {
    if (site.code.loops.length === 0 && !isCalledInLoop(evidence)) return NOT_REPEATED;
    const { node } = site.code;
    const callees = CALLEES.get(site.variant ?? '') ?? ['sorted'];
    const ncalls = sumCallsTo(evidence, callees).ncalls * shareOfSites(site, evidence);
    const lists = listsSorted(site.code, evidence);
    if (ncalls < PER_LIST * (lists ?? 0))
      return refused(`${writeCount(ncalls)} sorts for ${writeCount(lists ?? 0)} lists: not again and again`);
    const found = weighEdge(site, evidence, {
      callees,
      called: site.variant ?? 'sort',
      time: 'whole',
      leastCalls: 20,
      leastPerCall: isLeftAlone(site.code) ? 3e-7 : 1e-6, // nothing has to be put in: the whole call goes
      gain: null,
      leastSaving: ({ cumtime }) => 0.6 * cumtime,
      whatRemains: 'what remains is a search in a list that is in order, and one move',
    });
    const isLent = node.nodeType === 'Call' && isLentByOthers(node, [], evidence);
    return isLent || lists === undefined || !isOrderSure(site.code) ? atMostPossible(found) : found;
  },
};

const PER_LIST = 5;

/** How many there were at most of a list of the object: one for each object, and each time that it was filled anew; undefined where nothing tells it. */
function listsSorted({ node, frame }: CodeNode, evidence: FrameEvidence): number | undefined {
  const owner = classAround(frame);
  const [attribute] = operandsSorted(node, frame).flatMap((one) => selfAttribute(one, frame) ?? []);
  if (attribute === undefined || owner === null) return 0;
  const objects = mostObjectsMade(owner, evidence);
  if (objects === 0 && attributeBindings(attribute, frame).length === 0) return undefined;
  const others = fillersOf(attribute, frame).filter((filler) => filler !== frame);
  return objects + others.reduce((sum, filler) => sum + timesCalled(filler, evidence), 0);
}

function operandsSorted(sort: SyntaxNode, frame: FrameCode): readonly Expression[] {
  const list = sort.nodeType === 'Call' ? (methodCalled(sort, frame)?.receiver ?? sort.args[0]) : undefined;
  return list === undefined ? [] : operandsOf(list);
}

/** A list of the object that stays what it was made of, as far as the file shows: `sorted(self.blocks)`. */
function isLeftAlone({ node, frame }: CodeNode): boolean {
  const [list, ...others] = node.nodeType === 'Call' && methodCalled(node, frame) === undefined ? node.args : [];
  const attribute = list === undefined || others.length > 0 ? null : selfAttribute(list, frame);
  return (
    list !== undefined &&
    attribute !== null &&
    fillersOf(attribute, frame).length === 0 &&
    list.nodeType === 'Attribute' &&
    changesOfLent(list, frame).length === 0 &&
    !isChangedByMaker(frame)
  );
}

/** `Tariff(blocks)`, whose caller changes `blocks` afterwards, or in a loop around it. */
function isChangedByMaker(frame: FrameCode): boolean {
  const calls = frame.module.callsByName().get(classAround(frame)?.scope.name ?? '') ?? [];
  return calls.some((call) =>
    givenValues(call.node).some((given) => {
      const isLater = (changed: Expression): boolean => call.loops.length > 0 || lineOf(changed) > lineOf(call.node);
      const changed = receiversChanged(call.frame).filter((one) => rootOf(one) === rootOf(given));
      return given.nodeType === 'Name' && (changersOf(given, call.frame).length > 0 || changed.some(isLater));
    }),
  );
}

const CALLEES: ReadonlyMap<string, readonly string[]> = new Map([
  ['sort', ['list.sort']],
  [HEAPIFY, [HEAPIFY]],
]);

function siteOf({ code, by, isWindow }: SortAgain, frame: FrameCode): Site {
  const site = { code, subject: shortText(code.node, frame), variant: by };
  if (isWindow) return { ...site, fix: { text: SORTED_WINDOW } };
  if (by === HEAPIFY) return { ...site, fix: { text: 'Put each item in with heapq.heappush: the heap stays one.' } };
  if (isLeftAlone(code)) return { ...site, fix: { text: SORTED_FIRST } };
  const fix = inOrder(code, frame);
  return fix === undefined ? site : { ...site, fix };
}

const SORTED_FIRST =
  'As far as this file shows it stays as it was made: sort it once, in __init__ (__post_init__ of a dataclass), and keep that.';

const SORTED_WINDOW =
  'Keep the window in order along: bisect.insort() puts in what comes, and bisect.bisect_left() finds what goes.';
