import {
  givenValues,
  givenWithObject,
  isComprehension,
  isFunctionNode,
  lineOf,
  type NodeOf,
} from '../../source/syntax.ts';
import { durationText, writeCount, writePercent } from '../amounts.ts';
import { callsShownAs } from '../code/calls-shown.ts';
import { propertyMeant } from '../code/method-meant.ts';
import { type CodeNode, type FrameCode, groupBy, methodsNamed, nodesOf, resumption } from '../code/module-code.ts';
import { bareName } from '../code/names.ts';
import { isOnePass } from '../code/one-pass.ts';
import { ownCallee } from '../code/own-callee.ts';
import { shortText, sourceText } from '../code/source-text.ts';
import { askedBeside } from '../code/steady/asked-beside.ts';
import { calleeMeant } from '../code/steady/asked-through.ts';
import { rootOf } from '../code/steady/changed-itself.ts';
import { makesContainer } from '../code/steady/depth-made.ts';
import { givesTheSame, isFixed, isPlainMethod } from '../code/steady/fixed-function.ts';
import { isPureExpression, isPureFrame, isRecursiveCall, withCalled } from '../code/steady/pure-frame.ts';
import { rootsChanged } from '../code/steady/receivers-changed.ts';
import { isOnlyRead } from '../code/steady/result-use.ts';
import { isUnchangedBetween } from '../code/steady/unchanged-between.ts';
import { readsUnnamed } from '../code/steady/unnamed-reads.ts';
import { isPlainProperty } from '../code/values/classes-called.ts';
import { isKnownBy } from '../code/values/known-by.ts';
import { makesSteadyObjects } from '../code/values/made-alike.ts';
import { callsByBareName, type FrameEvidence } from '../evidence/frame-evidence.ts';
import { leftBefore } from '../evidence/left-before.ts';
import { passesOf } from '../evidence/passes.ts';
import { areMuchUnder } from '../evidence/time-spent.ts';
import { isCalledFromElsewhere, rowsOf } from '../evidence/times-called.ts';
import { costsOfCallsTo, savingOfCalls } from '../expected-saving.ts';
import { levelOfShare, SHARES } from '../level-of-share.ts';
import { type HintRule, refused, type Site, type Verdict } from '../rule.ts';
import { edgeFinding, edgeLine, isRepeated, NOT_REPEATED, sharedLine, shareOfTotal } from '../weigh.ts';

/**
 * The same call twice in one pass
 *
 * ## What it finds
 *
 * A call of a function of the same file that stands twice, letter by letter, where whoever comes to the second has made the
 * first: in a test and in what follows from it, in the `if` of a comprehension and in what it makes, in two parts of one
 * expression. So is a property, `self.body`. The function changes nothing, and nothing that it reads changes between the two: neither anywhere in the file, nor, where the first is only tested (`if not moves(side): return`), on the way to the second. Also a call that two functions
 * both make, where one caller passes both the same arguments: `align(bird)` and `avoid(bird)`, which both call `near(bird)`.
 *
 * ## Why it costs
 *
 * The second call works out what the first one gave.
 *
 * ## Example
 *
 *     for route in routes:
 *         if length(route) < best:
 *             best = length(route)
 *
 * ## Instead
 *
 *     for route in routes:
 *         long = length(route)
 *         if long < best:
 *             best = long
 *
 * In a comprehension `:=` keeps it (Python 3.8 and later): `[found for line in lines if (found := parse(line)) is not None]`.
 *
 * ## When it does not matter
 *
 * Where the second is seldom come to: a profile counts both together.
 */
export const callTwice: HintRule = {
  id: 'call-twice',
  title: 'the same call twice in one pass',
  article: 'evaluations-outside-loop',
  priority: 2,
  fix: 'Keep what the first call gave in a name of its own, and use that.',
  callees: [],
  time: 'calls',
  match: (frame) => sitesOf(nodesOf(frame, 'Call'), nodesOf(frame, 'Attribute'), frame),
  matchIn: (evidence) => {
    const { code: frame } = evidence;
    const calls = nodesOf(frame, 'Call').filter(({ node }) => areMuchUnder(bareName(node, frame), evidence, LEAST));
    const attributes = nodesOf(frame, 'Attribute').filter(({ node }) => areMuchUnder(node.attr, evidence, OFTEN));
    return sitesOf(calls, attributes, frame);
  },
  weigh,
};

type Call = CodeNode<NodeOf<'Call'>>;
type Asked = CodeNode<NodeOf<'Call'> | NodeOf<'Attribute'>>;

function sitesOf(
  calls: readonly Call[],
  attributes: readonly CodeNode<NodeOf<'Attribute'>>[],
  frame: FrameCode,
): readonly Site[] {
  const properties = attributes.filter(({ node }) => propertyAsked(node, frame) !== undefined);
  return [...twiceIn([...calls, ...properties], frame), ...calls.flatMap((code) => besideSite(code, frame) ?? [])];
}

function twiceIn(asked: readonly Asked[], frame: FrameCode): readonly Site[] {
  const alike = [...groupBy(asked, ({ node }) => [sourceText(node, frame)]).values()];
  const twice = alike.filter((calls) => calls.length > 1); // few: what a function is takes longer to tell
  return twice.flatMap((calls) => {
    const fixed = calls.filter((code) => isOfFixed(code, frame));
    return siteOf(fixed, frame) ?? testSite(calls, frame) ?? [];
  });
}

/** `if not board.moves(side): return`, and `for move in board.moves(side)`: what they read changes, but not between the two. */
function testSite(calls: readonly Asked[], frame: FrameCode): Site | undefined {
  const tested = calls.filter(isTest);
  for (const later of calls) {
    const test = tested.find(
      (one) => one !== later && isKnownBy(one, later, frame) && isUnchangedBetween(one, later, frame),
    );
    if (test === undefined || !isOfPure(later, frame) || isChangedHere(test, frame)) continue;
    const lines = [test, later].map(({ node }) => lineOf(node));
    return {
      code: later,
      subject: shortText(later.node, frame),
      variant: nameOf(later.node, frame),
      why: TESTED,
      lines,
    };
  }
  return undefined;
}

const TESTED = 'tested';

/** The next time there is nothing left of it, or what comes behind. */
function readsOnePass(frame: FrameCode): boolean {
  const read = [...nodesOf(frame, 'Name'), ...nodesOf(frame, 'Attribute')];
  return read.some(({ node }) => node.ctx.nodeType === 'Load' && isOnePass(node, frame));
}

/** All that it gives is looked at there: whoever comes to the next one may do with that as he likes. */
function isTest({ node, parent }: Asked): boolean {
  const around = parent?.node;
  if (around?.nodeType === 'UnaryOp') return around.op.nodeType === 'Not';
  return (around?.nodeType === 'If' || around?.nodeType === 'IfExp') && around.test === node;
}

function isOfPure({ node }: Asked, frame: FrameCode): boolean {
  const callee = node.nodeType === 'Call' ? calleeMeant(node, frame) : undefined;
  if (node.nodeType !== 'Call' || callee === undefined || callee === frame || isRecursiveCall(node, frame))
    return false;
  if (!isFunctionNode(callee.node) || resumption(callee) !== null || !isPlainMethod(callee)) return false;
  const isAlike = isPureFrame(callee) && !readsUnnamed(callee) && !withCalled(callee).some(readsOnePass);
  return isAlike && givenWithObject(node).every((value) => isPureExpression(value, frame));
}

/** The only one of that name: which of two is meant depends on the object. */
function propertyAsked(node: NodeOf<'Attribute'>, frame: FrameCode): FrameCode | undefined {
  const found = node.ctx.nodeType === 'Load' ? propertyMeant(node, frame) : undefined;
  const isOnly = found !== undefined && isPlainProperty(found.node) && methodsNamed(node.attr, frame).length === 1;
  return isOnly ? found : undefined;
}

function calleeOf(node: Asked['node'], frame: FrameCode): FrameCode | undefined {
  return node.nodeType === 'Call' ? ownCallee(node, frame) : propertyAsked(node, frame);
}

function nameOf(node: Asked['node'], frame: FrameCode): string {
  return node.nodeType === 'Call' ? bareName(node, frame) : node.attr;
}

function isOfFixed({ node }: Asked, frame: FrameCode): boolean {
  if (node.nodeType === 'Attribute') {
    const property = propertyAsked(node, frame);
    return property !== undefined && property !== frame && givesTheSame(property) && makesSteadyObjects(property);
  }
  const callee = ownCallee(node, frame);
  return callee !== undefined && !isRecursiveCall(node, frame) && isFixed(callee) && makesSteadyObjects(callee);
}

function siteOf(alike: readonly Asked[], frame: FrameCode): Site | undefined {
  const [first] = alike;
  if (first === undefined || alike.length < 2 || isChangedHere(first, frame)) return undefined;
  const later = alike.find((one, at) =>
    alike.some((other, before) => (before < at || isTestOf(one, other)) && isKnownBy(other, one, frame)),
  );
  if (later === undefined || !alike.every((one) => isSafeToKeep(one, frame))) return undefined;
  return {
    code: later,
    subject: shortText(later.node, frame),
    variant: nameOf(later.node, frame),
    lines: [...new Set(alike.map(({ node }) => lineOf(node)))],
  };
}

const BESIDE = 'beside';

function besideSite(code: Call, frame: FrameCode): Site | undefined {
  const found = askedBeside(code, frame);
  if (found === undefined) return undefined;
  const [, caller] = found.callers;
  const subject = shortText(code.node, frame);
  const [one, other] = [found.before.frame, frame].map(({ scope }) => scope.name);
  const name = bareName(code.node, frame);
  const place = caller.frame.parent === null ? '' : ` in ${caller.frame.scope.name}()`;
  const text = `Call ${name}() once${place} and pass the result to ${one}() and ${other}().`;
  const lines = [code, found.before, ...found.callers].map(({ node }) => lineOf(node));
  return { code, subject, variant: name, why: BESIDE, lines, fix: { text } };
}

/** What a comprehension makes stands before its test. */
function isTestOf(one: Asked, other: Asked): boolean {
  const loop = one.loops.at(-1);
  return one !== other && loop !== undefined && isComprehension(loop) && loop === other.loops.at(-1);
}

function isChangedHere({ node }: Asked, frame: FrameCode): boolean {
  if (node.nodeType === 'Attribute') return false; // what it reads nobody changes, whatever else is set here
  return givenValues(node).some((value) => rootsChanged(frame).has(rootOf(value)) || isOnePass(value, frame));
}

/** Of two lists each could be changed by itself; of one that is kept no more than one should be. */
function isSafeToKeep(code: Asked, frame: FrameCode): boolean {
  const callee = calleeOf(code.node, frame);
  const isTested = code.parent?.node.nodeType === 'Compare';
  return callee === undefined || !makesContainer(callee) || isTested || isOnlyRead(code, frame) || isHandedOut(code);
}

/** `parse(line)` of `[parse(line) for line in lines if parse(line)]`: the one that stays. */
function isHandedOut({ parent }: Asked): boolean {
  return parent?.node.nodeType === 'ListComp' || parent?.node.nodeType === 'Return';
}

const LEAST_CALLS = 100;
const LEAST_PER_CALL = 2e-7;

/** Less than a third of the share of which it is told, or fewer calls: `weigh` refuses them. A property has no calls in the text to share with. */
const OFTEN = { ncalls: LEAST_CALLS };
const LEAST = { ...OFTEN, share: 0.009 };

/** So many of the calls are the second of two at least, where the function is counted and no loop stands around them. */
const LEAST_SECOND = 0.1;

/** What of the calls is the second of two: all but one in each run, or in each pass of a loop whose passes something else counts. */
function shareOfSecond({ code, lines = [] }: Site, ncalls: number, evidence: FrameEvidence): number | undefined {
  const loop = code.loops.at(-1);
  // whoever has left before the first made neither
  const runs = evidence.ncalls - leftBefore(Math.min(...lines), evidence);
  if (loop === undefined) return (ncalls - runs) / ncalls;
  const passes = passesOf(loop, evidence);
  if (passes?.isExact !== true || passes.least > ncalls) return undefined;
  return (ncalls - passes.least) / ncalls;
}

/** A class of another file, or the object itself, has a function of its own by that name. */
function isOfAnother({ node, frame }: CodeNode, name: string, evidence: FrameEvidence): boolean {
  const callee = node.nodeType === 'Call' ? calleeMeant(node, frame) : undefined;
  const rows = callee === undefined ? [] : rowsOf(callee, evidence);
  return evidence.calls.some((one) => one.name.bare === name && !rows.includes(one.callee));
}

function weigh(site: Site, evidence: FrameEvidence): Verdict {
  const { code, variant: name = '', lines = [] } = site;
  if (!isRepeated(code, evidence)) return NOT_REPEATED;
  const calls = callsByBareName(evidence, [name]);
  if (calls.ncalls < LEAST_CALLS) return refused(`only ${writeCount(calls.ncalls)} calls of ${name} from here`);
  if (calls.cumtime / calls.ncalls < LEAST_PER_CALL * evidence.pace) {
    return refused(`a call of ${name} takes ${durationText(calls.cumtime / calls.ncalls)}: little`);
  }
  const isBeside = site.why === BESIDE;
  if (isBeside && isCalledFromElsewhere(code.frame, evidence)) return refused('others call its function too');
  if (site.why !== undefined && isOfAnother(code, name, evidence)) return refused(`another ${name} is called`);
  const counted = isBeside ? 1 : shareOfSecond(site, calls.ncalls, evidence);
  const second = counted ?? 0.5;
  if (second < LEAST_SECOND) return refused('the second of the two is seldom come to');
  const places = callsShownAs(name, code.frame).length;
  // each of these calls is the second: the first is made by another function
  const part = isBeside ? 1 : Math.min(0.5, second) * (Math.max(2, lines.length) / Math.max(2, places));
  const share = shareOfTotal(calls.cumtime * part, evidence);
  const least = counted === undefined ? SHARES.sure : SHARES.told;
  const level = levelOfShare('likely', share, least);
  if (level === undefined) return refused(`the second calls of ${name} are ${writePercent(share)} of the profile`);
  const callees = costsOfCallsTo(name, evidence);
  const told = counted === undefined ? 'how often it is come to the profile does not show' : 'the counts tell how many';
  const basis = `the second of each two calls; ${told}`;
  return edgeFinding(
    level,
    calls.cumtime * part,
    evidence,
    [edgeLine(name, calls.ncalls, calls.cumtime, evidence), ...sharedLine(part)],
    savingOfCalls({ callees, time: 'whole', part }, { least: isBeside ? 0.7 : 0.2, most: 1 }, basis, evidence),
    { callees: name, seconds: calls.cumtime },
  );
}
