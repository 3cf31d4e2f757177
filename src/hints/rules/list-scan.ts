import { keyGiven, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { fixOfBeginnings } from '../code/loops/beginnings.ts';
import { asksItemForPart } from '../code/loops/item-test.ts';
import { type OrderedSearch, orderedSearches } from '../code/loops/ordered-search.ts';
import { isOfOneList, isOfThoseBehind } from '../code/loops/pairs-compared.ts';
import { hasForm, heldAgainst } from '../code/loops/same-form.ts';
import { anyByKey, searchByKey } from '../code/loops/search-by-key.ts';
import { filterAsks, isOfBeginning, isPairSearch, type SearchLoop, searchLoopAt } from '../code/loops/search-loop.ts';
import { isSearchedOnce } from '../code/loops/searched-once.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { bareName, calledName, methodCalled } from '../code/names.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { callsNamed } from '../code/steady/invariance.ts';
import { hasNoHash } from '../code/values/hash-of.ts';
import { cutAt } from '../code/values/short-list.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { areMuch, takesTimeItself } from '../evidence/time-spent.ts';
import { costsOfCalls, costsOfCallsTo } from '../expected-saving.ts';
import { fixOfKey, fixOfMethod } from '../fix-list-method.ts';
import type { Fix, HintRule, Site } from '../rule.ts';
import { atMostPossible, isRepeated, NOT_REPEATED, weighEdge } from '../weigh.ts';
import { isWalker, weighFilter, weighGiven } from '../weigh-given.ts';
import { PARENT, parentSites, weighParents } from '../weigh-parents.ts';
import { doesMuchWithMatches, tooFewOfOwn, tooFewPerList } from '../weigh-per-list.ts';
import { callsOfForms, callsOfWalked, partOfSites, weighSearch } from '../weigh-search.ts';

const SEARCHES = ['list.remove', 'list.index', 'list.count', 'tuple.index', 'tuple.count'];

const WALKERS = ['max', 'min', 'sorted', 'list.sort'];

/**
 * A list searched from its first item on
 *
 * ## What it finds
 *
 * `items.remove(item)`, `items.index(item)` and `items.count(item)`, again and again, on a list or tuple that is long: calls that take
 * no longer than a search among some dozen items are not reported. And a loop or comprehension that looks for the items of
 * the same list again and again of which one part equals something: `for order in orders: if order.number == number: ...`, which may count meanwhile, by index too (`orders[at].number`, also in a `while` that counts the places), for each pair of one list (`for other in orders[at + 1:]`, `itertools.combinations(orders, 2)`), in lists that are walked as one (`itertools.chain(bids, asks)`),
 * `next(order for order in orders if order.number == number)`, also over what a method or property selects from the list each
 * time (`self.open_orders()`), `list(filter(lambda order: order.number == number, orders))`, `[word for word in words if word.startswith(prefix)]` (also as `word[:3] == prefix`, and the other way round, `number.startswith(rate.prefix)`), by one of several parts (`club in (match.home, match.away)`), also where a method of the item asks that (`if match.involves(club)`), by what each object has for its own (`order.customer is self`), and by a form of both (`sorted(family[0]) == sorted(word)`, `any(one.same_as(other) for one in kept)`); a loop that goes step by step to the place of a value in a list
 * that is in order, or to the range that holds it: `while limits[at] <= value: at += 1`, `if low <= value <= high: return name`; the parent of a node of `ast`, among all nodes of its tree. And `key=words.count` or `key=order.index` of `max`, `min` and sorts.
 *
 * ## Why it costs
 *
 * Each call or loop compares item after item; `remove` then moves all that come behind, and `count` always goes to the end. For n
 * items and n calls that is the square of n.
 *
 * ## Example
 *
 *     for name in names:
 *         column = header.index(name)
 *         rare = words.count(name) == 1
 *
 * ## Instead
 *
 *     columns = {name: at for at, name in enumerate(header)}
 *     counts = collections.Counter(words)
 *     for name in names:
 *         column = columns[name]
 *         rare = counts[name] == 1
 *
 * For a search by a part of the items: `orders_by_number = {order.number: order for order in orders}`, made once and kept
 * along.
 *
 * In a list that is in order: `bisect.bisect_right(limits, value)`, of the limits alone where the items have more (since Python
 * 3.10 with `key`).
 *
 * For `remove`: a set, or a dict, which keeps the order in which keys came. Or one pass that keeps the others:
 * `items = [item for item in items if item not in gone]`.
 *
 * ## When it does not matter
 *
 * For a few dozen items, and for a list that is made anew for a few searches: those are not reported. The items or keys must be hashable. Of equal ones a search finds the first, and
 * `orders_by_number` holds the last: fill it with `setdefault` where that matters. A dict must be kept up to date where the list, or the part
 * of its items that is the key, changes; a part that is set more than once in five searches is not reported, or once in two where those are long.
 */
export const listScan: HintRule = {
  id: 'list-scan',
  title: 'a list searched from its first item on',
  article: 'built-ins',
  priority: 1,
  fix: 'Keep a dict or a set beside the list, or in place of it.',
  callees: [...SEARCHES, ...WALKERS],
  time: 'calls',
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []),
    ...nodesOf(frame, 'Compare').flatMap((code) => loopSite(code, frame) ?? []),
    ...callsNamed(frame, FILTERS).flatMap((code) => filterSite(code, frame) ?? []),
    ...callsNamed(frame, STARTS).flatMap((code) => startSite(code, frame) ?? []),
    ...nodesOf(frame, 'Call').flatMap((code) => givenSite(code, frame) ?? askingSite(code, frame) ?? []),
    ...orderedSearches(frame).map((search) => orderedSite(search, frame)),
    ...parentSites(frame),
  ],
  matchIn: (evidence) => (takesTimeItself(evidence) ? listScan.match(evidence.code) : sitesCalled(evidence)),
  weigh: (site, evidence) => {
    if (site.variant === PARENT) return weighParents(site, evidence);
    if (site.variant === 'loop') return weighSearch(site, callsOfWalked(site, evidence), evidence);
    if (site.variant === OWN) {
      const few = tooFewOfOwn(site.code, evidence);
      if (few !== undefined) return few;
      const verdict = weighSearch(site, callsOfWalked(site, evidence), evidence);
      return doesMuchWithMatches(site.code) ? atMostPossible(verdict) : verdict;
    }
    if (site.variant === FORM) return weighSearch(site, callsOfForms(site, evidence), evidence);
    if (site.variant === UNPROVEN) return atMostPossible(weighSearch(site, [], evidence));
    if (site.variant === 'filter') return weighFilter(site, evidence);
    if (site.variant === 'start') {
      return weighSearch(site, partOfSites(costsOfCalls(['str.startswith'], evidence), site, evidence), evidence);
    }
    if (site.variant?.startsWith(ASKING) === true) {
      const calls = costsOfCallsTo(site.variant.slice(ASKING.length), evidence);
      return weighSearch(site, partOfSites(calls, site, evidence), evidence);
    }
    if (isWalker(site.variant)) return weighGiven(site.variant, site, evidence);
    if (!isRepeated(site.code, evidence)) return NOT_REPEATED;
    const method = site.variant ?? 'index';
    const few = tooFewPerList(method, site.code, evidence);
    if (few !== undefined) return few;
    return weighEdge(site, evidence, {
      callees: [`list.${method}`, `tuple.${method}`],
      called: method,
      time: 'whole', // items that compare in Python are compared by calls
      leastCalls: 20,
      leastPerCall: (isCut(site) ? MORE_OF_CUT : 1) * Math.max(SEARCH, (3 * evidence.cheapCall) / evidence.pace),
      gain: null,
      leastSaving: ({ ncalls, cumtime }) => (cumtime - 3 * ncalls * evidence.cheapCall) / 2,
      whatRemains: 'a look-up in a dict takes as long as the cheapest calls of this profile; its time above that goes',
    });
  },
};

/** Where the function itself takes next to no time, a search is weighed by what it calls alone. */
function sitesCalled(evidence: FrameEvidence): readonly Site[] {
  const { code: frame, calls } = evidence;
  const isCalled = (names: readonly string[]): boolean => calls.some(({ name }) => names.includes(name.full));
  const areDear = (bare: string): boolean => areMuch(evidence, (name) => name.bare === bare, LEAST_SHARE);
  const asked = nodesOf(frame, 'Call').filter(({ node, loops }) => loops.length > 0 && areDear(bareName(node, frame)));
  const compared = areMuch(evidence, () => true, LEAST_SHARE) ? nodesOf(frame, 'Compare').filter(isOfCalls) : [];
  return [
    ...(isCalled(SEARCHES) ? nodesOf(frame, 'Call').flatMap((code) => siteOf(code, frame) ?? []) : []),
    ...compared.flatMap((code) => loopSite(code, frame) ?? []),
    ...(areDear('<lambda>') ? callsNamed(frame, FILTERS).flatMap((code) => filterSite(code, frame) ?? []) : []),
    ...(areDear('startswith') ? callsNamed(frame, STARTS).flatMap((code) => startSite(code, frame) ?? []) : []),
    ...(isCalled(WALKERS) ? nodesOf(frame, 'Call').flatMap((code) => givenSite(code, frame) ?? []) : []),
    ...(areDear('iter_child_nodes') ? parentSites(frame) : []),
    ...asked.flatMap((code) => (givenSite(code, frame) === undefined ? (askingSite(code, frame) ?? []) : [])),
  ];
}

function isOfCalls({ node }: CodeNode): boolean {
  return [...walkSyntax(node)].some(({ nodeType }) => nodeType === 'Call');
}

/** Less than any of its hints needs. */
const LEAST_SHARE = 0.009;

/** Some forty comparisons. */
const SEARCH = 5e-7;

/** On a busy machine a call in a list of some ten items has taken four times what such a call usually takes. */
const MORE_OF_CUT = 4;

/** `if len(tags) > ways: tags.pop()`: mostly a list of a handful, whatever `ways` is. */
function isCut({ code: { node, frame } }: Site): boolean {
  const method = node.nodeType === 'Call' ? methodCalled(node, frame) : undefined;
  return method !== undefined && cutAt(method.receiver, method.frame) !== undefined;
}

const METHODS: ReadonlySet<string> = new Set(['remove', 'index', 'count']);

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const method = methodCalled(code.node, frame);
  const [item, ...others] = code.node.args;
  // index(item, start) goes on from where it was
  if (method === undefined || !METHODS.has(method.name) || item === undefined || others.length > 0) return undefined;
  const kind = kindOf(method.receiver, method.frame);
  if (kind !== 'list' && kind !== 'tuple' && kind !== 'unknown') return undefined;
  if (method.frame === frame && isSearchedOnce(method.receiver, code, frame)) return undefined;
  return { code, subject: shortText(code.node, frame), variant: method.name, fix: fixOfMethod(method, item, code) };
}

/** `max(set(words), key=words.count)`, `rows.sort(key=order.index)`: called by C, they have no call in a profile. */
function givenSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const key = keyGiven(code.node);
  const called = calledName(code.node, frame).replace(/^\./, '');
  if (key?.nodeType !== 'Attribute' || !isWalker(called) || (key.attr !== 'count' && key.attr !== 'index'))
    return undefined;
  return { code, subject: shortText(code.node, frame), variant: called, fix: fixOfKey(key, code) };
}

/** `for order in orders: if order.number == number: return order` */
function loopSite(code: CodeNode<NodeOf<'Compare'>>, frame: FrameCode): Site | undefined {
  const search = searchLoopAt(code, frame);
  const subject = shortText(code.node, frame);
  if (search === undefined) {
    const isPair = isPairSearch(code, frame);
    return isPair ? { code, subject, variant: 'loop', why: 'combinations', fix: { text: PAIRS } } : undefined;
  }
  if (search.isOwn && (search.setters.length > 0 || isOfBeginning(code.node, search))) return undefined;
  if (search.isCounting) return countingSite(code, search, frame);
  if (search.setters.length > 0) return followedSite(code, search, frame);
  if (isOfBeginning(code.node, search)) return { code, subject, variant: 'loop', fix: fixOfStart(search, frame) };
  const isForm = [search.part, search.wanted].some(hasForm);
  const fix = isForm ? { text: fixOfForm(shortText(search.part, frame)) } : fixOfSearch(code, search, frame);
  if (search.isOwn) return isForm ? undefined : { code, subject, variant: OWN, fix };
  const site = { code, subject, variant: isForm ? FORM : 'loop', fix };
  return isOfOneList(code, frame) ? { ...site, why: 'pairs' } : site;
}

/** `if name == label: return at`, where the loop counts `at`. */
function countingSite(code: CodeNode<NodeOf<'Compare'>>, search: SearchLoop, frame: FrameCode): Site | undefined {
  const { part, wanted, setters } = search;
  const isPlain = !isOfBeginning(code.node, search) && !isOfSeveralKeys(code);
  if (!isPlain || setters.length > 0 || [part, wanted].some(hasForm) || hasNoHash(wanted, frame)) return undefined;
  if (isOfOneList(code, frame)) return undefined;
  const [list, key] = [search.list, part].map((node) => sourceText(node, frame));
  const text = `Go through ${list} once, and note in a dict by ${key} what is found and counted there (setdefault keeps the first of equal ones); anew where ${list} changes.`;
  return { code, subject: shortText(code.node, frame), variant: 'loop', fix: { text } };
}

/** `unit.pos == pos` of units that move: a dict by it is kept up to date where they do. */
function followedSite(code: CodeNode<NodeOf<'Compare'>>, search: SearchLoop, frame: FrameCode): Site | undefined {
  const { part, wanted, setters } = search;
  const isPlain = part.nodeType === 'Attribute' && !isOfBeginning(code.node, search) && !isOfSeveralKeys(code);
  if (!isPlain || hasForm(wanted) || hasNoHash(wanted, frame) || isOfOneList(code, frame)) return undefined;
  const places = [...new Set(setters.map((setter) => setter.frame.scope.qualname))];
  const named = places.length > MOST_NAMED ? [...places.slice(0, MOST_NAMED), 'and others'] : places;
  const text = `Keep a dict by ${part.attr}: of lists (in which what is set anew comes last, in another order than here), of counts, or of the items themselves where no two have the same key. Change it where the file sets ${part.attr}: ${named.join(', ')}.`;
  return { code, subject: shortText(code.node, frame), variant: 'loop', setters, fix: { text } };
}

const MOST_NAMED = 3;

const FORM = 'loop over forms';

/** Each object looks for its own. */
const OWN = 'loop for its own';

function fixOfForm(form: string): string {
  return `Keep a dict by ${form} (as a tuple where that is a list): each is then made once, and found at once.`;
}

function fixOfSearch(code: CodeNode<NodeOf<'Compare'>>, search: SearchLoop, frame: FrameCode): Fix {
  const list = sourceText(search.list, frame);
  if (hasNoHash(search.wanted, frame)) return { text: fixOfForm('what is asked for') };
  if (isOfSeveralKeys(code)) {
    return {
      text: `${LISTS_BY_KEY} is asked for (one item is in several of them), or what is made of them, kept along where ${list} gets an item.`,
    };
  }
  if (search.loop.nodeType === 'GeneratorExp' && search.loop.elt === code.node)
    return { text: `Keep a set of what is asked for, beside ${list}.`, ...anyByKey(search, search.loop, frame) };
  const text =
    'Keep a dict by what is asked for: of lists, as here, or of the items themselves where no two have the same key.';
  if (isOfThoseBehind(code, frame)) return { text: PAIRS };
  const forms = searchByKey(search, frame);
  if (!isOneOfSeveral(code)) return { text, ...forms };
  return forms === undefined
    ? { text: `${text} Its keys are tuples where several parts are asked for.` }
    : { text: `${text} What else is asked for is asked of those alone.`, ...forms };
}

const PAIRS =
  'Go through the list once, with a dict of lists by what is compared: those that came before with the same are the pairs of an item (they then come in the order of the second).';

/** `club in (match.home, match.away)`, `match.home == club or match.away == club` */
function isOfSeveralKeys({ node, parent }: CodeNode<NodeOf<'Compare'>>): boolean {
  const isMember = node.ops[0]?.nodeType === 'In' || node.ops[0]?.nodeType === 'NotIn';
  return isMember || (parent?.node.nodeType === 'BoolOp' && parent.node.op.nodeType === 'Or');
}

/** `a.key == key and a.day == day`: a look-up by one of them would find others. */
function isOneOfSeveral({ parent }: CodeNode): boolean {
  return parent?.node.nodeType === 'BoolOp' && parent.node.op.nodeType === 'And';
}

const FILTERS: ReadonlySet<string> = new Set(['filter']);

/** `filter(lambda row: row.key == key, rows)` */
function filterSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [test, list] = code.node.args;
  if (test?.nodeType !== 'Lambda' || list === undefined || !filterAsks(test, list, code, frame)) return undefined;
  const name = sourceText(list, frame);
  const text = `Keep a dict of lists by what is asked for, filled in one pass over ${name}: collections.defaultdict(list).`;
  return { code, subject: shortText(code.node, frame), variant: 'filter', fix: { text } };
}

const STARTS: ReadonlySet<string> = new Set(['.startswith']);

/** `[word for word in self.words if word.startswith(prefix)]` */
function startSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const search = searchLoopAt(code, frame);
  if (search === undefined || search.setters.length > 0) return undefined;
  const isOfItems = search.part === code.node.args[0];
  const fix = isOfItems ? fixOfBeginnings(search, frame) : fixOfStart(search, frame);
  return fix && { code, subject: shortText(code.node, frame), variant: 'start', fix };
}

function fixOfStart(search: SearchLoop, frame: FrameCode): Fix {
  const list = sourceText(search.list, frame);
  const text = `Keep a dict of lists by the first letters, or ${list} in order: bisect.bisect_left finds the first that begins so, and those behind it follow.`;
  return { text };
}

const ASKING = 'asking ';

/** `if match.involves(club)`, where the method holds a part of the item against what it is given. */
function askingSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  if (code.loops.length === 0) return undefined;
  const search = searchLoopAt(code, frame); // few are in one: what a method does takes longer to tell
  if (search === undefined || search.setters.length > 0) return undefined;
  if (!asksItemForPart(code.node, frame) && heldAgainst(code.node, frame) === undefined) return undefined;
  const attr = bareName(code.node, frame);
  const fix =
    heldAgainst(code.node, frame) !== undefined
      ? { text: fixOfForm(`what ${attr} compares`) }
      : {
          text: `${LISTS_BY_KEY} ${attr} looks for, filled where ${sourceText(search.list, frame)} gets an item.`,
        };
  return { code, subject: shortText(code.node, frame), variant: ASKING + attr, fix };
}

const LISTS_BY_KEY = 'Keep a dict of lists by what';

/** Nothing in the file puts the list in order, so that its reader has to know whether it is. */
const UNPROVEN = 'loop over what may be in order';

/** `while limits[at] <= value: at += 1` */
function orderedSite({ code, line, list, isProven }: OrderedSearch, frame: FrameCode): Site {
  const name = sourceText(list, frame);
  const text = `If ${name} is in order, bisect.bisect_right or bisect_left finds the place by halves; it wants a list of what is compared, kept beside ${name} where that is a part of its items.`;
  const variant = isProven ? 'loop' : UNPROVEN;
  return { code, subject: `the place in ${name}`, variant, lines: [line], fix: { text } };
}
