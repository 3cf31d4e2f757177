import { durationText, writeCount } from './amounts.ts';
import { wholeAgain } from './code/loops/whole-again.ts';
import type { CodeNode } from './code/module-code.ts';
import { callsTo } from './code/values/call-arguments.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { callsInto, rowsOf } from './evidence/times-called.ts';
import { savingOfFunction } from './expected-saving.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { NO_PLACE, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, shareOfTotal } from './weigh.ts';

export const WHOLE = 'whole';

/** Some hundred additions. */
const LONG_SUM = 1e-5;
const LEAST_CALLS = 200;

/** Weighs it by its calls from where single items change. */
export function weighWhole({ code: { frame } }: Site, evidence: FrameEvidence): Verdict {
  const [again] = wholeAgain(frame);
  if (again === undefined) return NO_PLACE;
  const { ncalls: all, cumtime } = evidence;
  const ncalls = timesBehind(again.calls, evidence);
  if (ncalls < LEAST_CALLS) return refused(`only ${writeCount(ncalls)} calls behind a change of single items`);
  const each = cumtime / all;
  if (each < LONG_SUM * evidence.pace) return refused(`a call takes ${durationText(each)}: a handful of items`);
  const cost = each * ncalls;
  const level = levelOfShare('likely', shareOfTotal(cost, evidence), SHARES.sure);
  if (level === undefined) return refused('it takes little of the time');
  const text = `${writeCount(ncalls)} calls of ${frame.scope.qualname}, each after single items have changed: ${durationText(cost)} of ${durationText(evidence.total)}`;
  const saving = savingOfFunction(cost, { least: 0.6, most: 1 }, BASIS, evidence);
  return edgeFinding(level, cost, evidence, [{ kind: 'edge', text }], saving);
}

const BASIS = 'all of it but what belongs to the part that changes';

/** Where a function calls it in more places, its deepest loops make nearly all of the calls, each place its part. */
function timesBehind(behind: readonly CodeNode[], evidence: FrameEvidence): number {
  const callers = new Set(behind.map(({ frame }) => frame));
  const all = callsTo(evidence.code);
  return [...callers].reduce((sum, caller) => {
    const rows = new Set(rowsOf(caller, evidence));
    const places = all.filter(({ frame }) => frame === caller);
    const deepest = Math.max(...places.map(({ loops }) => loops.length));
    const [most, counted] = [places, behind].map((some) =>
      some.filter(({ frame, loops }) => frame === caller && loops.length === deepest),
    );
    const ncalls = callsInto(evidence.row, (row) => rows.has(row), evidence.table);
    return sum + (ncalls * (counted?.length ?? 0)) / Math.max(1, most?.length ?? 0);
  }, 0);
}
