import { givenValues, lineOf, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { isAlwaysReached } from '../../evidence/passes.ts';
import { callsShownAs } from '../calls-shown.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption } from '../module-code.ts';
import { bareName } from '../names.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentNames } from '../own-name.ts';
import { sourceText } from '../source-text.ts';
import { callsTo } from '../values/call-arguments.ts';
import { isKnownBy } from '../values/known-by.ts';
import { isSafeToShare } from '../values/made-alike.ts';
import { isParameter } from './asked-again.ts';
import { isPlainMethod } from './fixed-function.ts';
import { isSameInEveryCall } from './invariance.ts';
import { isPureFrame, isPureStep } from './pure-frame.ts';
import { canWalkAgain } from './walks-again.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/** The same call in another function, and where both functions are called. */
export type AskedBeside = { readonly before: Call; readonly callers: readonly [Call, Call] };

/**
 * `self.near(bird)` of `avoid`, where `align` asks for it too, and the one place that calls `self.avoid(bird)` has called
 * `self.align(bird)` before, and nothing changes anything in between.
 */
export function askedBeside(code: Call, frame: FrameCode): AskedBeside | undefined {
  const [caller, ...others] = isAskedInEachCall(code, frame) ? callsTo(frame) : [];
  if (caller === undefined || others.length > 0 || ownCallee(caller.node, caller.frame) !== frame) return undefined;
  const text = sourceText(code.node, frame);
  for (const earlier of nodesOf(caller.frame, 'Call')) {
    if (earlier.node === caller.node) break;
    const beside = ownCallee(earlier.node, caller.frame);
    if (beside === undefined || !isAlike(beside, frame) || !isJustBefore(earlier, caller)) continue;
    const before = nodesOf(beside, 'Call').find(({ node }) => sourceText(node, beside) === text);
    if (before !== undefined && isAskedInEachCall(before, beside)) return { before, callers: [earlier, caller] };
  }
  return undefined;
}

/** Another function of the same class, or none, that calls its arguments the same. */
function isAlike(beside: FrameCode, frame: FrameCode): boolean {
  const [names, others] = [beside, frame].map((one) => argumentNames(one).join());
  return beside !== frame && beside.parent === frame.parent && isPlainMethod(beside) && names === others;
}

/** For nothing but what its function was given, which changes nothing. */
function isAskedInEachCall(code: Call, frame: FrameCode): boolean {
  const { node, loops } = code;
  const callee = ownCallee(node, frame);
  if (callee === undefined || callee === frame || loops.length > 0 || !isPureFrame(frame)) return false;
  if (!isPlainMethod(callee) || !isPlainMethod(frame)) return false;
  if (resumption(callee) !== null || resumption(frame) !== null) return false;
  const given = givenValues(node);
  const isGiven = given.every(
    (value) => isSameInEveryCall(value, frame) || (value.nodeType === 'Name' && isParameter(value.id, frame)),
  );
  const isLeftBefore = nodesOf(frame, 'Return').some((left) => lineOf(left.node) < lineOf(node));
  const isEach =
    callsShownAs(bareName(node, frame), frame).length === 1 && isAlwaysReached(code, null) && !isLeftBefore;
  return given.length > 0 && isGiven && isEach && isSafeToShare(callee, code) && canWalkAgain(callee);
}

/** With the same arguments, and between the two nothing is done that changes something. */
function isJustBefore(earlier: Call, later: Call): boolean {
  const { frame } = later;
  const [given, same] = [earlier, later].map(({ node: { args, keywords } }) =>
    [...args, ...keywords].map((one) => sourceText(one, frame)).join(),
  );
  if (given !== same || !isKnownBy(earlier, later, frame)) return false;
  return frame.nodes.every(({ node }) => {
    const line = lineOf(node);
    return line < lineOf(earlier.node) || line > lineOf(later.node) || (!isLeft(node) && isPureStep(node, frame));
  });
}

/** What is done until the next item is asked for, nobody knows. */
function isLeft({ nodeType }: SyntaxNode): boolean {
  return nodeType === 'Yield' || nodeType === 'YieldFrom';
}
