import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, isComprehension, lineOf, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { receiverOf } from '../code/loops/consumption.ts';
import { targetText } from '../code/loops/copied-whole.ts';
import { countedPrefix } from '../code/loops/counted-prefix.ts';
import { BY_KEY, keyedSite } from '../code/loops/growing-by-key.ts';
import { growingWalk } from '../code/loops/growing-walk.ts';
import { isHandedAgain } from '../code/loops/handed-again.ts';
import { type Overlapping, overlappingPart, overlappingSum } from '../code/loops/overlapping.ts';
import { partAddedUp, partOfGenerator } from '../code/loops/prefix-sums.ts';
import { isOfOuterPass, isTakenOut } from '../code/loops/taken-out.ts';
import { type WholeAgain, wholeAgain } from '../code/loops/whole-again.ts';
import { type CodeNode, type FrameCode, type ModuleCode, nodesInLoop, nodesOf } from '../code/module-code.ts';
import { attributeBindings, bareName, bindingsOf, calledName, selfAttribute } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { isWindow } from '../code/steady/dropped-later.ts';
import { callsNamed, isInvariantIn } from '../code/steady/invariance.ts';
import { isSameList } from '../code/steady/same-list.ts';
import { asksForChanged, hasSteadyKey } from '../code/steady/steady-key.ts';
import { isSteadyWalk } from '../code/steady/steady-walk.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { areMuch, callsAny } from '../evidence/time-spent.ts';
import { type CallCosts, costsOfCallsTo } from '../expected-saving.ts';
import { SHARES } from '../level-of-share.ts';
import { doubtedWhereOthersRun } from '../others-between.ts';
import type { HintRule, Site } from '../rule.ts';
import { isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';
import { tooFewWalked } from '../weigh-by-key.ts';
import { type OwnLoopQuestion, weighOwnLoop } from '../weigh-own-loop.ts';
import { tooOftenOrdered } from '../weigh-setters.ts';
import { WHOLE, weighWhole } from '../weigh-whole.ts';

/**
 * The same list added up or searched for its extreme again and again
 *
 * ## What it finds
 *
 * `sum(values)`, `max(values)`, `min(values)` and `statistics.mean(values)` in a loop, or in a function that is called in one, where it is the same list
 * each time: one that the passes make longer or shorter, or one that does not change at all. And parts of a list or text that
 * share nearly all of their items with the part of the pass before: `sum(values[at:at + width])`, `max(values[:at])`,
 * `sum(amount for _, amount in entries[:at])`, `window.count('G')`, `source.count('\\n', 0, at)` (also `source[:at].count('\\n')` and `source[:at].splitlines()`, for the number of a line), `for i in range(at, at + width): total += values[i]`, `for a, b in zip(points[:at], points[1:at + 1]): total += metres(a, b)`, also in a function that is given `at` in each step, and a generator over a list that only gets longer (also one of a table: `sum(move.quantity for move in self.moves[key])`, where the profile counts that each item was walked again and again), or over what the loop does not change
 * (`sum(sum(row) for row in kernel)`). And `energy(grid)`, a function that adds up all of what is changed by single items (`grid[y][x] = -1`), behind each change: where no term is made of all of them (`value - mean`) or of the terms before it. Also before `del self.used[oldest]` of `oldest = min(self.used, key=...)`. Lists that are new in each pass, or whose items are set anew, are not reported.
 *
 * ## Why it costs
 *
 * Each call walks the whole list. For n passes over a list of n items that is the square of n.
 *
 * ## Example
 *
 *     for price in prices:
 *         seen.append(price)
 *         highest = max(seen)
 *
 * ## Instead
 *
 *     highest = -math.inf
 *     for price in prices:
 *         seen.append(price)
 *         highest = max(highest, price)
 *
 * A sum is kept the same way; of a list that does not change, take it once before the loop. Where the smallest is taken out
 * again and again, keep a heap: `heapq.heappush`, `heapq.heappop`.
 *
 * ## When it does not matter
 *
 * For a few dozen items. A sum of floats that is kept along may differ in its last digits (since Python 3.12 `sum` makes up
 * for what is lost by rounding); of equal items a heap gives back another than `min` does.
 */
export const aggregateInLoop: HintRule = {
  id: 'aggregate-in-loop',
  title: 'the same list added up or searched for its extreme again and again',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Keep a running sum or extreme, take it once before the loop, or keep a heap.',
  callees: ['sum', 'max', 'min', 'str.count', 'bytes.count', 'list.count', 'str.split', 'str.splitlines'],
  time: 'calls',
  match: (frame) => [...callSites(frame), ...sumSites(frame), ...walkSites(frame), ...wholeAgain(frame).map(wholeSite)],
  matchIn: (evidence) => [
    ...(callsAny(AGGREGATES, evidence) ? callSites(evidence.code) : []),
    ...(areMuch(evidence, () => true, LEAST_SHARE) ? sumSites(evidence.code) : []),
    ...(callsAny(WALKS, evidence) ? walkSites(evidence.code) : []),
    ...wholeAgain(evidence.code).map(wholeSite),
  ],
  weigh: doubtedWhereOthersRun((site, evidence) => {
    if (site.variant === WHOLE) return weighWhole(site, evidence);
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    if (site.variant === BY_HAND)
      return weighOwnLoop(site, evidence, { ...SUM_BY_HAND, calls: callsInLoop(site, evidence) });
    const few = site.why === BY_KEY ? tooFewWalked(site, evidence) : tooOftenOrdered(site, evidence);
    if (few !== undefined) return few;
    const isSteady = site.variant?.startsWith(STEADY) === true;
    const called = (site.variant ?? 'sum').replace(STEADY, '').replace(PART, '');
    const isCount = called.startsWith('.');
    return weighEdge(site, evidence, {
      callees: isCount ? TYPES_WALKED.map((type) => type + called) : [called],
      called: isCount ? called.slice(1) : called,
      time: 'whole',
      leastCalls: 50,
      leastShare: isSteady ? SHARES.told : 0,
      leastPerCall: isSteady
        ? 0
        : isCount
          ? Math.max(LONG_TEXT, (3 * evidence.cheapCall) / evidence.pace)
          : leastPerCall(called, site),
      gain: null,
      leastSaving: ({ cumtime }) => cumtime / 2,
      whatRemains: 'all of it but one step each time, where the result is kept along',
    });
  }, isOfOthers),
};

function callSites(frame: FrameCode): readonly Site[] {
  return callsNamed(frame, AGGREGATES).flatMap(
    (code) =>
      victimSite(code, frame) ??
      siteOf(code, frame) ??
      steadySite(code, frame) ??
      partSite(code, code.node.args[0], frame) ??
      growingSite(code, frame) ??
      [],
  );
}

function sumSites(frame: FrameCode): readonly Site[] {
  return nodesOf(frame, 'For').flatMap((code) => sumSite(code, frame) ?? []);
}

function walkSites(frame: FrameCode): readonly Site[] {
  return [
    ...callsNamed(frame, COUNTS).flatMap((code) => partSite(code, receiverOf(code.node), frame) ?? []),
    ...callsNamed(frame, PREFIX_WALKS).flatMap((code) => prefixSite(code, frame) ?? []),
  ];
}

/** What is told to be taken once, of a list that others have too: nobody changes a text, whose parts are counted. */
function isOfOthers({ variant, code: { node, loops, frame } }: Site): boolean {
  if (variant?.includes('.') === true && !AGGREGATES.has(variant.replace(STEADY, ''))) return false;
  const [list] = node.nodeType === 'Call' ? node.args : [];
  const [loop] = loops;
  if (list === undefined || loop === undefined || isComprehension(list)) return list !== undefined;
  if (!isInvariantIn(list, loop, frame)) return false;
  return list.nodeType !== 'Name' || bindingsOf(list.id, frame).every(({ binding: { kind } }) => kind === 'argument');
}

/** Built-ins whose result is easily kept along. */
const BUILT_INS = ['sum', 'max', 'min'];

const STATISTICS = ['mean', 'fmean', 'median', 'stdev', 'pstdev', 'variance'].map((name) => `statistics.${name}`);

const AGGREGATES: ReadonlySet<string> = new Set([...BUILT_INS, ...STATISTICS]);

const COUNTS: ReadonlySet<string> = new Set(['.count']);

/** Methods that walk all of a text up to a place. */
const PREFIX_WALKS: ReadonlySet<string> = new Set([...COUNTS, '.split', '.splitlines']);

const TYPES_WALKED: readonly string[] = ['str', 'bytes', 'list', 'tuple'];

const WALKS: ReadonlySet<string> = new Set(
  TYPES_WALKED.flatMap((type) => [...PREFIX_WALKS].map((walk) => type + walk)),
);

/** Less than a sum by hand, with what its loop calls, must take. */
const LEAST_SHARE = 0.016;

/** What the loop does not change is walked for nothing, however short: where that takes a part of the time that counts. */
const STEADY = 'steady ';
const PART = 'part ';

/** Some hundred and fifty numbers. */
const LONG_LIST = 2e-6;

/** A mean or a deviation of two numbers takes as long as a sum of some hundred. */
const LONG_FOR_STATISTICS = 5e-5;

/** An item of a generator is a call of its own. */
const LONG_WALK = 1.2e-5;

/** Some fifty numbers: the part was copied before, which is no call. */
const LONG_PART = 5e-7;

function leastPerCall(called: string, { isLasting = false, variant = '' }: Site): Seconds {
  if (isLasting) return LONG_WALK;
  if (variant.startsWith(PART)) return LONG_PART;
  return called.startsWith('statistics.') ? LONG_FOR_STATISTICS : LONG_LIST;
}

/** Some hundred letters. */
const LONG_TEXT = 2e-7;

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [list, ...others] = code.node.args;
  if (list === undefined || others.length > 0) return undefined;
  if (!isSameList(list, code, frame) && !isHandedAgain(list, frame)) return undefined;
  if (isSetAnew(list, frame) || !hasSteadyKey(code, frame)) return undefined;
  const site = { code, subject: shortText(code.node, frame), variant: calledName(code.node, frame) };
  return asksForChanged(code, frame) ? { ...site, fix: { text: PUT_AGAIN } } : site;
}

/** `oldest = min(self.entries, key=...)`, then `del self.entries[oldest]`: what is searched through for the one that goes. */
function victimSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [walked, ...others] = code.node.args;
  const variant = calledName(code.node, frame);
  if (walked === undefined || others.length > 0 || (variant !== 'min' && variant !== 'max')) return undefined;
  const owner = withoutView(walked);
  const isLasting =
    owner.nodeType === 'Attribute' || (owner.nodeType === 'Name' && bindingsOf(owner.id, frame).length === 0);
  if (
    !(isLasting || isOfOuterPass(owner, code, frame)) ||
    !isTakenOut(owner, code, frame) ||
    !hasSteadyKey(code, frame, isOfTable)
  )
    return undefined;
  const text = asksForChanged(code, frame) ? PUT_AGAIN : IN_ORDER;
  return { code, subject: shortText(code.node, frame), variant, isLasting, fix: { text } };
}

/** `self` of `lambda key: self.used[key]` */
function isOfTable({ parent }: CodeNode): boolean {
  const around = parent?.parent?.node;
  return parent?.node.nodeType === 'Attribute' && around?.nodeType === 'Subscript' && around.value === parent.node;
}

const IN_ORDER =
  'Keep them in the order in which they go: in a collections.OrderedDict (move_to_end() when one is used), or a heap (heapq).';

/** A heap knows nothing of a key that changes, an OrderedDict only of one that grows. */
const PUT_AGAIN =
  'Its key changes meanwhile: put it on a heap (heapq) again whenever that is so, and pass by what has gone already (by last use, an OrderedDict with move_to_end() does).';

/** `sum(sum(row) for row in kernel)` for each point. */
function steadySite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [walked, ...others] = code.node.args;
  if (others.length > 0 || !isSteadyWalk(walked, code, frame) || !hasSteadyKey(code, frame)) return undefined;
  const fix = { text: 'Take it once, before the loop.' };
  return { code, subject: shortText(code.node, frame), variant: STEADY + calledName(code.node, frame), fix };
}

/** `sum(blow.hurt for blow in self.blows if blow.side is side)` of blows that only become more. */
function growingSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const variant = calledName(code.node, frame);
  const list = growingWalk(code.node.args[0], code, frame);
  if (!BUILT_INS.includes(variant)) return undefined;
  if (list === undefined) return keyedSite(code, frame);
  const text = `Keep the result along (one for each key, if it depends on one) where ${sourceText(list, frame)} gets an item.`;
  return { code, subject: shortText(code.node, frame), variant, fix: { text }, isLasting: true };
}

/** `sum(values[at:at + width])`, `max(values[:at])`, `window.count('G')` of windows that share all but one item. */
function partSite(code: CodeNode<NodeOf<'Call'>>, walked: Expression | undefined, frame: FrameCode): Site | undefined {
  const isAlone = code.node.args.length === 1 && code.node.keywords.length === 0;
  const kind =
    walked === undefined || !isAlone
      ? undefined
      : (overlappingPart(walked, code, frame)?.kind ?? partOfGenerator(walked, code, frame));
  if (kind === undefined) return undefined;
  const variant = calledName(code.node, frame);
  if (!BUILT_INS.includes(variant) && !COUNTS.has(variant)) return undefined;
  return {
    code,
    subject: shortText(code.node, frame),
    variant: PART + variant,
    fix: { text: KEPT[kind] },
    isLasting: walked?.nodeType === 'GeneratorExp' || walked?.nodeType === 'ListComp',
  };
}

/** `source.count('\n', 0, at)` of a place that moves on. */
function prefixSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  if (countedPrefix(code, frame) === undefined || partSite(code, receiverOf(code.node), frame) !== undefined)
    return undefined;
  const text =
    'Count on from where the last count ended, or keep the places of all of them and find each by bisect.bisect().';
  return { code, subject: shortText(code.node, frame), variant: PART + calledName(code.node, frame), fix: { text } };
}

const KEPT: Readonly<Record<Overlapping['kind'], string>> = {
  window:
    'Keep it along: add what comes in and take off what goes out (for an extreme, a deque of those that may become it).',
  prefix: 'itertools.accumulate gives all of them in one pass (with max or min for extremes, backwards for a rest).',
};

/** `energy(grid)`, at its result and its calls. */
function wholeSite({ result, calls }: WholeAgain): Site {
  const lines = [...new Set([result, ...calls].map(({ node }) => lineOf(node)))];
  return { code: result, subject: result.frame.scope.qualname, variant: WHOLE, lines, fix: { text: BY_PARTS } };
}

const BY_PARTS =
  'Keep the result along: where an item changes, take off what it had in the result and add what it has then.';

const BY_HAND = 'by hand';

const SUM_BY_HAND: OwnLoopQuestion = {
  gain: null,
  basis: 'a sum that is kept along takes two steps for each part, however long it is',
  what: 'the sum of each part anew',
};

/** `total = 0`, then `for at in range(start, start + width): total += values[at]` */
function sumSite(code: CodeNode<NodeOf<'For'>>, frame: FrameCode): Site | undefined {
  const kind = overlappingSum(code, frame)?.kind ?? partAddedUp(code, frame);
  const inside =
    kind === undefined ? undefined : nodesInLoop(code.node, frame).find(({ node }) => node === code.node.body[0]);
  if (kind === undefined || inside === undefined) return undefined;
  const subject = shortText(inside.node, frame);
  return { code: inside, subject, variant: BY_HAND, lines: [lineOf(code.node)], fix: { text: KEPT[kind] } };
}

/** What the loop calls for each item goes with it; what else the function calls of that name is not told apart. */
function callsInLoop({ code: { loops, frame } }: Site, evidence: FrameEvidence): CallCosts['callees'] {
  const loop = loops.at(-1);
  const isInside = (call: CodeNode): boolean => loop !== undefined && call.loops.includes(loop);
  const [inside, outside] = [true, false].map(
    (wanted) =>
      new Set(
        nodesOf(frame, 'Call').flatMap((call) => (isInside(call) === wanted ? [bareName(call.node, frame)] : [])),
      ),
  );
  const names = [...(inside ?? [])].filter((name) => outside?.has(name) === false);
  return names.flatMap((name) => costsOfCallsTo(name, evidence));
}

/** `values[at] = ...` in the file, a `deque(maxlen=10)`, or another list under the name of an attribute: then each call has something new to see. */
function isSetAnew(list: Expression, frame: FrameCode): boolean {
  const walked = withoutView(list);
  const text = targetText(walked);
  const attribute = selfAttribute(walked, frame);
  const bound = attribute === null ? [] : attributeBindings(attribute, frame);
  if (bound.some(({ binding }) => isWindow(binding.value))) return true;
  if (bound.some(({ frame: at }) => at.scope.name !== '__init__' && at.node.nodeType !== 'ClassDef')) return true;
  return attribute === null ? itemsSet(frame).has(text) : itemsSetInFile(frame.module).has(text);
}

/** The texts of what a frame sets items of. */
const itemsSet = oncePer((frame: FrameCode): ReadonlySet<string> => {
  const stored = nodesOf(frame, 'Subscript').filter(({ node }) => node.ctx.nodeType === 'Store');
  return new Set(stored.map(({ node }) => targetText(node.value)));
});

const itemsSetInFile = oncePer(
  ({ frames }: ModuleCode): ReadonlySet<string> => new Set(frames.flatMap((frame) => [...itemsSet(frame)])),
);

/** `counts` of `counts.values()` */
function withoutView(list: Expression): Expression {
  return list.nodeType === 'Call' && list.func.nodeType === 'Attribute' ? list.func.value : list;
}
