import {
  type ComprehensionNode,
  type Expression,
  givenValues,
  isComprehension,
  type NodeOf,
} from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { isCallNamed } from '../code/call-names.ts';
import { methodCallsOn } from '../code/loops/method-calls-on.ts';
import { namesFromOutside, takesPlaces, walkParts } from '../code/loops/walk-parts.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption } from '../code/module-code.ts';
import { calledName, methodCalled } from '../code/names.ts';
import { isOnePass } from '../code/one-pass.ts';
import { shortText } from '../code/source-text.ts';
import { type Again, areSameInPureLoop, askedAgain } from '../code/steady/asked-again.ts';
import { rootOf } from '../code/steady/changed-itself.ts';
import { changersOf } from '../code/steady/changed-later.ts';
import { GROWING } from '../code/steady/changing-methods.ts';
import { rootsChanged } from '../code/steady/receivers-changed.ts';
import { isOnlyRead } from '../code/steady/result-use.ts';
import { isSameList } from '../code/steady/same-list.ts';
import { REDUCERS, SELDOM, seldomSite } from '../code/steady/seldom-sites.ts';
import { attributesSetLater } from '../code/steady/set-later.ts';
import { tableWalked } from '../code/steady/steady-items.ts';
import { lengthOf } from '../code/values/static-length.ts';
import { writtenTable } from '../code/values/written-table.ts';
import { type FrameEvidence, rowAt, sumCallsTo } from '../evidence/frame-evidence.ts';
import { isLentByOthers } from '../evidence/other-files.ts';
import { ownTime } from '../evidence/own-time.ts';
import { passesOf } from '../evidence/passes.ts';
import { isNeverReached } from '../evidence/reached.ts';
import type { Gone } from '../expected-saving.ts';
import { fixAtModule, fixBeforeLoop } from '../fix-kept.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { atMostPossible, isRepeated, NOT_REPEATED, shareOfTotal, weighEdge } from '../weigh.ts';
import { OF_OBJECT, objectSite, weighOfObject } from '../weigh-of-object.ts';
import { ownTimeVerdict } from '../weigh-own-loop.ts';
import { tooFewPerObject, tooFewWalks } from '../weigh-per-object.ts';
import { weighSeldom } from '../weigh-seldom.ts';
import { OF_TEXT, TEXT_CALLEES, textSite, weighTexts } from '../weigh-texts.ts';

/** What makes something new of its arguments, and under which name a profile has it; types that are written in C have none. */
const MAKERS: ReadonlyMap<string, string | null> = new Map([
  ...['set', 'frozenset', 'list', 'tuple', 'dict'].map((name): [string, null] => [name, null]),
  ['sorted', 'sorted'],
  ['collections.Counter', 'collections.__init__'],
  ...['split', 'splitlines', 'lower', 'upper', 'casefold'].map((name): [string, string] => [`.${name}`, `str.${name}`]),
]);

/**
 * The same made anew each time
 *
 * ## What it finds
 *
 * `set(words)`, `list(table)`, `sorted(name)`, `text.lower()`, `text.split()`, a comprehension, a dict or set that is written out (of constants, lambdas, functions, methods of the object), or a list with a `Decimal` or `date` for each item, and their kin, in a loop or a function that is called in one, where what they are made of is the same each time, or belongs to one of two loops of
 * which each goes through all its items for each of the other's; where the result is only read: the weights for each `choices(topics, weights)`.
 * So is what is made of each item of a list that an object keeps (`line.lower().split()`), in a method that is called again and again, and a text of an object that is taken apart (`re.findall(WORD, message.body)`), or a set of what it holds (`set(message.words)`), far more often than such objects were made.
 * So is a column that is taken by its place (`[table[row][at] for row in range(rows)]`) in each round of a loop that changes nothing.
 * So is what a method with arguments makes of its object alone (`sum`, `min` and `max` of it too), where the profile counts that whatever changes that was called far less often: a list of all keys for each draw.
 *
 * ## Why it costs
 *
 * Each time all items are walked, and put into something new that is thrown away.
 *
 * ## Example
 *
 *     for one in people:
 *         for other in people:
 *             if set(one.tags) & set(other.tags):
 *                 pairs.append((one, other))
 *
 * ## Instead
 *
 *     tags = [set(person.tags) for person in people]
 *     for one, its_tags in zip(people, tags):
 *         for other, other_tags in zip(people, tags):
 *             if its_tags & other_tags:
 *                 pairs.append((one, other))
 *
 * What is the same in every call is made once, at the top of the module or in `__init__`.
 *
 * ## When it does not matter
 *
 * For a handful of items. What is kept does not see what is put later into what it was made of.
 */
export const madeAgain: HintRule = {
  id: 'made-again',
  title: 'the same made anew each time',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Make it once, outside of the loop or of the function, and use that.',
  callees: [...MAKERS.values(), ...REDUCERS].flatMap((callee) => callee ?? []),
  time: 'own',
  alsoCallees: TEXT_CALLEES,
  match: (frame) => [
    ...nodesOf(frame, 'Call').flatMap(
      (code) =>
        siteOf(code, madeOf(code.node, frame), frame) ??
        columnSite(code, walkOf(code.node, frame), frame) ??
        seldomSite(code, MAKERS) ??
        (isPartOfOne(code, frame) ? undefined : (textSite(code, frame) ?? objectSite(code, frame))) ??
        [],
    ),
    ...[...nodesOf(frame, 'SetComp'), ...nodesOf(frame, 'DictComp'), ...nodesOf(frame, 'ListComp')].flatMap(
      (code) =>
        siteOf(code, walkParts(code.node, frame), frame) ??
        columnSite(code, code.node, frame) ??
        seldomSite(code, MAKERS) ??
        [],
    ),
    ...DISPLAYS.flatMap((kind) => nodesOf(frame, kind).flatMap((code) => displaySite(code, frame) ?? [])),
  ],
  weigh,
};

const DISPLAYS = ['Dict', 'Set', 'List', 'Tuple'] as const;

/** What a call makes something of; undefined where it makes nothing that the rule knows. */
function madeOf(call: NodeOf<'Call'>, frame: FrameCode): readonly Expression[] | undefined {
  const name = calledName(call, frame);
  if (!MAKERS.has(name)) return undefined;
  const [first, ...others] = call.args;
  if (first?.nodeType === 'GeneratorExp') return others.length === 0 ? walkParts(first, frame) : undefined;
  const receiver = name.startsWith('.') ? methodCalled(call, frame)?.receiver : undefined;
  const given = [...(receiver === undefined ? [] : [receiver]), ...givenValues(call)];
  return given.length === 0 || given.some(({ nodeType }) => nodeType === 'Starred') ? undefined : given;
}

/** `(row[at] for row in table)` of `tuple(row[at] for row in table)` */
function walkOf(call: NodeOf<'Call'>, frame: FrameCode): ComprehensionNode | undefined {
  const [first, ...others] = MAKERS.has(calledName(call, frame)) ? call.args : [];
  return first?.nodeType === 'GeneratorExp' && others.length === 0 ? first : undefined;
}

/** `[table[row][at] for row in range(rows)]` for each `at`, in a loop around that changes nothing: each of its rounds makes all columns anew. */
function columnSite(
  code: CodeNode<NodeOf<'Call'> | ComprehensionNode>,
  made: ComprehensionNode | undefined,
  frame: FrameCode,
): Site | undefined {
  const names = made === undefined ? undefined : namesFromOutside(made, frame);
  if (made === undefined || names === undefined || !takesPlaces(made) || isPartOfOne(code, frame)) return undefined;
  if (!areSameInPureLoop(names, code) || !isOnlyRead(code, frame)) return undefined;
  return placeOf(code, 'pairs', frame);
}

function siteOf(
  code: CodeNode<NodeOf<'Call'> | ComprehensionNode>,
  made: readonly Expression[] | undefined,
  frame: FrameCode,
): Site | undefined {
  if (made === undefined || made.every(({ nodeType }) => nodeType === 'Constant') || isPartOfOne(code, frame))
    return undefined;
  if (isOfGrowing(code, made, frame)) return isOnlyRead(code, frame) ? placeOf(code, 'growing', frame) : undefined;
  const again = askedAgain(made, code) ?? (isOfItems(code, made, frame) ? 'items' : undefined);
  const { node } = code;
  const isSorted = node.nodeType === 'Call' && calledName(node, frame) === 'sorted';
  if (again === undefined || (isSorted && again !== 'pairs')) return undefined; // that is what sort-in-loop is about
  if (!isOnlyRead(code, frame) || made.some((value) => isChanged(value, frame))) return undefined;
  if (made.some((value) => isOnePass(value, frame))) return undefined; // the second time it is at its end
  return placeOf(code, again, frame);
}

/** `set(seen)` in a loop that puts items into `seen`, and takes none out. */
function isOfGrowing({ node, ...at }: CodeNode, made: readonly Expression[], frame: FrameCode): boolean {
  const [list, ...others] = made;
  const loop = at.loops.at(-1);
  if (list?.nodeType !== 'Name' || others.length > 0 || loop === undefined || node.nodeType !== 'Call') return false;
  if (!isCallNamed(COUNTING, node, frame)) return false;
  const changes = methodCallsOn(list, frame);
  const isGrown = changes.some(({ code }) => code.frame === frame && code.loops.includes(loop));
  return isGrown && changes.every(({ method }) => GROWING.has(method)) && isSameList(list, { node, ...at }, frame);
}

const COUNTING: ReadonlySet<string> = new Set(['set', 'frozenset', 'collections.Counter']);

/** `line.lower().split()` of each line that the object keeps, in every call of a method: what the profile counts as calls. */
function isOfItems({ node, ...at }: CodeNode, made: readonly Expression[], frame: FrameCode): boolean {
  if (node.nodeType !== 'Call' || MAKERS.get(calledName(node, frame)) == null) return false;
  return tableWalked(made, { node, ...at }, 'growing') !== undefined;
}

function placeOf(code: CodeNode<NodeOf<'Call'> | ComprehensionNode>, again: Why, frame: FrameCode): Site {
  const { node } = code;
  const variant = node.nodeType === 'Call' ? calledName(node, frame) : 'comprehension';
  const [first] = node.nodeType === 'Call' ? node.args : [];
  const values = first === undefined ? undefined : lengthOf(first, frame);
  const once = again === 'every-call' ? fixAtModule(FIXES[again], variant, code) : { text: FIXES[again] };
  const isHoisted = once.after === undefined && (again === 'every-call' || again === 'loop');
  const hoisted = isHoisted ? fixBeforeLoop({ text: FIXES.loop, of: [node], called: variant }, code) : once;
  const fix = hoisted.after === undefined ? once : hoisted;
  const site = { code, subject: shortText(node, frame), variant, why: again, fix };
  return values === undefined ? site : { ...site, values };
}

const FEW_ITEMS = 5; // fewer are made in next to no time

/** A table that is written out in the function: `worth = {'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}`. */
function displaySite(code: CodeNode<NodeOf<'Dict' | 'Set' | 'List' | 'Tuple'>>, frame: FrameCode): Site | undefined {
  const table = frame.parent === null ? undefined : writtenTable(code.node, frame);
  if (table === undefined || table.items < FEW_ITEMS || !isOnlyRead(code, frame)) return undefined;
  if (table.calls === 0 && !isNewEachTime(code)) return undefined;
  if (askedAgain(table.leaves, code) !== 'every-call') return undefined;
  return {
    code,
    subject: shortText(code.node, frame),
    variant: 'display',
    why: 'every-call',
    values: table.items,
    fix: fixAtModule(FIXES['every-call'], 'table', code),
  };
}

/** Other lists and tuples of constants are constants of the code, or copies of one, and so is a set that is only looked into. */
function isNewEachTime({ node, parent }: CodeNode): boolean {
  return (node.nodeType === 'Dict' || node.nodeType === 'Set') && parent?.node.nodeType !== 'Compare';
}

/** `items`: of each item of a list that is walked in every call; `growing`: of a list that gets an item at times. */
type Why = Again | 'items' | 'growing';

const FIXES: Readonly<Record<Why, string>> = {
  'every-call': 'It is the same in every call: make it once, at the top of the module or in __init__.',
  loop: 'Make it once before the loop.',
  pairs: 'Make it once for each item before the loops, and keep the results in a list or dict.',
  items: 'Make it once for each item, where the item is put in, and keep it beside the item.',
  growing: 'Make it once, before the loop, and put into it what the list gets.',
};

/** `text.split()` of `set(text.split())`: the whole is what is made again. */
function isPartOfOne({ parent }: CodeNode, frame: FrameCode): boolean {
  const around = parent?.node;
  return around?.nodeType === 'Call' && MAKERS.has(calledName(around, frame));
}

/** Whether anything in a value may be another the next time. */
function isChanged(value: Expression, frame: FrameCode): boolean {
  const later = attributesSetLater(frame.module);
  return [...walkSyntax(value)].some((node) => {
    if (node.nodeType !== 'Name' && node.nodeType !== 'Attribute') return false;
    if (node.nodeType === 'Attribute' && later.has(node.attr)) return true;
    return rootsChanged(frame).has(rootOf(node)) || changersOf(node, frame).length > 0;
  });
}

const LEAST_MADE = 50;
const MAKING = 1.5e-7; // a set or list of two or three items
/** What each item more takes of a set of texts; keys and values count apart. */
const ITEM = 2e-8;

/** A few may be left for each different argument. */
const GONE: Gone = { least: 0.6, most: 1 };

/** Items of a known number take at most so many times what they take at least. */
const MOST_TIMES = 4;

/** What another file holds it may change. */
function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node } = site.code;
  const made = node.nodeType === 'Call' || isComprehension(node) ? node : null;
  if (site.why === OF_TEXT) return weighTexts(site, evidence);
  const counting = site.why === SELDOM ? weighSeldom : site.why === OF_OBJECT ? weighOfObject : undefined;
  const found = counting === undefined ? weighMade(site, evidence) : counting(site, evidence, weighMade);
  return isLentByOthers(made, [], evidence) ? atMostPossible(found) : found;
}

function weighMade(site: Site, evidence: FrameEvidence): Verdict {
  if (!isRepeated(site.code, evidence) || isMadeAtStart(site.code)) return NOT_REPEATED;
  const few = site.why === 'every-call' ? tooFewPerObject(site.code, evidence.ncalls, evidence) : undefined;
  if (few !== undefined) return few;
  const { variant = '' } = site;
  const callee = REDUCERS.has(variant) ? variant : MAKERS.get(variant);
  if (callee == null) return weighOwn(site, evidence);
  if (site.why === 'items') {
    const made = site.code.node.nodeType === 'Call' ? madeOf(site.code.node, site.code.frame) : undefined;
    const few = tooFewWalks(site.code, sumCallsTo(evidence, [callee]).ncalls, evidence, made);
    if (few !== undefined) return few;
  }
  return weighEdge(site, evidence, {
    callees: [callee],
    called: variant.replace(/^\./, ''),
    time: 'whole',
    leastCalls: LEAST_MADE,
    leastShare: SHARES.suspicious,
    gain: null,
    leastSaving: ({ cumtime }) => 0.7 * cumtime,
    whatRemains: 'all of them but one for each time that what they are made of is another',
  });
}

/** The calls of a generator are resumptions: what stands before its loops is made once for each walk, and how many those are is not known. */
function isMadeAtStart({ loops, frame }: CodeNode): boolean {
  return loops.length === 0 && resumption(frame) !== null;
}

/** What `text.split()` of `set(text.split())` takes goes with it. */
function secondsInside({ code: { node, frame } }: Site, evidence: FrameEvidence): number {
  const [first] = node.nodeType === 'Call' ? node.args : [];
  const callee = first?.nodeType === 'Call' ? MAKERS.get(calledName(first, frame)) : null;
  return callee == null ? 0 : sumCallsTo(evidence, [callee]).tottime;
}

/** What has no call of its own is what the usual steps do not explain, and at least what the smallest takes. */
function weighOwn(site: Site, evidence: FrameEvidence): Verdict {
  const { node, loops, within } = site.code;
  if (isNeverReached(site.code, evidence)) return refused('its branch was not taken: what it calls was not called');
  const ownRow = isComprehension(node) ? rowAt(evidence, { ...site.code, within: [...within, node] }) : undefined;
  const isAlone = ownRow?.isReliable === true && ownRow.row !== evidence.row;
  const own = ownTime(isComprehension(node) ? { ...site.code, loops: [...loops, node] } : site.code, evidence);
  const around = loops.at(-1);
  const passes = around === undefined ? evidence.ncalls : passesOf(around, evidence)?.least;
  const made = isAlone ? (evidence.table.ncalls.values[ownRow.row] ?? 0) : passes;
  if (made !== undefined && made < LEAST_MADE) return refused(`only ${writeCount(made)} were made`);
  const inner = secondsInside(site, evidence);
  const least = (made ?? 0) * (MAKING + (site.values ?? 0) * ITEM) * evidence.pace + inner;
  const isCounted = site.values !== undefined && shareOfTotal(least, evidence) >= SHARES.sure;
  const left = made === undefined ? own.seconds / 2 : Math.max(own.unexplained, least);
  // what is left of the own time is not all of it where so few items are made
  const isKnown = site.values !== undefined && made !== undefined;
  const rest = isCounted ? least : isKnown ? Math.min(left, MOST_TIMES * least) : left;
  const cost = isAlone ? (evidence.table.cumtime[ownRow.row] ?? 0) : Math.min(own.seconds + inner, rest);
  const share = shareOfTotal(cost, evidence);
  const isSure = isAlone || isCounted || (!own.hasRivals && (made !== undefined || loops.length > 0));
  const level = levelOfShare(isSure ? 'likely' : 'possible', share, SHARES.sure);
  if (level === undefined) return refused(`making it is some ${writePercent(share)} of the profile`);
  const times = made === undefined ? 'in each pass' : `${writeCount(made)} times`;
  const from = evidence.code.scope.qualname;
  const text = `${site.subject} was made ${times} in ${from}, which takes some ${durationText(cost)} of ${durationText(evidence.total)}`;
  const row = isAlone ? ownRow.row : (rowAt(evidence, site.code)?.row ?? evidence.row);
  const basis = 'what making it takes; all but one can go for each time that what it is made of is another';
  return ownTimeVerdict(
    {
      level,
      cost,
      share,
      text,
      row,
      time: isAlone ? 'whole' : 'own',
      // without the number of passes the cost is a guess: half of what it can be
      ...(made === undefined ? { upTo: own.seconds + inner, gone: { least: 0.3, most: 1 } } : { gone: GONE }),
      basis,
      isWorkOfC: !isComprehension(node),
    },
    evidence,
  );
}
