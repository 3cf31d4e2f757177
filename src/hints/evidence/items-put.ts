import { type Expression, isEmptyList, type NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { methodCallsOn } from '../code/loops/method-calls-on.ts';
import { type CodeNode, classAround, type FrameCode, type LoopNode, nodesOf, resumption } from '../code/module-code.ts';
import { attributeBindings, type BoundIn, methodCalled, resolve, selfAttribute } from '../code/names.ts';
import { changesOf, SHRINKING } from '../code/set-beside.ts';
import { LENGTHENING } from '../code/steady/changing-methods.ts';
import { type FrameEvidence, sumCallsTo } from './frame-evidence.ts';
import { mostObjectsMade } from './objects-made.ts';
import { isAlwaysReached, isPassedBy, leavesEarly, mostPassesOf, passesOf } from './passes.ts';
import { callsFrom, timesCalled } from './times-called.ts';

/** The least and the most that a number can be. */
export type CountRange = { readonly least: number; readonly most: number };

const NONE: CountRange = { least: 0, most: 0 };
const APPEND = 'list.append';

/** Each of them is asked how often it was reached, for each search: a list that more places fill is left open. */
const MOST_PLACES = 8;

/**
 * How many items each list got that is begun empty under a name or attribute and only grows by `append`, told by the calls of
 * that in all functions that put something in; undefined where it may have got items elsehow. Where items are taken out again
 * nothing is known of the least.
 */
export function itemsPut(
  list: Expression,
  begunIn: LoopNode | undefined,
  evidence: FrameEvidence,
): CountRange | undefined {
  const { code: frame } = evidence;
  const calls = methodCallsOn(list, frame);
  const growing = calls.filter(({ method }) => LENGTHENING.has(method));
  if (growing.length === 0 || growing.length > MOST_PLACES || growing.some(({ method }) => method !== 'append'))
    return undefined;
  const isShrunk = calls.some(({ method }) => SHRINKING.has(method));
  if (!isShrunk && changesOf(list, frame).isShrunk) return undefined;
  const lists = listsBegun(list, begunIn, evidence);
  if (lists === 0) return undefined;
  const put = growing.map(({ code }) => timesPut(code, evidence));
  const all = put.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), NONE);
  return { least: isShrunk ? 0 : all.least / lists, most: all.most / lists };
}

/** How many lists began; 0 where one of them begins with some items, or nothing tells. */
function listsBegun(list: Expression, begunIn: LoopNode | undefined, evidence: FrameEvidence): number {
  const { code: frame } = evidence;
  const attribute = selfAttribute(list, frame);
  const bound =
    attribute !== null ? attributeBindings(attribute, frame) : list.nodeType === 'Name' ? resolve(list.id, frame) : [];
  if (!bound.every(({ binding: { value } }) => isEmptyList(value ?? undefined))) return 0;
  return bound.reduce((sum, one) => sum + timesBegun(one, begunIn, evidence), 0);
}

function timesBegun({ binding, frame }: BoundIn, begunIn: LoopNode | undefined, evidence: FrameEvidence): number {
  if (frame.parent === null) return binding.loopDepth === 0 ? 1 : 0;
  if (resumption(frame) !== null) return 0;
  if (frame === evidence.code) {
    if (binding.loopDepth === 0) return evidence.ncalls;
    return begunIn === undefined ? 0 : (passesOf(begunIn, evidence)?.least ?? mostPassesOf(begunIn, evidence) ?? 0);
  }
  if (binding.loopDepth > 0) return 0;
  const owner = frame.scope.name === '__init__' ? classAround(frame) : null;
  return owner === null ? timesCalled(frame, evidence) : mostObjectsMade(owner, evidence);
}

/** By the calls of `append` from its function, where it has no other; else by the passes that come to it. */
function timesPut(code: CodeNode<NodeOf<'Call'>>, evidence: FrameEvidence): CountRange {
  const all = appendsFrom(code.frame, evidence);
  if (appendsIn(code.frame) === 1) return { least: all, most: all };
  if (code.frame !== evidence.code) return { least: 0, most: all };
  const { least, most } = timesReached(code, evidence);
  return { least, most: Math.min(all, most) };
}

/** How often a place was reached, as far as the passes of its loop tell. */
export function timesReached(code: CodeNode, evidence: FrameEvidence): CountRange {
  const loop = code.loops.at(-1);
  const passes = loop === undefined ? { least: evidence.ncalls, isExact: true } : passesOf(loop, evidence);
  if (passes?.isExact !== true) return { least: 0, most: Number.POSITIVE_INFINITY };
  const isEach = isAlwaysReached(code, loop ?? null) && !isPassedBy(code, loop);
  const isLeft = loop !== undefined && leavesEarly(loop, code.frame);
  const least = passes.least - (isLeft ? evidence.ncalls : 0);
  return { least: isEach ? Math.max(0, least) : 0, most: passes.least };
}

/** How often a function called `append`, of whichever list. */
export function appendsFrom(frame: FrameCode, evidence: FrameEvidence): number {
  if (frame === evidence.code) return sumCallsTo(evidence, [APPEND]).ncalls;
  return callsFrom(frame, ({ full }) => full === APPEND, evidence);
}

/** How many calls of `append` a function writes: with more than one the profile does not tell which list got how many. */
export function appendsIn(frame: FrameCode): number {
  return appendCalls(frame).length;
}

/** The calls of `append` that a function writes. */
export const appendCalls: (frame: FrameCode) => readonly CodeNode<NodeOf<'Call'>>[] = oncePer((frame: FrameCode) =>
  nodesOf(frame, 'Call').filter(({ node }) => methodCalled(node, frame)?.name === 'append'),
);
