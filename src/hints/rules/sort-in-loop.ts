import { HEAPIFY, type SortAgain, sortsAgain } from '../code/loops/sorts-again.ts';
import type { FrameCode } from '../code/module-code.ts';
import { shortText } from '../code/source-text.ts';
import { isOrderSure } from '../code/steady/steady-key.ts';
import { isLentByOthers } from '../evidence/other-files.ts';
import { inOrder } from '../fix-in-order.ts';
import type { HintRule, Site } from '../rule.ts';
import { atMostPossible, isCalledInLoop, NOT_REPEATED, weighEdge } from '../weigh.ts';

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
    const found = weighEdge(site, evidence, {
      callees: CALLEES.get(site.variant ?? '') ?? ['sorted'],
      called: site.variant ?? 'sort',
      time: 'whole',
      leastCalls: 20,
      leastPerCall: 1e-6,
      gain: null,
      leastSaving: ({ cumtime }) => 0.6 * cumtime,
      whatRemains: 'what remains is a search in a list that is in order, and one move',
    });
    const isLent = node.nodeType === 'Call' && isLentByOthers(node, [], evidence);
    return isLent || !isOrderSure(site.code) ? atMostPossible(found) : found;
  },
};

const CALLEES: ReadonlyMap<string, readonly string[]> = new Map([
  ['sort', ['list.sort']],
  [HEAPIFY, [HEAPIFY]],
]);

function siteOf({ code, by, isWindow }: SortAgain, frame: FrameCode): Site {
  const site = { code, subject: shortText(code.node, frame), variant: by };
  if (isWindow) return { ...site, fix: { text: SORTED_WINDOW } };
  if (by === HEAPIFY) return { ...site, fix: { text: 'Put each item in with heapq.heappush: the heap stays one.' } };
  const fix = inOrder(code, frame);
  return fix === undefined ? site : { ...site, fix };
}

const SORTED_WINDOW =
  'Keep the window in order along: bisect.insort() puts in what comes, and bisect.bisect_left() finds what goes.';
