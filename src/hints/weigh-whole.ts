import { callerEdges } from '../profile/profile-table.ts';
import { lineOf } from '../source/syntax.ts';
import { durationText, writeCount } from './amounts.ts';
import { wholeAgain } from './code/loops/whole-again.ts';
import { type CodeNode, type FrameCode, nodesOf } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { rowsOf } from './evidence/times-called.ts';
import { savingOfFunction } from './expected-saving.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { NO_PLACE, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, shareOfTotal } from './weigh.ts';

export const WHOLE = 'whole';

/** A function that adds up a whole again, at its result and its calls. */
export function wholeSites(frame: FrameCode): readonly Site[] {
  const again = wholeAgain(frame);
  const [code] = nodesOf(frame, 'Return');
  if (again === undefined || code === undefined) return [];
  const lines = [...new Set([code, ...again.calls].map(({ node }) => lineOf(node)))];
  return [{ code, subject: frame.scope.qualname, variant: WHOLE, lines, fix: { text: KEPT_ALONG } }];
}

const KEPT_ALONG =
  'Keep the result along: where a part changes, take off what it had in the result and add what it has then.';

/** Some hundred additions. */
const LONG_SUM = 1e-5;
const LEAST_CALLS = 200;

/** Weighs it by its calls from where single items change. */
export function weighWhole({ code: { frame } }: Site, evidence: FrameEvidence): Verdict {
  const again = wholeAgain(frame);
  if (again === undefined) return NO_PLACE;
  const { ncalls: all, cumtime } = evidence;
  const ncalls = callsFrom(again.calls, evidence);
  if (ncalls < LEAST_CALLS) return refused(`only ${writeCount(ncalls)} calls after a part has changed`);
  const each = cumtime / all;
  if (each < LONG_SUM * evidence.pace) return refused(`a call takes ${durationText(each)}: a handful of items`);
  const cost = each * ncalls;
  const level = levelOfShare('likely', shareOfTotal(cost, evidence), SHARES.sure);
  if (level === undefined) return refused('it takes little of the time');
  const text = `${writeCount(ncalls)} calls of ${frame.scope.qualname}, each after a part has changed: ${durationText(cost)} of ${durationText(evidence.total)}`;
  const saving = savingOfFunction(cost, { least: 0.6, most: 1 }, BASIS, evidence);
  return edgeFinding(level, cost, evidence, [{ kind: 'edge', text }], saving);
}

const BASIS = 'all of it but what belongs to the part that changes';

function callsFrom(calls: readonly CodeNode[], evidence: FrameEvidence): number {
  const edges = evidence.table.edges();
  const rows = new Set(calls.flatMap((call) => rowsOf(call.frame, evidence)));
  const { start, end } = callerEdges(edges, evidence.row);
  let ncalls = 0;
  for (let edge = start; edge < end; edge++)
    if (rows.has(edges.caller[edge]!)) ncalls += edges.ncalls.values[edge] ?? 0;
  return ncalls;
}
