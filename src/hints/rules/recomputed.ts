import { plural } from '../../profile/notes.ts';
import { lineOf, type NodeOf } from '../../source/syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { isSumAlone } from '../code/loops/adding-up.ts';
import {
  type CodeNode,
  callOf,
  definedAs,
  type FrameCode,
  nodesOf,
  placesOfAttribute,
  resumption,
} from '../code/module-code.ts';
import { attributeBindings, fullName, selfAttribute } from '../code/names.ts';
import { isOnePass } from '../code/one-pass.ts';
import { attributesRead } from '../code/steady/attributes-read.ts';
import { isChangedByGiver } from '../code/steady/changed-later.ts';
import { GROWING } from '../code/steady/changing-methods.ts';
import { depthMade, makesContainer } from '../code/steady/depth-made.ts';
import { isWindow } from '../code/steady/dropped-later.ts';
import { changersOfReads, setsUnnamed } from '../code/steady/fixed-function.ts';
import { isFieldKept, isInvariantIn } from '../code/steady/invariance.ts';
import { isPureLoop } from '../code/steady/leaves-alone.ts';
import { isPureFrame, withCalled } from '../code/steady/pure-frame.ts';
import { type Fate, fateOfResult, worstFate } from '../code/steady/result-use.ts';
import { runningTotal } from '../code/steady/running-total.ts';
import { isMaking } from '../code/steady/set-later.ts';
import { asksForChangedByOthers } from '../code/steady/steady-key.ts';
import { walks } from '../code/steady/walking.ts';
import { attributesSetAnew, changesByName, isChangedElsehow } from '../code/steady/ways-to-change.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import { isPlainProperty } from '../code/values/classes-called.ts';
import { makesSteadyObjects } from '../code/values/made-alike.ts';
import { callsFromElsewhere, mayComeAgain } from '../evidence/calls-from-elsewhere.ts';
import type { FrameEvidence } from '../evidence/frame-evidence.ts';
import { neededAnswers } from '../evidence/needed-calls.ts';
import { mostObjectsMade } from '../evidence/objects-made.ts';
import { isLentByOthers, readsSeenByOthers } from '../evidence/other-files.ts';
import { isCalledFromElsewhere } from '../evidence/times-called.ts';
import { savingOfFunction } from '../expected-saving.ts';
import { fixByProperty, KEPT_ALONG } from '../fix-by-property.ts';
import { SHARES } from '../level-of-share.ts';
import { type Fix, type HintRule, NO_PLACE, refused, type Site, type Verdict } from '../rule.ts';
import { atMostPossible, edgeFinding, shareOfTotal } from '../weigh.ts';
import { countedOf } from '../weigh-counted.ts';
import { MEASURE, measureSite, weighMeasure } from '../weigh-measure.ts';
import { mayShareItems, weighRunningTotal } from '../weigh-running-total.ts';

/**
 * A property or method that computes the same again and again
 *
 * ## What it finds
 *
 * A property or a method without arguments (`__hash__` too) that is called many times for each object, and changes nothing.
 * It walks what its object holds, goes up a chain of objects, or calls something where a loop asks for it. And one of these is so:
 *
 * - What it walks never changes after `__init__` (or as a field of a dataclass), as far as the file shows.
 * - It only gets longer. Of a sum, items may also go by methods.
 * - It is a sum or number of many items, asked for far more often than all of them were changed. Methods of its class change
 *   one at a time, as the profile counts. Where another object may hold the same items, it is possible at most.
 * - It is asked for in loops that change nothing.
 * - It is a number of a node and all below it in a tree, worked out far more often than there are nodes and changes.
 * - What it walks was changed so seldom, as the profile counts, that most answers were those of before. This may also be a
 *   list or dict, where those who ask for it only read or walk it.
 *
 * Or methods of the object ask for it several times in one call, also by one another. The hint has the lines that ask for it too.
 * A list that it gives must not be changed by who asks; where parts of it are handed on, or another file asks, it is possible at most.
 *
 * ## Why it costs
 *
 * An attribute looks like something that is there, but each time it is asked for the whole is computed again.
 *
 * ## Example
 *
 *     class Order:
 *         @property
 *         def total(self):
 *             return sum(line.price for line in self.lines)
 *
 * ## Instead
 *
 *     class Order:
 *         @functools.cached_property
 *         def total(self):
 *             return sum(line.price for line in self.lines)
 *
 * Where lines come later, keep the total along: `self.total += line.price` in the method that adds one.
 *
 * ## When it does not matter
 *
 * Where it is asked for once or twice. A cached property is not computed again when what it was made of changes; it is there
 * since Python 3.8 and needs an object with a dict (no `__slots__`).
 */
export const recomputed: HintRule = {
  id: 'recomputed',
  title: 'a property or method that computes the same again and again',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Make it a functools.cached_property, or update a stored result where the data changes.',
  callees: [],
  match: sitesOf,
  matchIn: (evidence) => {
    if (!mayComeAgain(evidence, LEAST_CALLS, LONG_PER_OBJECT)) return [];
    // of a tree's measure nothing is told that does not call itself
    return evidence.ncalls > evidence.primitiveCalls ? sitesOf(evidence.code) : siteOf(evidence.code);
  },
  weigh,
};

function sitesOf(frame: FrameCode): readonly Site[] {
  const alone = siteOf(frame);
  return alone.length > 0 ? alone : frame.parent?.node.nodeType === 'ClassDef' ? measureSite(frame) : [];
}

function siteOf(frame: FrameCode): readonly Site[] {
  const { node } = frame;
  const owner = frame.parent;
  if (
    node.nodeType !== 'FunctionDef' ||
    owner?.node.nodeType !== 'ClassDef' ||
    (node.name.startsWith('__') && !ASKED.has(node.name))
  )
    return [];
  const { args, posonlyargs, kwonlyargs, vararg, kwarg } = node.args;
  const [, ...others] = [...posonlyargs, ...args, ...kwonlyargs];
  const isAlone = args.length + posonlyargs.length > 0 && !vararg && !kwarg;
  const [at] = nodesOf(frame, 'Return');
  if (!isAlone || at === undefined) return [];
  const isProperty = isPlainProperty(node);
  if (node.decorator_list.length > 0 && !isProperty) return [];
  if (!others.every(({ arg }) => isLeftAtDefault(arg, frame)) || !isPureFrame(frame)) return [];
  if (!isWalking(frame) || isSettable(frame, owner)) return [];
  const fate = fateOfResults(frame);
  if (fate === 'handed' || fate === 'changed') return [];
  const read = withCalled(frame).flatMap((reader) => attributesRead(reader).map((name) => ({ name, at: reader })));
  if (read.length === 0 || withCalled(frame).some(readsOnePass)) return [];
  // what is kept with the object outlives the loops that ask
  const isOfChanged = withCalled(frame).some(readsWhatChanges);
  const isChanged = setsUnnamed(frame.module) || (isOfChanged && !isAskedWhereNothingChanges(frame));
  if (isChanged || !read.every(({ name, at: reader }) => isSteady(name, reader))) return changedSite(at, fate, frame);
  const changes = read.flatMap(({ name }) => changesByName(frame.module).get(name) ?? []);
  const isGrowing = changes.length > 0;
  // of what only gets longer the function that walks it keeps the result
  if (isGrowing && !walks(frame)) return [];
  const lines = [lineOf(at.node), ...placesThatAsk(frame).map(({ node: asked }) => lineOf(asked))];
  const variant = changes.every(({ method }) => GROWING.has(method)) ? 'growing' : 'changing';
  const fix = isOfChanged && !isGrowing ? FOR_THE_LOOP : fixByProperty(isProperty, isGrowing, frame);
  return [{ code: at, subject: frame.scope.qualname, variant, why: fate, fix, lines }];
}

/** The next time there is nothing left of it, or what comes behind. */
function readsOnePass(frame: FrameCode): boolean {
  return nodesOf(frame, 'Attribute').some(({ node }) => node.ctx.nodeType === 'Load' && isOnePass(node, frame));
}

/** What it reads changes: then the profile has to tell how seldom. */
function changedSite(at: CodeNode, why: Fate, frame: FrameCode): readonly Site[] {
  if (changersOfReads(frame) === undefined) return [];
  const isTotal = runningTotal(frame) !== undefined;
  const kept = isTotal ? KEPT_ALONG : KEPT;
  const fix = { text: isAskedWhereNothingChanges(frame) ? ASKED_BEFORE : kept };
  const lines = [at, ...(isTotal ? placesThatAsk(frame) : asksInLoop(frame))].map(({ node }) => lineOf(node));
  return [{ code: at, subject: frame.scope.qualname, variant: COUNTED, why, fix, lines }];
}

const KEPT = 'Keep the result, and work it out again only after what it is made of has changed.';
const ASKED_BEFORE = 'Ask once before the loop that asks in each pass: nothing that it is made of changes there.';

/** Where a loop asks one and the same object for it in each of its passes. */
function asksInLoop(frame: FrameCode): readonly CodeNode[] {
  return placesThatAsk(frame).filter(({ node, loops, frame: at }) =>
    loops.some((loop) => isInvariantIn(node.value, loop, at)),
  );
}

/** `width=3`, where no call in the file gives another. */
function isLeftAtDefault(argument: string, frame: FrameCode): boolean {
  const given = argumentsFor(argument, frame);
  return given.length === 1 && given[0]?.call === null;
}

const FOR_THE_LOOP: Fix = {
  text: 'Ask once before the loop, and keep the result for that long: what it is made of changes later.',
};

const COUNTED = 'counted';

/** Python asks for them as often as it likes. */
const ASKED: ReadonlySet<string> = new Set(['__hash__', '__len__', '__str__', '__repr__']);

/** Where the file asks for it: there the same comes again and again. None where two classes have something of that name. */
function placesThatAsk(frame: FrameCode): readonly CodeNode<NodeOf<'Attribute'>>[] {
  const { name } = frame.scope;
  return definedAs(name, frame).length === 1 ? placesOfAttribute(name, frame.module) : [];
}

/** Each loop that asks for it changes nothing while it goes round: there all answers are alike. */
function isAskedWhereNothingChanges(frame: FrameCode): boolean {
  const inLoops = placesThatAsk(frame).filter(({ loops }) => loops.length > 0);
  return (
    inLoops.length > 0 &&
    inLoops.every(({ node, loops, frame: at }) =>
      loops.some((loop) => isInvariantIn(node.value, loop, at) && isPureLoop(loop, at)),
    )
  );
}

/** `p.x` of the items that it walks, itself or in a key, where something in the file sets `x` after `__init__`. */
function readsWhatChanges(frame: FrameCode): boolean {
  const anew = attributesSetAnew(frame.module);
  const asked = [frame, ...frame.inner].flatMap((one) => nodesOf(one, 'Attribute'));
  return (
    asked.some(({ node }) => selfAttribute(node, frame) === null && anew.has(node.attr)) ||
    nodesOf(frame, 'Call').some((code) => asksForChangedByOthers(code, frame))
  );
}

/** `@total.setter`: whoever sets it changes what it gives. */
function isSettable({ scope, node }: FrameCode, owner: FrameCode): boolean {
  return owner.inner.some((one) => one.scope.name === scope.name && one.node !== node);
}

/** What is done with a list that it gives: if it is kept, all have the same. */
function fateOfResults(frame: FrameCode): Fate {
  if (!makesContainer(frame)) return 'read';
  const asked = placesThatAsk(frame).map((place) => callOf(place) ?? place);
  if (asked.length === 0) return 'handed';
  const fates = asked.map((place) => fateOfResult(place, depthMade(frame)));
  return worstFate(makesSteadyObjects(frame) ? fates : [...fates, 'unsure']);
}

function isWalking(frame: FrameCode): boolean {
  if (resumption(frame) !== null) return false;
  return isChain(frame) || withCalled(frame).some(walks) || isCallingInLoops(frame);
}

/** It calls something for a number or text, and is asked for in loops: the profile tells whether that takes long. */
function isCallingInLoops(frame: FrameCode): boolean {
  return nodesOf(frame, 'Call').length > 0 && !makesContainer(frame) && isAskedWhereNothingChanges(frame);
}

/** `self.parent.path` in `path`; two such are what `recursion-twice` is about. */
function isChain(frame: FrameCode): boolean {
  return (
    nodesOf(frame, 'Attribute').filter(({ node }) => fullName(node, frame) === `.${frame.scope.name}`).length === 1
  );
}

/** What they do to a sum, item by item, can be done to one that is kept along: `clear` and `extend` may put others in place of all. */
const ADJUSTABLE: ReadonlySet<string> = new Set(
  'append add pop popleft remove discard insert appendleft sort reverse'.split(' '),
);

/** Bound by `__init__` or the class alone, and changed by nothing but calls that make it longer; of a sum also by those that take items out. */
function isSteady(name: string, frame: FrameCode): boolean {
  const bound = attributeBindings(name, frame);
  if (bound.length === 0 && !isFieldKept(name, frame)) return false;
  const isFirst = bound.every(
    ({ binding, frame: at }) =>
      (isMaking(at) || at.node.nodeType === 'ClassDef') &&
      binding.kind === 'assignment' &&
      binding.loopDepth === 0 &&
      !isWindow(binding.value),
  );
  const methods = (changesByName(frame.module).get(name) ?? []).map(({ method }) => method);
  const isEach = isSumAlone(name, frame) && methods.every((method) => ADJUSTABLE.has(method));
  return (
    isFirst &&
    !attributesSetAnew(frame.module).has(name) &&
    (isEach || methods.every((method) => GROWING.has(method))) &&
    !isChangedElsehow(name, frame) &&
    !isChangedByGiver(name, frame)
  );
}

const LEAST_CALLS = 50;
const PER_OBJECT = 5;
/** What takes long is worth keeping for a few. */
const LONG_CALL = 2e-5;
const LONG_PER_OBJECT = 3;
const LEAST_PER_CALL = 1e-6;
/** From there on a recursion explodes: that is what `lru-cache` is about. */
const PER_RUN = 50;

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const answers = site.why === MEASURE ? NO_PLACE : weighAnswers(site, evidence);
  const along = site.variant === COUNTED && answers.verdict !== 'reported' ? weighRunningTotal(evidence) : NO_PLACE;
  const found = along.verdict === NO_PLACE.verdict ? answers : along;
  const measured = found.verdict === 'reported' ? NO_PLACE : weighMeasure(site, evidence);
  if (measured.verdict === 'reported' || site.why === MEASURE) return measured;
  // what others do with a list that is kept, or with what they hold, is not seen
  const isUnseen = makesContainer(evidence.code) && isCalledFromElsewhere(evidence.code, evidence);
  const read = [...withCalled(evidence.code), ...evidence.code.inner].flatMap(({ nodes }) => nodes);
  const isLent = isLentByOthers(null, withCalled(evidence.code), evidence);
  const total = site.fix?.text === KEPT_ALONG ? runningTotal(evidence.code) : undefined;
  const isShared = found === answers && total !== undefined && mayShareItems(total, evidence);
  const isDoubted = site.why === 'unsure' || isUnseen || isLent || isShared || readsSeenByOthers(read, evidence);
  return isDoubted ? atMostPossible(found) : found;
}

function weighAnswers({ variant }: Site, evidence: FrameEvidence): Verdict {
  const { ncalls, primitiveCalls, cumtime, code, pace } = evidence;
  if (ncalls >= PER_RUN * Math.max(1, primitiveCalls)) return refused('it is a recursion that explodes');
  const objects = code.parent === null ? 0 : mostObjectsMade(code.parent, evidence);
  const perObject = cumtime / ncalls < LONG_CALL * pace ? PER_OBJECT : LONG_PER_OBJECT;
  const answers = variant === COUNTED ? neededAnswers(code, objects, evidence) : { needed: objects, text: '' };
  if (answers === undefined) return NO_PLACE;
  const isOften = (answer: number): boolean => answer > 0 && ncalls >= Math.max(LEAST_CALLS, perObject * answer);
  const isOfObjects = objects > 0 && isOften(answers.needed);
  const elsewhere = isOfObjects ? 0 : callsFromElsewhere(code, evidence);
  const changes = answers.text;
  if (!isOfObjects && !isOften(elsewhere)) {
    if (variant === COUNTED && ncalls < answers.needed) return NO_PLACE;
    return refused(`${writeCount(ncalls)} calls for ${writeCount(objects)} objects${changes}: not again and again`);
  }
  const needed = isOfObjects ? answers.needed : elsewhere;
  const enough = isOfObjects
    ? `for ${plural(writeCount(objects), 'object')}${changes}`
    : `where ${writeCount(elsewhere)} would do: methods of the object ask again in one call`;
  if (cumtime / ncalls < (variant === 'changing' ? LONG_CALL : LEAST_PER_CALL) * pace)
    return refused(`a call takes ${durationText(cumtime / ncalls)}: little`);
  const counted = countedOf(code, ncalls, evidence);
  if (counted.objection !== undefined) return counted.objection;
  const share = shareOfTotal(cumtime, evidence);
  if (share < SHARES.least) return refused(`this costs only ${writePercent(share)} of the profile`);
  const text = `${writeCount(ncalls)} calls of ${code.scope.qualname} ${enough}: ${durationText(cumtime)} of ${durationText(evidence.total)}`;
  const basis = 'all calls but the first of each object, where nothing changes between them';
  return edgeFinding(
    'likely',
    cumtime,
    evidence,
    [{ kind: 'edge', text }, ...counted.lines],
    savingOfFunction(cumtime, { least: 0.6 * (1 - needed / ncalls), most: 1 - needed / ncalls }, basis, evidence),
  );
}
