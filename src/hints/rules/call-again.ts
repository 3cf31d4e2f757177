import {
  type Expression,
  givenValues,
  givenWithObject,
  isFunctionNode,
  lineOf,
  type NodeOf,
} from '../../source/syntax.ts';
import { isKeepable } from '../code/counted-function.ts';
import { isCopyAskedAgain, isCopyForOneAnswer } from '../code/loops/handed-copies.ts';
import { isTrial } from '../code/loops/trial.ts';
import { methodMeant } from '../code/method-meant.ts';
import { type CodeNode, type FrameCode, methodsNamed, nodesOf, resumption } from '../code/module-code.ts';
import { bareName, calledName } from '../code/names.ts';
import { isOnePass } from '../code/one-pass.ts';
import { ownCallee } from '../code/own-callee.ts';
import { shortText } from '../code/source-text.ts';
import { argumentsAskedAgain, askedAgain, comesBackUnchanged } from '../code/steady/asked-again.ts';
import { isKeptByCallers, isOfEachObject, isSavedByCallers } from '../code/steady/asked-by-callers.ts';
import { calleeMeant, placesPassed } from '../code/steady/asked-through.ts';
import { isMethodOfState } from '../code/steady/attributes-read.ts';
import { builtFrom } from '../code/steady/built-in-loop.ts';
import { isChangedLater } from '../code/steady/changed-later.ts';
import { driftOf } from '../code/steady/drift.ts';
import { changersOfCall, isFixed, isPlainMethod } from '../code/steady/fixed-function.ts';
import { siblingThatKeeps } from '../code/steady/kept-by-sibling.ts';
import { isPureFrame, withCalled } from '../code/steady/pure-frame.ts';
import { isOnlyRead } from '../code/steady/result-use.ts';
import { tableWalked } from '../code/steady/steady-items.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import { isGivenKeys } from '../code/values/hash-of.ts';
import { itemsOf, keptInCall, makersOf, writersOf } from '../code/values/kept-values.ts';
import { putsOfLookUp } from '../code/values/looked-up.ts';
import { initMadeAlike, initOf, isMadeAlike, isSafeToShare } from '../code/values/made-alike.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { isLentByOthers } from '../evidence/other-files.ts';
import { repeatedArguments } from '../evidence/repeated-arguments.ts';
import { areMuchUnder, isMuchCalled } from '../evidence/time-spent.ts';
import { BEFORE_LOOP, fixOfCall } from '../fix-call.ts';
import { type Fix, type HintRule, NO_PLACE, refused, type Site, type Verdict } from '../rule.ts';
import { atMostPossible } from '../weigh.ts';
import { INIT, weighAsked } from '../weigh-asked.ts';
import { DEFINITION, definitionSite, isKept, KEPT_ABOVE, weighCounted } from '../weigh-counted.ts';
import { weighInputs } from '../weigh-inputs.ts';
import { MEASURE, measureSite, weighMeasure } from '../weigh-measure.ts';
import { THROUGH, throughSites, weighThrough } from '../weigh-through.ts';

/**
 * A function of the program that computes the same again and again
 *
 * ## What it finds
 *
 * A call of a function of the same file (or of a method that one class of it has) that changes nothing but what it makes itself (it may raise, and make objects that
 * only their `__init__` sets: a parser), with arguments that come again and again: in a loop that does
 * not change them, the same in every call of a function, or one of each pair (`for a in texts: for b in texts: shape(a)`,
 * also where the pair is given to a function that makes the call, by a function between that walks what it is given, and where a generator of the file or a list has the pairs). Results that could be changed by somebody are not meant.
 * Also an object of a class of the file that is made of the same each time, only to be asked (`Template(PAGE).render(row)`),
 * and a method or property that hands out a copy of what its object holds (`return list(self._items)`), asked in a loop that changes nothing of it, or for one answer (`name in order.items()`).
 * And a function of what a dict or list of the object holds (`parse(self.cells[name])`, `split(pattern)` of `for pattern in
 * self.patterns`), called far more often than values were put there, or than texts can have been made in the time of its `__init__`. And of each item of a table that never changes and is
 * walked anew in every call (`normalise(company.name)` of `for company in self.register`; also one of the function around, where a solver calls the function inside).
 * And where the counts of the profile prove it: far more calls than there can be different arguments, since only so many objects were
 * made from which they come, so many values put where they are taken from, so few calls bind them, or the function only asks which of some constants they are (`2 if married else 1`). What the function reads must
 * not change in between, but for a few stretches such as one call that loads it all. The hint then has the lines of its results too.
 * So is a function that looks its argument up first (`sum(self.rows[key])`), called far more often than methods put something under a key.
 * Few different arguments are also those that the program writes out: an entry of a table of constants, what a loop over constants
 * binds (`parse(FORMS[kind])`, `Form(kind).write(row)`), and numbers that loops count anew in each run (`around(row, column)` for each place
 * of a board).
 * Also what a function that a loop calls asks for each time, while the loop changes none of it, whatever else it changes (`self.total` in `weight`, which is called
 * for each name, or as the key of a sort), and a number that a function works out of a node of a tree and all below it
 * (`height(node)`), if it comes to each node far more often than there are nodes and changes of what is below one.
 * And with `--arguments`, what `run --arguments` counted: any function that changes nothing, got its arguments twice or more often
 * each, and gave the same for the same. Nobody may have changed its results: the run looks at the first 100 of them again, and of more the source must show it. Where all arguments were different there is no hint.
 *
 * ## Why it costs
 *
 * The whole work is done again for a result that is known. For n items that are compared with each other each one is prepared
 * n times.
 *
 * ## Example
 *
 *     for one in texts:
 *         for other in texts:
 *             if overlap(words_of(one), words_of(other)) > 0.5:
 *                 pairs.append((one, other))
 *
 * ## Instead
 *
 *     words = {text: words_of(text) for text in texts}
 *     for one in texts:
 *         for other in texts:
 *             if overlap(words[one], words[other]) > 0.5:
 *                 pairs.append((one, other))
 *
 * What is the same in every call is made once, at the top of the module or in `__init__`. `functools.lru_cache` does it without
 * a change of the callers, for arguments that can be hashed.
 *
 * ## When it does not matter
 *
 * Where the loops go round a few times only. All who get the result share it: do not change it.
 */
export const callAgain: HintRule = {
  id: 'call-again',
  title: 'a function of the program that computes the same again and again',
  article: 'evaluations-outside-loop',
  priority: 1,
  fix: 'Ask once, outside of the loop or of the function, and keep the result.',
  callees: [],
  time: 'calls',
  match: (frame) => [
    ...sitesOf(nodesOf(frame, 'Call'), nodesOf(frame, 'Attribute'), frame),
    ...definitionSite(frame),
    ...measureSites(frame),
    ...placesPassed(frame).flatMap(throughSites),
  ],
  matchIn,
  weigh,
};

function sitesOf(
  calls: readonly CodeNode<NodeOf<'Call'>>[],
  attributes: readonly CodeNode<NodeOf<'Attribute'>>[],
  frame: FrameCode,
): readonly Site[] {
  return [
    ...calls.flatMap((code) => knownSite(code, frame) ?? countedSite(code, frame) ?? []),
    ...attributes.flatMap((code) => copySite(code, frame) ?? []),
  ];
}

function measureSites(frame: FrameCode): readonly Site[] {
  return frame.parent?.node.nodeType === 'ClassDef' ? [] : measureSite(frame);
}

/** Less of the time than a third of what the surest of its hints needs, or fewer calls: `weigh` refuses them whatever they are. */
const LEAST_TIME = { share: 0.016 };
const LEAST = { ...LEAST_TIME, ncalls: 20 };

/** Calls that take time; without counted arguments the function itself is no place. */
function matchIn(evidence: FrameEvidence): readonly Site[] {
  const { code: frame, ncalls, primitiveCalls } = evidence;
  const isNear = ({ node, frame: at }: CodeNode): boolean =>
    node.nodeType !== 'Call' || at !== frame || isMuchCalled(node, evidence, LEAST_TIME);
  const calls = nodesOf(frame, 'Call').filter(({ node }) => isMuchCalled(node, evidence, LEAST));
  const attributes = nodesOf(frame, 'Attribute').filter(({ node }) => areMuchUnder(node.attr, evidence, LEAST));
  return [
    ...sitesOf(calls, attributes, frame),
    ...(ncalls > primitiveCalls ? measureSites(frame) : []),
    ...placesPassed(frame).filter(isNear).flatMap(throughSites),
  ];
}

/** By the form of the code alone. */
function knownSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const site =
    siteOf(code, frame) ??
    methodSite(code, frame) ??
    copySite(code, frame) ??
    objectSite(code, frame) ??
    keptSite(code, frame);
  return site === undefined || takesNext(code.node, frame) ? undefined : site;
}

/** Each call goes on where the one before has left an iterator. */
function takesNext(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return givenWithObject(call).some((value) => isOnePass(value, frame));
}

function siteOf(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const callee = ownCallee(code.node, frame);
  if (callee === undefined || callee === frame || isResumed(callee) || !isPureFrame(callee)) return undefined;
  const given = givenValues(code.node);
  const hasObject = isMethodOfState(code.node, frame);
  // of what it reads of its object `recomputed` tells
  if (given.length === 0 && hasObject) return undefined;
  if (isTrial(given, code) || isSavedByCallers(given, code)) return undefined;
  if (hasObject && isOfEachObject(given, code)) return undefined;
  const again = whyAgain(given, code, callee, hasObject);
  return again === undefined || !isSafeToShare(callee, code) ? undefined : placeOf(code, again);
}

function whyAgain(
  given: readonly Expression[],
  code: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode,
  hasObject: boolean,
): keyof typeof FIXES | undefined {
  const { frame } = code;
  const isOfSame = isFixed(callee) && !given.some((value) => isChangedLater(value, frame));
  const asked = isOfSame ? askedAgain(given, code, 0, hasObject) : undefined;
  if (asked !== undefined) return asked === 'loop' && isChangedBetween(given, code) ? undefined : asked;
  if (isOfSame && isBuiltAlike(given, code)) return 'loop';
  const isKept = isKeptByCallers(frame);
  const known = isOfSame && !isKept ? argumentsAskedAgain(given, code, hasObject) : undefined;
  if (known !== undefined) return known;
  if (!isKept && isFixed(callee) && tableWalked(given, code) !== undefined) return 'items';
  return comesBackUnchanged(code) ? 'loop' : undefined;
}

/** By another of its names, or by what the loop calls. */
function isChangedBetween(given: readonly Expression[], code: CodeNode): boolean {
  return given.some((value) => driftOf(value, code, code.loops.at(-1)) === 'changed');
}

/** Made of the same in each pass, and nobody else has it before the call. */
function isBuiltAlike(given: readonly Expression[], code: CodeNode): boolean {
  const built = given.map((value) => builtFrom(value, code));
  if (built.every((value, at) => value === given[at]) || askedAgain(built, code) !== 'loop') return false;
  return given.every((value) => driftOf(value, code, code.loops.at(-1)) === 'none');
}

/** `ratings.mean(user)` in a loop that changes nothing, where one class of the file has such a method. */
function methodSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const { func } = code.node;
  if (func.nodeType !== 'Attribute' || !calledName(code.node, frame).startsWith('.')) return undefined;
  const callee = ownCallee(code.node, frame) === undefined ? methodMeant(func, frame) : undefined;
  if (callee === undefined || callee === frame || isResumed(callee) || !isPureFrame(callee)) return undefined;
  if (isTrial(code.node.args, code) || !comesBackUnchanged(code) || !isSafeToShare(callee, code)) return undefined;
  return placeOf(code, 'loop');
}

function placeOf(code: CodeNode<NodeOf<'Call'>>, again: keyof typeof FIXES): Site {
  const { node, frame } = code;
  const subject = shortText(node, frame);
  const fix = fixOfCall(code, FIXES[again], again === 'pairs');
  return { code, subject, variant: bareName(node, frame), why: again, fix };
}

/** `order.items()[at]`, where each call hands out a copy of all items. */
function copySite(code: CodeNode<NodeOf<'Call' | 'Attribute'>>, frame: FrameCode): Site | undefined {
  const isAgain = isCopyAskedAgain(code);
  if (!isAgain && !isCopyForOneAnswer(code)) return undefined;
  if (!isOnlyRead(code, frame)) return undefined;
  const variant = code.node.nodeType === 'Attribute' ? code.node.attr : bareName(code.node, frame);
  const text = isAgain
    ? `Ask once before the loop: ${variant} copies all of it each time.`
    : `${variant} copies all of it for one answer: add a method to its class that gives just that.`;
  const copies = methodsNamed(variant, frame).flatMap((method) => nodesOf(method, 'Return'));
  const lines = [lineOf(code.node), ...copies.map(({ node }) => lineOf(node))];
  return { code, subject: shortText(code.node, frame), variant, lines, fix: { text } };
}

/** `Template(PAGE).render(row)`, where the object is made of the same each time. */
function objectSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const given = givenValues(code.node);
  if (given.length === 0 || isTrial(given, code) || !isMadeAlike(code, frame)) return undefined;
  const again = askedAgain(given, code);
  if ((again !== 'every-call' && again !== 'loop') || given.some((value) => isChangedLater(value, frame)))
    return undefined;
  return { code, subject: shortText(code.node, frame), variant: INIT, fix: { text: FIXES[again] } };
}

/** `parse(self.cells[name])`, where there are more calls than cells were ever set. */
function keptSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const dict = keptInCall(code.node, frame);
  const made = dict === undefined ? undefined : initOf(code.node, frame);
  const callee = dict === undefined ? undefined : (made ?? calleeMeant(code.node, frame));
  if (dict === undefined || callee === undefined || callee === frame || isResumed(callee)) return undefined;
  const sibling = made === undefined ? siblingThatKeeps(code, callee) : undefined;
  const isSame = isPlainMethod(callee) && changersOfCall(code.node, callee, frame)?.length === 0;
  if (sibling === undefined && !isSame && !isFixed(callee)) return undefined;
  if ((writersOf(dict, frame) ?? makersOf(dict, frame) ?? itemsOf(dict, frame)) === undefined) return undefined;
  if (sibling === undefined && !isSafeToShare(callee, code)) return undefined;
  const name = shortText(dict, frame);
  const text =
    sibling !== undefined
      ? `Ask ${sibling.scope.name}(), which keeps the same.`
      : writersOf(dict, frame) === undefined
        ? `Keep the results in a dict by the same key: what is set in ${name} later takes its result out.`
        : `Do it once for each value, where it is put into ${name}, and keep the result there.`;
  return {
    code,
    subject: shortText(code.node, frame),
    variant: made === undefined ? bareName(code.node, frame) : INIT,
    isLasting: true,
    fix: { text },
  };
}

/** What the counts of the profile have to tell. */
function countedSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const made = initMadeAlike(code, frame);
  const callee = made ?? calleeMeant(code.node, frame);
  const given = givenValues(code.node);
  if (callee === undefined || callee === frame || isResumed(callee) || isTrial(given, code)) return undefined;
  if (given.length === 0 || takesNext(code.node, frame)) return undefined; // without arguments it is what `recomputed` is about
  if (!isPlainMethod(callee) || changersOfCall(code.node, callee, frame) === undefined || !isSafeToShare(callee, code))
    return undefined;
  const results = nodesOf(callee, 'Return').map(({ node }) => lineOf(node));
  const asked = { ...placeOf(code, made === undefined ? 'counted' : 'made'), lines: [lineOf(code.node), ...results] };
  const fix = (putsOfLookUp(callee)?.size ?? 0) > 0 ? BY_KEY : UNKEYED;
  const place = fix === UNKEYED && isGivenKeys(code.node, callee, frame) ? asked : { ...asked, fix };
  return made === undefined ? place : { ...place, variant: INIT };
}

const BY_KEY: Fix = {
  text: 'Keep the results in a dict of the object, by the same key: who changes what stands under a key takes its result out.',
};

const UNKEYED: Fix = {
  text: 'Keep the results with the objects that it is asked about: functools.lru_cache would ask for a hash, which not all of them have.',
};

const FIXES = {
  'every-call': 'It is the same in every call: make it once, at the top of the module or in __init__.',
  loop: BEFORE_LOOP,
  pairs: 'Ask once for each item before the loops, and keep the results in a dict or list.',
  items: 'Do it once for each item, where the table is made, and keep the results there.',
  made: 'Keep the results: one object for each value, in a dict or by functools.lru_cache. All who ask share it then.',
  counted: 'Keep the results: with the objects that it is asked about, or by functools.lru_cache.',
} as const;

function isResumed(frame: FrameCode): boolean {
  return !isFunctionNode(frame.node) || resumption(frame) !== null;
}

/** The calls of a function that the rule knows by their form are said where they stand. */
function weighDefinition(evidence: FrameEvidence): Verdict {
  const { code, argumentCounts } = evidence;
  if (argumentCounts === null) return NO_PLACE;
  const calls = callsTo(code);
  const isSaid = (call: CodeNode<NodeOf<'Call'>>): boolean => knownSite(call, call.frame) !== undefined;
  return calls.length > 0 && calls.every(isSaid) ? NO_PLACE : weighCounted(evidence);
}

/** What another file holds it may change: kept results know nothing of it. */
function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { node, frame } = site.code;
  const found = weighSite(site, evidence);
  const call = found.verdict === 'reported' && node.nodeType === 'Call' ? node : undefined;
  const callee = call === undefined ? undefined : calleeMeant(call, frame);
  const read = callee === undefined ? [] : withCalled(callee);
  return call !== undefined && isLentByOthers(call, read, evidence) ? atMostPossible(found) : found;
}

function weighSite(site: Site, evidence: FrameEvidence): Verdict {
  const { code } = site;
  if (site.variant === DEFINITION) return weighDefinition(evidence);
  if (site.why === MEASURE) return weighMeasure(site, evidence);
  if (site.why === THROUGH) return weighThrough(site, evidence);
  if (isKept(code.frame, evidence)) return refused(KEPT_ABOVE);
  if ((site.why === 'counted' || site.why === 'made') && code.node.nodeType === 'Call') {
    const call = { ...code, node: code.node };
    const callee = site.why === 'made' ? initMadeAlike(call, code.frame) : calleeMeant(code.node, code.frame);
    if (callee === undefined || (repeatedArguments(callee, evidence) !== null && isKeepable(callee))) return NO_PLACE;
    return weighInputs(site, call, callee, evidence);
  }
  return weighAsked(site, evidence);
}
