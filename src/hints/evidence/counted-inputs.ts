import type { Seconds } from '../../profile/profile-table.ts';
import { type Expression, isComprehension, lineOf, type NodeOf } from '../../source/syntax.ts';
import { walkSyntax } from '../../source/walk-syntax.ts';
import { writeCount } from '../amounts.ts';
import { type CodeNode, codeAt, type FrameCode, type LoopNode, nodesOf, resumption } from '../code/module-code.ts';
import { bindingsOf, calledName, selfName } from '../code/names.ts';
import { namesIn } from '../code/names-in.ts';
import { isParameter } from '../code/steady/asked-again.ts';
import { isSameInEveryCall, namesBoundBy } from '../code/steady/invariance.ts';
import { isPureExpression } from '../code/steady/pure-frame.ts';
import { argumentsFor, callsTo } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { isAlwaysReached, isPassedBy, leavesEarly, passesOf } from './passes.ts';
import { isCalledFromElsewhere, ownSecondsOf, timesCalled } from './times-called.ts';

/** The loops of some runs go further than those of others: so many times as many numbers as in the average one. */
const UNEVEN = 4;

const DEEPEST = 2;

/** Counting, unpacking and one test: loops of plain code take no less. */
const PASS: Seconds = 4e-8;

/** In how many runs loops counted out some names anew, in which function, and how far at most where not each pass comes to the call. */
type Runs = { readonly count: number; readonly by: string; readonly most?: number };

/**
 * The most different arguments made of numbers that loops count from the same beginning in each run: `r` and `c` of
 * `for r, row in enumerate(board): for c in range(len(row))`, also where the function gets them from the one that counts.
 */
export function countedInputs(
  values: readonly Expression[],
  code: CodeNode,
  callee: FrameCode,
  evidence: FrameEvidence,
): { readonly count: number; readonly of: readonly string[] } | undefined {
  const names = namesVarying(values, code.frame);
  const runs = names.length === 0 ? undefined : runsCounting(names, code, evidence, true, 0);
  if (runs === undefined) return undefined;
  const count = Math.ceil(UNEVEN * (runs.most ?? timesCalled(callee, evidence) / runs.count));
  return { count, of: [`some ${writeCount(count)} values that loops of ${runs.by} count anew in each run`] };
}

function runsCounting(
  names: readonly string[],
  code: CodeNode,
  evidence: FrameEvidence,
  isEach: boolean,
  depth: number,
): Runs | undefined {
  const { frame, loops } = code;
  const given = names.filter((name) => isParameter(name, frame));
  if (!names.every((name) => given.includes(name) || isCounter(name, code))) return undefined;
  if (given.length > 0) {
    const isReached = isEach && isInEach(code, undefined);
    return depth < DEEPEST ? runsOfCallers(given, frame, evidence, isReached, depth + 1) : undefined;
  }
  const first = loops.find((loop) => names.some((name) => namesBoundBy(loop).has(name)));
  const count = first === undefined ? undefined : timesBegun(first, code, evidence);
  if (count === undefined || count === 0) return undefined;
  const runs = { count, by: frame.scope.name };
  if (isEach && isInEach(code, first)) return runs;
  return first?.nodeType === 'For'
    ? { ...runs, most: ownSecondsOf(frame, evidence) / (PASS * evidence.pace * count) }
    : undefined;
}

function runsOfCallers(
  names: readonly string[],
  frame: FrameCode,
  evidence: FrameEvidence,
  isEach: boolean,
  depth: number,
): Runs | undefined {
  const calls = callsTo(frame);
  if (calls.length === 0 || isCalledFromElsewhere(frame, evidence)) return undefined;
  const all = calls.map((call) => {
    const values = names.flatMap((name) => argumentsFor(name, frame).filter((one) => one.call === call));
    const given = values.map(({ value }) => value);
    const isKnown = given.length === names.length && given.every((value) => isPlain(value, call.frame));
    if (!isKnown || call.frame === frame) return undefined;
    return runsCounting(namesVarying(given, call.frame), call, evidence, isEach, depth);
  });
  const known = all.flatMap((runs) => runs ?? []);
  const [first] = known.sort((a, b) => a.count - b.count);
  if (first === undefined || known.length < all.length) return undefined;
  const most = known.flatMap((runs) => runs.most ?? []);
  return most.length === 0 ? first : { ...first, most: Math.max(...most) };
}

/** Another object may give another number. */
function isPlain(value: Expression, frame: FrameCode): boolean {
  const self = selfName(frame);
  return isPureExpression(value, frame) && !(self !== null && namesIn(value).has(self));
}

/** The names of a function that some values are made of. An argument may be the same in one loop only. */
function namesVarying(values: readonly Expression[], frame: FrameCode): readonly string[] {
  const names = values.flatMap((value) => [...walkSyntax(value)]).filter((node) => node.nodeType === 'Name');
  const varying = names.filter(
    (node) =>
      node.id !== selfName(frame) &&
      (bindingsOf(node.id, frame).some(({ binding: { kind } }) => kind === 'argument') ||
        !isSameInEveryCall(node, frame)),
  );
  return [...new Set(varying.map(({ id }) => id))];
}

/** `at` of `for at in range(count)` and of `for at, row in enumerate(rows)`, around a node. */
function isCounter(name: string, code: CodeNode): boolean {
  const loop = code.loops.find((one) => namesBoundBy(one).has(name));
  if (loop === undefined || loop.nodeType === 'While' || bindingsOf(name, code.frame).length !== 1) return false;
  const walks = isComprehension(loop) ? loop.generators : [loop];
  return walks.some(({ target, iter }) => iter.nodeType === 'Call' && isCountedBy(iter, target, name, code));
}

function isCountedBy(walk: NodeOf<'Call'>, target: Expression, name: string, code: CodeNode): boolean {
  const isFixed = (value: Expression | undefined): boolean =>
    value !== undefined && (isSameInEveryCall(value, code.frame) || isOfCounters(value, name, code));
  const [first, second] = walk.args;
  const called = calledName(walk, code.frame);
  if (called === 'range') {
    return target.nodeType === 'Name' && target.id === name && (second === undefined || isFixed(first));
  }
  const [at] = target.nodeType === 'Tuple' ? target.elts : [];
  const isFromStart = walk.keywords.every(({ value }) => isFixed(value)) && (second === undefined || isFixed(second));
  return called === 'enumerate' && at?.nodeType === 'Name' && at.id === name && isFromStart;
}

/** `range(left + 1, width)` in a loop that counts `left` */
function isOfCounters(value: Expression, own: string, code: CodeNode): boolean {
  const names = [...namesIn(value)];
  return value.nodeType !== 'Call' && names.every((name) => name !== own && isCounter(name, code));
}

/** Whether each pass of a loop, or each call, comes to a node. */
function isInEach(code: CodeNode, loop: LoopNode | undefined): boolean {
  if (!isAlwaysReached(code, loop ?? null)) return false;
  const { frame, node } = code;
  if (loop !== undefined && leavesEarly(loop, frame)) return false;
  const leaving = [...nodesOf(frame, 'Continue'), ...nodesOf(frame, 'Return')];
  return !leaving.some((one) => lineOf(one.node) < lineOf(node));
}

/** In how many runs a loop began anew, where each run comes to it. */
function timesBegun(loop: LoopNode, { frame, loops }: CodeNode, evidence: FrameEvidence): number | undefined {
  const outer = loops[loops.indexOf(loop) - 1];
  const at = codeAt(loop, frame);
  if (at === undefined || resumption(frame) !== null || !isAlwaysReached(at, outer ?? null)) return undefined;
  if (isPassedBy(at, undefined)) return undefined;
  if (outer === undefined) return timesCalled(frame, evidence);
  const passes = frame === evidence.code ? passesOf(outer, evidence) : undefined;
  return passes === undefined || passes.isMost === true ? undefined : passes.least;
}
