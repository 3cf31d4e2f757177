import type { CodeNode } from '../code/module-code.ts';
import { statementAround } from '../code/names.ts';
import { heldBy, type RunningTotal } from '../code/steady/running-total.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { mostRunsOf } from './made-in-loop.ts';
import { branchOf } from './reached.ts';
import { timesCalled } from './times-called.ts';

/** How often one item was changed at most, came or went, and how often all of them may have been changed. */
export type ChangesCounted = { readonly single: number; readonly whole: number };

/** Told by the calls of the functions that change something; without end where a loop does it of which nothing is counted. */
export function changesCounted({ held, changes }: RunningTotal, evidence: FrameEvidence): ChangesCounted {
  const counts = changes.map((change) => timesChanged(change, held, evidence));
  const sum = (of: keyof ChangesCounted): number => counts.reduce((all, count) => all + count[of], 0);
  return { single: sum('single'), whole: sum('whole') };
}

function timesChanged(change: CodeNode, held: string, evidence: FrameEvidence): ChangesCounted {
  const { frame, loops } = change;
  const calls = frame.parent === null ? 1 : timesCalled(frame, evidence);
  const [loop, ...others] = loops;
  if (loop === undefined || endsItsCall(change)) return { single: calls, whole: 0 };
  const most = mostRunsOf(change, evidence);
  if (most !== undefined) return { single: most, whole: 0 };
  const isOfAll = others.length === 0 && heldBy(loop, frame) === held;
  return isOfAll ? { single: 0, whole: calls } : { single: Number.POSITIVE_INFINITY, whole: 0 };
}

/** `node.used += cores`, then `return node`: once in a call. */
function endsItsCall(change: CodeNode): boolean {
  const { node, parent } = statementAround(change);
  const branch = parent === null ? null : branchOf(node, parent.node);
  return branch?.some(({ nodeType }) => nodeType === 'Return' || nodeType === 'Raise') === true;
}
