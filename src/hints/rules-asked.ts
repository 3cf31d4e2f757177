import { oncePer } from '../text/lazily.ts';
import { groupBy } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { LEAST_SHARE } from './frame-findings.ts';
import type { HintRule } from './rule.ts';

/** Of calls that are put down to places: several of a function may be told of the same calls. */
const LEAST_OF_CALLS = 0.002;

/**
 * The rules that may have a hint of a function, told by where its time is alone. What has been measured beside the profile may say
 * anything.
 */
export function rulesFor(evidence: FrameEvidence, rules: readonly HintRule[]): readonly HintRule[] {
  if (evidence.allocations !== null || evidence.lineTimes !== null || evidence.argumentCounts !== null) return rules;
  const rulesOf = (name: string): readonly HintRule[] => rulesByCallee(rules).get(name) ?? NO_RULES;
  const called = new Set(
    evidence.calls.flatMap(({ name: { full, bare } }) => [...rulesOf(full), ...(bare === full ? [] : rulesOf(bare))]),
  );
  const isOwn = takesTimeItself(evidence);
  return rules.filter((rule) => rule.time === undefined || called.has(rule) || mayTell(rule.time, isOwn, evidence));
}

const NO_RULES: readonly HintRule[] = [];

const rulesByCallee = oncePer((rules: readonly HintRule[]) =>
  groupBy(rules, ({ time, callees, alsoCallees = [] }) => (time === 'calls' ? [] : [...callees, ...alsoCallees])),
);

function mayTell(time: HintRule['time'], isOwn: boolean, evidence: FrameEvidence): boolean {
  if (time === 'recursion') return evidence.ncalls > evidence.primitiveCalls;
  if (time === 'callees') return false;
  return isOwn || (time === 'calls' && areCallsMuch(evidence));
}

/** In its own code, or in a comprehension of its with all that that calls. */
function takesTimeItself(evidence: FrameEvidence): boolean {
  const { rows, row, table, tottime } = evidence;
  const [, ...helpers] = rows;
  return (
    isMuch(tottime, evidence) ||
    isMuch(table.tottime[row], evidence) ||
    helpers.some((one) => isMuch(table.tottime[one.row], evidence) || isMuch(table.cumtime[one.row], evidence))
  );
}

/** With its own time. The times of a dump need not fit together. */
const areCallsMuch = oncePer((evidence: FrameEvidence): boolean => {
  const seconds = evidence.calls.reduce(
    (sum, { tottime, cumtime }) => sum + Math.max(tottime, cumtime),
    evidence.tottime,
  );
  return isMuch(seconds, evidence, LEAST_OF_CALLS);
});

/** A time that is no number, or below zero, is in no way little: the file is somebody's own. */
function isMuch(seconds: number | undefined, { total }: FrameEvidence, least: number = LEAST_SHARE): boolean {
  return !(seconds !== undefined && seconds >= 0 && seconds < least * total);
}
