import { keyGiven, lineOf, type NodeOf } from '../../source/syntax.ts';
import { durationText } from '../amounts.ts';
import { errorsCaught } from '../code/caught.ts';
import { isIndex, type Taken, takenFrom } from '../code/loops/first-items.ts';
import { lineOfPlaceAsked } from '../code/loops/place-asked.ts';
import { sortsAgain } from '../code/loops/sorts-again.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { fullName } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isOrderSure } from '../code/steady/steady-key.ts';
import { importLine } from '../code/values/made-at.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { type FrameEvidence, sumCallsTo } from '../evidence/frame-evidence.ts';
import { savingOfCalls } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import type { Fix, HintRule, Site, Verdict } from '../rule.ts';
import { atMostLikely, shareOfSites, weighEdge } from '../weigh.ts';

/**
 * A sorted copy, only for its first items or the place of one
 *
 * ## What it finds
 *
 * `sorted(values)[0]`, `sorted(values)[-1]`, `sorted(values)[:k]`, `first, *_ = sorted(values)`, `next(iter(sorted(values)))`,
 * `sorted(values).pop()`, a loop over them that ends in its first pass, and the same with `copy.sort()` or through a name that
 * is used for nothing else. For the first few items the list has to be long: below some hundred items `nsmallest` takes
 * longer than `sorted`. Also one sorted by a key for the place of one item alone: `sorted(names, key=score).index(name)`, or a loop that
 * ends at it (`for place, name in enumerate(ranking, 1): if name == wanted: return place`).
 *
 * ## Why it costs
 *
 * `sorted` copies all references and puts all of them in order: n log n comparisons for an answer that needs n.
 *
 * ## Example
 *
 *     cheapest = sorted(offers, key=price)[0]
 *     best = sorted(scores)[-10:]
 *
 * ## Instead
 *
 *     cheapest = min(offers, key=price)
 *     best = heapq.nlargest(10, scores)[::-1]
 *
 * `nlargest` begins with the largest: turn the result round where the order counts.
 *
 * With `key=` the key is asked of every item all the same: only what `sorted` itself takes can go.
 * `max` takes the first of equal items where `sorted(...)[-1]` takes the last.
 *
 * ## When it does not matter
 *
 * For a handful of items, or where `k` is near to their number.
 */
export const sorted0: HintRule = {
  id: 'sorted0',
  title: 'a sorted copy, only for its first items or the place of one',
  article: 'built-ins',
  priority: 1,
  fix: 'Use min or max for one item, heapq.nsmallest or nlargest for some, and count what comes before for a place.',
  callees: ['sorted', 'list.sort'],
  time: 'callees',
  match: (frame) => nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
  weigh,
};

/** Some two hundred numbers are sorted in the first, seven hundred in the second: below, `nsmallest` is no faster. */
const LEAST_FOR_ONE = 4e-6;
const LEAST_FOR_SOME = 3e-5;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  if (site.variant === PLACE) return weighPlace(site, evidence);
  const callee = isMethod(site.code) ? 'list.sort' : 'sorted';
  const isSome = site.variant === 'some';
  const verdict = weighEdge(site, evidence, {
    callees: [callee],
    called: callee,
    // with a key the calls of it stay; other places may be given generators, whose time is not that of sorting
    time: isKeyed(site) || isGivenLazily(site) || shareOfSites(site, evidence) < 1 ? 'own' : 'whole',
    leastCalls: 1,
    leastPerCall: isSome ? LEAST_FOR_SOME : LEAST_FOR_ONE,
    leastShare: isKeyed(site) ? SHARES.sure : 0,
    gain: isSome ? 'sorted0/ten' : 'sorted0/first',
  });
  if (verdict.verdict === 'refused' || !isKeyed(site)) return verdict;
  const whole = sumCallsTo(evidence, [callee]);
  const basis = `of the ${durationText(whole.cumtime)} of its calls ${callee} itself takes ${durationText(verdict.cost)}; the key is still asked of every item`;
  const sorting = evidence.calls.filter(({ name }) => name.full === callee);
  const callees = sorting.map((one) => ({ callee: one.callee, ncalls: one.ncalls, seconds: one.tottime }));
  const part = whole.tottime > 0 ? Math.min(1, verdict.cost / whole.tottime) : 1;
  return {
    ...verdict,
    saving: savingOfCalls({ callees, time: 'own', part }, { least: 0.3, most: 0.9 }, basis, evidence),
  };
}

function isMethod({ node }: CodeNode): boolean {
  return node.nodeType === 'Call' && node.func.nodeType === 'Attribute';
}

/** `sorted(lakes(terrain))`: what a generator does while it is walked stays. */
function isGivenLazily({ code }: Site): boolean {
  const given = code.node.nodeType === 'Call' && !isMethod(code) ? code.node.args[0] : undefined;
  return given?.nodeType === 'GeneratorExp' || (given?.nodeType === 'Call' && kindOf(given, code.frame) !== 'list');
}

/** min and nsmallest call the key as often as sorted does. */
function isKeyed({ code: { node } }: Site): boolean {
  return node.nodeType === 'Call' && keyGiven(node) !== undefined;
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const taken = takenFrom(code, frame);
  if (taken === undefined) return placeSite(code, frame);
  const fix = fixOf(code.node, taken, frame);
  return {
    code,
    subject: shortText(taken.code.node, frame),
    variant: taken.what,
    ...(fix === undefined ? {} : { fix }),
  };
}

const PLACE = 'place';

/** Without a key of Python `sorted` is C from end to end, and to count takes as long. */
function placeSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const key = keyGiven(code.node);
  const isOfPython = key?.nodeType === 'Lambda' || (key !== undefined && fullName(key, frame).startsWith('def:'));
  const line = isOfPython ? lineOfPlaceAsked(code, frame) : undefined;
  if (line === undefined || isSortedAgain(code, frame)) return undefined;
  const text =
    'Count the items that come before it by their keys: sum(key(item) < wanted for item in items), or > where the order is reversed. Where many places are asked for, sort once.';
  return {
    code,
    subject: shortText(code.node, frame),
    variant: PLACE,
    lines: [lineOf(code.node), line],
    fix: { text },
  };
}

/** One order for all who ask: that is what `sort-in-loop` is about. */
function isSortedAgain(code: CodeNode, frame: FrameCode): boolean {
  return sortsAgain(frame).has(code.node) && isOrderSure(code);
}

function weighPlace(site: Site, evidence: FrameEvidence): Verdict {
  const found = weighEdge(site, evidence, {
    callees: ['sorted'],
    called: 'sorted',
    time: isGivenLazily(site) ? 'own' : 'whole',
    leastCalls: LEAST_PLACES,
    leastPerCall: LEAST_FOR_SOME,
    leastShare: SHARES.sure,
    gain: null,
    leastSaving: ({ cumtime }) => 0.5 * cumtime,
    whatRemains: 'what remains is one comparison of keys for each item',
  });
  return atMostLikely(found);
}

const LEAST_PLACES = 20;

function fixOf(call: NodeOf<'Call'>, { code }: Taken, frame: FrameCode): Fix | undefined {
  const { node } = code;
  const [values, ...others] = call.args;
  if (node.nodeType !== 'Subscript' || values === undefined || others.length > 0 || node.value !== call)
    return undefined;
  const reverse = call.keywords.find(({ arg }) => arg === 'reverse');
  if (reverse !== undefined && reverse.value.nodeType !== 'Constant') return undefined;
  const isReversed = reverse?.value.nodeType === 'Constant' && reverse.value.value === true;
  const key = call.keywords.find(({ arg }) => arg === 'key');
  const given = [sourceText(values, frame), ...(key === undefined ? [] : [`key=${sourceText(key.value, frame)}`])].join(
    ', ',
  );
  const before = sourceText(node, frame);
  const { slice } = node;
  if (slice.nodeType !== 'Slice') {
    const isLeast = isIndex(slice, 0) !== isReversed;
    const isLast = isIndex(slice, -1) && key !== undefined;
    const text = isLast ? 'One pass finds it: of equal ones the first, not the last.' : 'One pass finds it.';
    const caught = errorsCaught(code);
    if (!caught.has('ValueError') && (caught.has('IndexError') || caught.has('LookupError'))) {
      const least = isLeast ? 'min' : 'max';
      return {
        text: `${least}(${given}) finds it in one pass; of no items it raises ValueError, not IndexError.`,
        before,
      };
    }
    return { text, before, after: `${isLeast ? 'min' : 'max'}(${given})` };
  }
  if (slice.upper === undefined) return undefined;
  const after = `${importLine('heapq', frame)}heapq.${isReversed ? 'nlargest' : 'nsmallest'}(${sourceText(slice.upper, frame)}, ${given})`;
  return { text: 'A heap of the few keeps them.', before, after };
}
