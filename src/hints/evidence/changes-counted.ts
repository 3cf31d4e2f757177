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
  // what is cut off at once came before: one by one, or with many
  const times = changes.some(isCut) ? 2 : 1;
  const sum = (of: keyof ChangesCounted): number => times * counts.reduce((all, count) => all + count[of], 0);
  return { single: sum('single'), whole: sum('whole') };
}

function timesChanged(change: CodeNode, held: string, evidence: FrameEvidence): ChangesCounted {
  const { frame, loops } = change;
  const calls = frame.parent === null ? 1 : timesCalled(frame, evidence);
  const [loop, ...others] = loops;
  const timesOf = (times: number): ChangesCounted =>
    isOfMany(change) ? { single: 0, whole: times } : { single: times, whole: 0 };
  if (loop === undefined || endsItsCall(change)) return timesOf(calls);
  const most = mostRunsOf(change, evidence);
  if (most !== undefined) return timesOf(most);
  const isOfAll = others.length === 0 && !isOfMany(change) && heldBy(loop, frame) === held;
  return isOfAll ? { single: 0, whole: calls } : timesOf(Number.POSITIVE_INFINITY);
}

/** `lots.extend(rows)`, `lots[:] = rows`: each item may be another one. */
function isOfMany(change: CodeNode): boolean {
  const { node } = change;
  if (node.nodeType === 'Attribute') return OF_MANY.has(node.attr);
  return node.nodeType === 'Subscript' && node.slice.nodeType === 'Slice' && !isCut(change);
}

const OF_MANY: ReadonlySet<string> = new Set(
  `extend extendleft update clear subtract intersection_update difference_update symmetric_difference_update
  __iadd__`.split(/\s+/),
);

/** `del lots[:3]` */
function isCut({ node }: CodeNode): boolean {
  return node.nodeType === 'Subscript' && node.slice.nodeType === 'Slice' && node.ctx.nodeType === 'Del';
}

/** `node.used += cores`, then `return node`: once in a call. */
function endsItsCall(change: CodeNode): boolean {
  const { node, parent } = statementAround(change);
  const branch = parent === null ? null : branchOf(node, parent.node);
  return branch?.some(({ nodeType }) => nodeType === 'Return' || nodeType === 'Raise') === true;
}
