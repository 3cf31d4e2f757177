import type { Seconds } from '../../profile/profile-table.ts';
import { dottedText } from '../../source/dotted-text.ts';
import { type Expression, isEmptyList, type NodeOf } from '../../source/syntax.ts';
import { oncePerName } from '../../text/lazily.ts';
import { freeEnding } from '../code/free-name.ts';
import { loopThatBegins } from '../code/loops/accumulation.ts';
import { methodCallsOn } from '../code/loops/method-calls-on.ts';
import { type CodeNode, classAround, type FrameCode, nodesOf, resumption } from '../code/module-code.ts';
import { bindingsBehind, bindingsOf, calledName, methodCalled, selfAttribute } from '../code/names.ts';
import { namesIn } from '../code/names-in.ts';
import { changesOf, SHRINKING, setLines } from '../code/set-beside.ts';
import { operandText, sourceText } from '../code/source-text.ts';
import { attributesDropped } from '../code/steady/dropped-later.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { hasNoHash } from '../code/values/hash-of.ts';
import { isChangeable, type ValueKind } from '../code/values/known-results.ts';
import { FEW_ITEMS, growingCalls, isShortList } from '../code/values/short-list.ts';
import { lengthOf } from '../code/values/static-length.ts';
import { kindOf } from '../code/values/value-kind.ts';
import { type FrameEvidence, rowAt, sumCallsTo } from '../evidence/frame-evidence.ts';
import { appendsIn } from '../evidence/items-put.ts';
import { mostObjectsMade } from '../evidence/objects-made.ts';
import { ownTime } from '../evidence/own-time.ts';
import { areMuchUnder, takesTimeItself } from '../evidence/time-spent.ts';
import { SHARES } from '../level-of-share.ts';
import { type Fix, type HintRule, refused, type Site } from '../rule.ts';
import { atMostPossible, isLikely, shareOfTotal, weighOwnTime, withOwnPart } from '../weigh.ts';
import { weighEquals } from '../weigh-equals.ts';
import { timeOfSearches, weighLengths } from '../weigh-lengths.ts';
import { weighNoted } from '../weigh-noted.ts';

/**
 * Membership tests on a list
 *
 * ## What it finds
 *
 * `x in names` and `x not in names`, again and again, where `names` is a list, a tuple or a `collections.deque`, as far as the source says how it is
 * made, or the `values()` of a dict, and where the time of the function says that it is not a short one, or the number of
 * items that were put into it after a search in vain, or the number of searches and of items that `append` put into it
 * (also in other methods of its class), or the calls of `__eq__` of their class.
 *
 * ## Why it costs
 *
 * A list is searched from its first item on: each comparison follows a reference to another place in memory. A set or a
 * dict finds the place from the hash.
 *
 * ## Example
 *
 *     seen = []
 *     for word in words:
 *         if word not in seen:
 *             seen.append(word)
 *
 * ## Instead
 *
 *     seen = set()
 *     for word in words:
 *         if word not in seen:
 *             seen.add(word)
 *
 * Where the order counts too, keep a list and a set, or a dict, which keeps the order in which keys came.
 *
 * ## When it does not matter
 *
 * For a few items. The set takes memory of its own, and its items must be hashable.
 */
export const inList: HintRule = {
  id: 'in-list',
  title: 'membership tests on a list',
  article: 'built-ins',
  priority: 1,
  fix: 'Keep a set (or a dict) to ask.',
  callees: [],
  time: (evidence) => takesTimeItself(evidence) || areMuchUnder('__eq__', evidence),
  match: (frame) => nodesOf(frame, 'Compare').flatMap((code) => siteOf(code, frame) ?? []),
  weigh: (site, evidence) => {
    const { node } = site.code;
    const list = node.nodeType === 'Compare' ? searched(node) : undefined;
    const most = list === undefined ? undefined : mostItems(list, evidence);
    if (most !== undefined && most <= FEW_ITEMS) return refused(`the list holds at most ${most} items`);
    if (list !== undefined && isTooShort(list, site, evidence))
      return refused('all searches of its items take less than 3 % of the time');
    const known =
      list === undefined || node.nodeType !== 'Compare' ? undefined : weighLengths(site, list, node.left, evidence);
    if (known?.verdict === 'refused') return known;
    const isNoted = list !== undefined && node.nodeType === 'Compare' && isNotedIn(node, list, evidence.code);
    const lists = isNoted && site.begunIn === undefined ? listsOf(list, evidence) : 0;
    const items = lists === 0 ? undefined : sumCallsTo(evidence, ['list.append']).ncalls / lists;
    if (items !== undefined && items <= FEW_ITEMS) return refused(`each list got some ${Math.ceil(items)} items`);
    const byTime = weighOwnTime(site, evidence, {
      what: `the search in ${site.subject}`,
      ...(isNoted && site.isLasting === true ? NOTED : { leastBeyond: SEARCH, leastPerRun: FEW_SEARCHES }),
    });
    const found = most !== undefined && isBeyondSearch(most, site, evidence) ? atMostPossible(byTime) : byTime;
    const more = isLikely(found)
      ? found
      : lists > 0
        ? weighNoted(site, lists, evidence)
        : weighEquals(site, () => rivalsOf(site, evidence), evidence);
    const surest = more !== undefined && isLikely(more) ? more : isLikely(found) ? found : (known ?? found);
    const told = list !== undefined && isWayDown(list, evidence.code) ? atMostPossible(surest) : surest;
    if (list === undefined || told.verdict === 'refused' || node.nodeType !== 'Compare') return told;
    return withOwnPart(told, timeOfSearches(site, list, node.left, lists, evidence));
  },
};

/** Into how many lists the function puts items, where they begin empty, nobody else puts any, and none is ever taken out; else 0. */
function listsOf(list: Expression, evidence: FrameEvidence): number {
  const { code: frame } = evidence;
  if (appendsIn(frame) !== 1 || growingCalls(dottedText(list), frame).length !== 1 || isCut(list, frame)) return 0;
  const attribute = selfAttribute(list, frame);
  const owner = attribute === null ? null : classAround(frame);
  const [only, ...others] = bindingsBehind(list, frame);
  const isBegunEmpty = isEmptyList(only?.binding.value);
  if (only === undefined || others.length > 0 || !isBegunEmpty || only.binding.loopDepth > 0) return 0;
  if (attribute === null) return resumption(frame) === null ? evidence.ncalls : 0;
  return owner === null || only.frame.scope.name !== '__init__' ? 0 : mostObjectsMade(owner, evidence);
}

function isCut(list: Expression, frame: FrameCode): boolean {
  if (list.nodeType === 'Attribute') return attributesDropped(frame.module).has(list.attr);
  return methodCallsOn(list, frame).some(({ method }) => SHRINKING.has(method));
}

/** The places of the function whose comparisons may be the same calls. */
function rivalsOf({ code }: Site, evidence: FrameEvidence): number {
  const { code: frame } = evidence;
  const row = rowAt(evidence, code);
  return nodesOf(frame, 'Compare').filter((one) => rowAt(evidence, one) === row && siteOf(one, frame) !== undefined)
    .length;
}

/** Some two dozen searches among as many items. */
const FEW_SEARCHES = 8e-6;

/** Some twenty comparisons. */
const SEARCH = 3e-7;

/** What is put into a list of the object where it was not yet makes that long: a pass may do much else beside the search. */
const NOTED = { suspicious: 2, leastBeyond: 1e-6 };

/** `if address not in self.seen: self.seen.append(address)` */
function isNotedIn({ ops, left }: NodeOf<'Compare'>, list: Expression, frame: FrameCode): boolean {
  const asked = sourceText(left, frame);
  return (
    ops[0]?.nodeType === 'NotIn' &&
    growingCalls(dottedText(list), frame).some(({ node: { args } }) =>
      args.some((item) => sourceText(item, frame) === asked),
    )
  );
}

/** What comparing two texts takes, told by searches among some dozen of them on 3.11 and 3.13. */
const COMPARISON: Seconds = 2e-8;

/** Of a list whose length the source tells half is searched on the average, whatever else the function does. */
function isTooShort(list: Expression, { code }: Site, evidence: FrameEvidence): boolean {
  const length = lengthOf(list, evidence.code);
  const { passes } = ownTime(code, evidence);
  if (length === undefined || passes?.isExact !== true) return false;
  return shareOfTotal(passes.least * (length / 2) * COMPARISON * evidence.pace, evidence) < SHARES.told;
}

/** So many searches for each that is counted are too many to be taken for granted: the loop may have waited for its next item. */
const UNCOUNTED = 50;

/** Whether lists of so few items explain the own time only by very many searches that nothing counts. */
function isBeyondSearch(items: number, { code }: Site, evidence: FrameEvidence): boolean {
  const { passes, seconds } = ownTime(code, evidence);
  if (passes?.isExact === true) return false;
  return seconds > UNCOUNTED * (passes?.least ?? items) * items * 2 * COMPARISON * evidence.pace;
}

/** `path` of a recursion that hands itself `path + [node]`: as long as the recursion is deep, and mostly a handful. */
function isWayDown(list: Expression, frame: FrameCode): boolean {
  if (list.nodeType !== 'Name') return false;
  const name = list.id;
  return argumentsFor(name, frame).some(
    ({ value, call }) => call?.frame === frame && value.nodeType !== 'Name' && namesIn(value).has(name),
  );
}

function searched({ ops, comparators }: NodeOf<'Compare'>): Expression | undefined {
  return ops.length === 1 && (ops[0]?.nodeType === 'In' || ops[0]?.nodeType === 'NotIn') ? comparators[0] : undefined;
}

function siteOf(code: CodeNode<NodeOf<'Compare'>>, frame: FrameCode): Site | undefined {
  const list = searched(code.node);
  if (list === undefined || !isSearched(list, frame) || isShortList(list, frame)) return undefined;
  const isName = list.nodeType === 'Name' || list.nodeType === 'Attribute';
  return {
    code,
    subject: sourceText(code.node, frame),
    begunIn: loopThatBegins(dottedText(list), code),
    isLasting: list.nodeType === 'Attribute' || isOfModule(list, frame),
    ...(isName ? { fix: fixOf(code, list, frame) } : {}),
  };
}

/** A name that the function itself does not bind: the list is not begun anew by its calls. */
function isOfModule(list: Expression, frame: FrameCode): boolean {
  return list.nodeType === 'Name' && bindingsOf(list.id, frame).length === 0;
}

const SEARCHED: ReadonlySet<ValueKind> = new Set(['list', 'tuple', 'deque'] as const);

/** A list, a tuple or a deque, or `table.values()`, which is searched like one. */
function isSearched(list: Expression, frame: FrameCode): boolean {
  const kind = kindOf(list, frame);
  return SEARCHED.has(kind) || (list.nodeType === 'Call' && calledName(list, frame) === '.values');
}

/** A set beside the list, which gets what the list gets; where the list loses items too, two of them are hard to keep alike. */
function fixOf({ node }: CodeNode<NodeOf<'Compare'>>, list: Expression, frame: FrameCode): Fix {
  const name = sourceText(list, frame);
  const before = sourceText(node, frame);
  const { isShrunk, additions } = changesOf(list, frame);
  const isListed = isChangeable(kindOf(node.left, frame));
  if (!isListed && hasNoHash(node.left, frame)) {
    const text = `Ask a set or dict of what makes its items equal: ${name} is searched from its first item on, and the items themselves have no __hash__.`;
    return { text, before };
  }
  if (isListed) {
    return {
      text: `Ask a set of tuples: ${name} is searched from its first item on, and its items cannot be in a set.`,
      before,
    };
  }
  if (kindOf(list, frame) === 'deque') {
    const text = `Keep a set beside ${name} (a collections.Counter where one can be in it twice), which gets and loses what ${name} does: with maxlen each new item drops the one at the other end.`;
    return { text, before };
  }
  if (isShrunk) {
    return { text: `Keep a set or a dict in place of ${name}, which is searched from its first item on.`, before };
  }
  const text = `Ask a set: ${name} is searched from its first item on. Its items must be hashable, and what ${name} gets later the set must get too.`;
  const ending = freeEnding(name, '_set', frame);
  if (ending === undefined) return { text, before };
  const question = `${operandText(node.left, frame)} ${node.ops[0]?.nodeType === 'In' ? 'in' : 'not in'} ${name}${ending}`;
  return { text, before, after: setLines({ list, ending, question }, additions, frame) };
}

function mostItems(list: Expression, evidence: FrameEvidence): number | undefined {
  return list.nodeType === 'Name' ? mostItemsOf(list.id, evidence) : undefined;
}

/** A list that begins empty in the function and only grows by append has no more items than it had calls of append. */
const mostItemsOf = oncePerName((name: string, evidence: FrameEvidence): number | undefined => {
  const { code } = evidence;
  const bound = bindingsOf(name, code);
  const isEmpty = bound.every(({ binding: { value } }) => value?.nodeType === 'List' && value.elts.length <= 1);
  const calls = growingCalls(name, code);
  const isAppend = calls.every(({ node, frame }) => frame === code && methodCalled(node, frame)?.name === 'append');
  if (bound.length === 0 || !isEmpty || !isAppend || calls.length === 0) return undefined;
  const appended = sumCallsTo(evidence, ['list.append']).ncalls;
  const runs = resumption(code) === null ? Math.max(1, evidence.ncalls) : 1; // of a generator each item is a call
  return 1 + Math.ceil(appended / runs);
});
