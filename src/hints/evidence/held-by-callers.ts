import { lineOf } from '../../source/syntax.ts';
import type { CodeNode } from '../code/module-code.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { appendCalls, appendsFrom } from './items-put.ts';
import { timesCalled } from './times-called.ts';

/** How many items a caller has put into lists of its own before it calls a function: the least of all its callers. */
export function heldByCallers(evidence: FrameEvidence): number {
  const calls = callsTo(evidence.code);
  return calls.length === 0 ? 0 : Math.min(...calls.map((call) => heldBy(call, evidence)));
}

function heldBy(call: CodeNode, evidence: FrameEvidence): number {
  const { frame } = call;
  const appends = appendCalls(frame);
  // no profile tells the appends of one function apart
  if (appends.length === 0 || !appends.every((append) => isBefore(append, call))) return 0;
  return appendsFrom(frame, evidence) / Math.max(1, timesCalled(frame, evidence));
}

function isBefore(append: CodeNode, call: CodeNode): boolean {
  return lineOf(append.node) < lineOf(call.node) && !append.loops.some((loop) => call.loops.includes(loop));
}
