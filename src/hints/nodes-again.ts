import type { Seconds } from '../profile/profile-table.ts';
import { durationText, writeCount } from './amounts.ts';
import { isBegunAtEach } from './code/graph-edges.ts';
import type { CodeNode } from './code/module-code.ts';
import { recordsOf } from './code/record-arguments.ts';
import { changersOfReads } from './code/steady/fixed-function.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { mostGraphs, mostNodes, mostRecords } from './evidence/graph-nodes.ts';
import { stretchesOf } from './evidence/stretches.ts';
import type { CountedOf } from './weigh-counted.ts';

/** A walk comes back to what it has seen if it makes more calls than there are nodes. */
const OFTEN = 3;

/** What a node of a graph takes at least to be made, without the profiler: an entry of a dict, with a list for its edges. */
const MAKING_A_NODE: Seconds = 3e-8;

/** Why the calls cannot all be for different nodes; undefined where they may be. `isByCount`: only their number is a reason. */
export function proofOfRepetition(
  code: CodeNode,
  perRun: number,
  { lines }: CountedOf,
  evidence: FrameEvidence,
  isByCount: boolean,
): string | undefined {
  if (lines.length > 0) return 'it comes to the same nodes again';
  const nodes = mostNodes(code, evidence);
  const graphs = perRun > (nodes ?? 0) / 2 ? 1 : mostGraphs(evidence);
  const changers = changersOfReads(code.frame);
  if (isByCount && changers === undefined) return undefined;
  const changes = stretchesOf(changers ?? [], code.frame, evidence);
  const times = Math.min(1 + changes, evidence.primitiveCalls);
  if (nodes !== undefined && nodes > 0 && evidence.ncalls > OFTEN * nodes * graphs * times) {
    return `there are at most ${writeCount(nodes)} nodes to come to`;
  }
  if (isByCount) return undefined;
  if (isBegunAtEach(code) && evidence.ncalls > OFTEN * evidence.primitiveCalls) {
    return 'it is begun at every node, and comes to the nodes behind it again';
  }
  const beside = evidence.total - evidence.cumtime;
  if (perRun * MAKING_A_NODE * evidence.pace <= beside) return undefined;
  return `all else took ${durationText(beside)}, in which so many different nodes cannot have been made`;
}

/** The same of what goes on with parts of records: of so many there are only so many different arguments, or pairs of them. */
export function proofByRecords(evidence: FrameEvidence): string | undefined {
  const records = recordsOf(evidence.code);
  const count = records && mostRecords(records, evidence);
  const changers = changersOfReads(evidence.code);
  if (records === undefined || count === undefined || changers === undefined) return undefined;
  const times = Math.min(1 + stretchesOf(changers, evidence.code, evidence), evidence.primitiveCalls);
  // a walk of a tree comes once to each part of each record, and those at its ends are no records
  const different = records.parts * (count + 1) ** records.varying + evidence.primitiveCalls;
  if (evidence.ncalls <= OFTEN * different * times) return undefined;
  return `of ${writeCount(count)} records there are at most ${writeCount(different)} different arguments`;
}
