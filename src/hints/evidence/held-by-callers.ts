import { calleeEdges, calleeIndex } from '../../profile/callees.ts';
import { lineOf } from '../../source/syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../code/module-code.ts';
import { methodCalled } from '../code/names.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import { canonicalName } from './callee-names.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { rowsOf, timesCalled } from './times-called.ts';

/** How many items a caller has put into lists of its own before it calls a function: the least of all its callers. */
export function heldByCallers(evidence: FrameEvidence): number {
  const calls = callsTo(evidence.code);
  return calls.length === 0 ? 0 : Math.min(...calls.map((call) => heldBy(call, evidence)));
}

function heldBy(call: CodeNode, evidence: FrameEvidence): number {
  const { frame } = call;
  const appends = nodesOf(frame, 'Call').filter(({ node }) => methodCalled(node, frame)?.name === 'append');
  // no profile tells the appends of one function apart
  if (appends.length === 0 || !appends.every((append) => isBefore(append, call))) return 0;
  return appendsOf(frame, evidence) / Math.max(1, timesCalled(frame, evidence));
}

function isBefore(append: CodeNode, call: CodeNode): boolean {
  return lineOf(append.node) < lineOf(call.node) && !append.loops.some((loop) => call.loops.includes(loop));
}

function appendsOf(frame: FrameCode, evidence: FrameEvidence): number {
  const { table } = evidence;
  const index = calleeIndex(table);
  const edges = rowsOf(frame, evidence).flatMap((row) => [...calleeEdges(index, row)]);
  const ofLists = edges.filter((edge) => canonicalName(table, index.callee[edge] ?? 0).full === 'list.append');
  return ofLists.reduce((sum, edge) => sum + (table.edges().ncalls.values[edge] ?? 0), 0);
}
