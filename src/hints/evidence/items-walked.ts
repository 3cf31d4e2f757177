import { type WalkAt, walkedOnceAnywhere } from '../code/loops/consumption.ts';
import { WALKERS } from '../code/loops/only-walked.ts';
import { type FrameCode, nodesInLoop } from '../code/module-code.ts';
import { ownCallee } from '../code/own-callee.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { isAlwaysReached } from './passes.ts';
import { timesCalled } from './times-called.ts';

/** How many items a loop walked, in whichever function: told by one of the file that it calls for each, and nothing else; 0 where none is. */
function itemsWalked({ walk: { node: loop }, frame }: WalkAt, evidence: FrameEvidence): number {
  if (loop.nodeType !== 'For') return 0;
  const callees = nodesInLoop(loop, frame).flatMap((code) => {
    const callee = code.node.nodeType === 'Call' ? ownCallee(code.node, frame) : undefined;
    const isForEach = code.loops.at(-1) === loop && isAlwaysReached(code, loop);
    return callee !== undefined && isForEach && callsTo(callee).length === 1 ? [callee] : [];
  });
  return Math.max(0, ...callees.map((callee) => timesCalled(callee, evidence)));
}

/** Where those callers of a function walk what it gives that do nothing else with it. */
export function walksOf(frame: FrameCode): readonly WalkAt[] {
  return callsTo(frame).flatMap((call) => walkedOnceAnywhere(call, WALKERS) ?? []);
}

/** What they walk. */
export function itemsOnlyWalked(evidence: FrameEvidence): number {
  return walksOf(evidence.code).reduce((sum, walk) => sum + itemsWalked(walk, evidence), 0);
}
