import { isComprehension, lineOf, type NodeOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop, resumption } from '../code/module-code.ts';
import { passesInSource } from '../code/values/static-length.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { calleeNames, callsOfEachPass, isCountedCall } from './passes.ts';
import { callsFrom, timesCalled } from './times-called.ts';

type Call = CodeNode<NodeOf<'Call'>>;

/** How often a call, or another step, in loops ran at most, told by the source or by what the profile counts beside it; undefined where neither does. */
export function mostRunsOf(call: CodeNode, evidence: FrameEvidence): number | undefined {
  const written = runsWritten(call, evidence);
  const counted = callsBeside(call)
    .map((one) => callsMade(one, evidence))
    .filter((count) => count > 0);
  const known = written === undefined ? counted : [written, ...counted];
  return known.length === 0 ? undefined : Math.min(...known);
}

/** `for number in range(90)`, in each call of its function. */
function runsWritten({ loops, frame }: CodeNode, evidence: FrameEvidence): number | undefined {
  const passes = loops.map((loop) => passesInSource(loop, frame) ?? Number.NaN);
  const most = passes.reduce((product, each) => product * each, timesCalled(frame, evidence));
  return Number.isNaN(most) || resumption(frame) !== null ? undefined : most;
}

/** The calls that are made as often at least: the one that is given the result, and those that each pass of its loop comes to. */
function callsBeside(call: CodeNode): readonly Call[] {
  const loop = call.loops.at(-1);
  if (loop === undefined || isComprehension(loop)) return []; // its calls may be those of a row of its own
  return [...takerOf(call), ...callsBeforeContinue(loop, call.frame)].filter(({ node }) => node !== call.node);
}

/** `journal.open` of `journal.open(Account(code))` */
function takerOf({ parent }: CodeNode): readonly Call[] {
  const taker = parent?.node.nodeType === 'Keyword' ? parent.parent : parent;
  return taker?.node.nodeType === 'Call' ? [{ ...taker, node: taker.node }] : [];
}

function callsBeforeContinue(loop: LoopNode, frame: FrameCode): readonly Call[] {
  const [end = Number.POSITIVE_INFINITY] = nodesInLoop(loop, frame).flatMap(({ node }) =>
    node.nodeType === 'Continue' ? lineOf(node) : [],
  );
  return callsOfEachPass(loop, frame).filter(({ node }) => lineOf(node) < end);
}

/** 0 where no call of it is counted. What makes objects has one name for all classes, and of several a dump may keep one. */
function callsMade({ node, frame }: Call, evidence: FrameEvidence): number {
  const [name, ...others] = calleeNames(node, frame);
  if (others.length > 0 || !isCountedCall(node, frame)) return 0;
  return callsFrom(frame, (callee) => callee.bare === name, evidence);
}
