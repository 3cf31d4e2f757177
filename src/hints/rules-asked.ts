import { oncePer } from '../text/lazily.ts';
import { mayMean } from './code/may-mean.ts';
import { groupBy } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import {
  areMuch,
  isMuch,
  LEAST_OF_CALLS,
  takesTimeAsWritten,
  takesTimeInKnown,
  takesTimeItself,
} from './evidence/time-spent.ts';
import type { HintRule } from './rule.ts';

/**
 * The rules that may have a hint of a function, told by where its time is alone. What has been measured beside the profile may say
 * anything.
 */
export function rulesFor(evidence: FrameEvidence, rules: readonly HintRule[]): readonly HintRule[] {
  if (isMeasuredBeside(evidence)) return rules;
  const called = secondsCalled(evidence, rulesByCallee(rules));
  return rules.filter((rule) => mayTell(rule, called.get(rule), evidence));
}

export function isMeasuredBeside({ allocations, lineTimes, argumentCounts }: FrameEvidence): boolean {
  return allocations !== null || lineTimes !== null || argumentCounts !== null;
}

/** What the calls take that a rule tells of, for each rule that tells of any. */
function secondsCalled(
  { calls, code }: FrameEvidence,
  rulesOf: ReadonlyMap<string, readonly HintRule[]>,
): ReadonlyMap<HintRule, number> {
  const seconds = new Map<HintRule, number>();
  for (const { name, tottime, cumtime } of calls) {
    const { full, bare } = name;
    if (BUILT_INS.has(full) && !mayMean(bare, code)) continue;
    for (const key of bare === full ? [full] : [full, bare])
      for (const rule of rulesOf.get(key) ?? NO_RULES)
        seconds.set(rule, (seconds.get(rule) ?? 0) + Math.max(tottime, cumtime));
  }
  return seconds;
}

const NO_RULES: readonly HintRule[] = [];

/** Who calls them names them: rules tell them by that name alone. */
const BUILT_INS: ReadonlySet<string> = new Set(
  'all any compile eval exec getattr hasattr isinstance issubclass len max min open print repr setattr sorted sum'.split(
    ' ',
  ),
);

const rulesByCallee = oncePer((rules: readonly HintRule[]) =>
  groupBy(rules, ({ time, callees, alsoCallees = [] }) => (BY_CALLEES.has(time) ? [...callees, ...alsoCallees] : [])),
);

const BY_CALLEES: ReadonlySet<HintRule['time']> = new Set(['callees', 'called', 'own'] as const);

function mayTell({ time, alsoCallees }: HintRule, called: number | undefined, evidence: FrameEvidence): boolean {
  if (time === undefined) return true;
  if (typeof time === 'function') return time(evidence);
  if (time === 'recursion') return evidence.ncalls > evidence.primitiveCalls;
  if (time === 'called') return called !== undefined;
  if (called !== undefined && isMuch(called + evidence.tottime, evidence, LEAST_OF_CALLS)) return true;
  if (time === 'callees') return false;
  if (takesTimeItself(evidence)) return true;
  if (time === 'own') return false;
  return (time === 'known' ? takesTimeInKnown : takesTimeAsWritten)(evidence) || areAlsoMuch(evidence, alsoCallees);
}

function areAlsoMuch(evidence: FrameEvidence, also: readonly string[] | undefined): boolean {
  return also !== undefined && areMuch(evidence, ({ full }) => also.includes(full));
}
