import type { Seconds } from '../profile/profile-table.ts';
import { oncePer } from '../text/lazily.ts';
import { type FrameCode, groupBy, nodesOf } from './code/module-code.ts';
import { bareName } from './code/names.ts';
import type { CalleeName } from './evidence/callee-names.ts';
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
  return rules.filter((rule) => rule.time === undefined || called.has(rule) || mayTell(rule, isOwn, evidence));
}

const NO_RULES: readonly HintRule[] = [];

const rulesByCallee = oncePer((rules: readonly HintRule[]) =>
  groupBy(rules, ({ time, callees, alsoCallees = [] }) => (time === 'calls' ? [] : [...callees, ...alsoCallees])),
);

function mayTell({ time, alsoCallees = [] }: HintRule, isOwn: boolean, evidence: FrameEvidence): boolean {
  if (time === 'recursion') return evidence.ncalls > evidence.primitiveCalls;
  if (time === 'callees') return false;
  return isOwn || (time === 'calls' && areCallsMuch(evidence, alsoCallees));
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

/** With its own time, the calls that the code writes, and those of `also`. The times of a dump need not fit together. */
function areCallsMuch(evidence: FrameEvidence, also: readonly string[]): boolean {
  if (writtenCallsAreMuch(evidence)) return true;
  return (
    also.length > 0 &&
    isMuch(
      secondsOf(evidence, ({ full }) => also.includes(full)),
      evidence,
      LEAST_OF_CALLS,
    )
  );
}

const writtenCallsAreMuch = oncePer((evidence: FrameEvidence): boolean => {
  if (
    !isMuch(
      secondsOf(evidence, () => true),
      evidence,
      LEAST_OF_CALLS,
    )
  )
    return false;
  const written = namesWritten(evidence.code);
  return isMuch(
    secondsOf(evidence, ({ bare }) => UNWRITTEN.test(bare) || written.has(bare)),
    evidence,
    LEAST_OF_CALLS,
  );
});

/** `__init__`, `__eq__`, `<lambda>`: what runs without being named where it is called. */
const UNWRITTEN = /^(?:__|<|$)/;

function secondsOf({ calls, tottime: own }: FrameEvidence, isMeant: (name: CalleeName) => boolean): Seconds {
  return calls.reduce((sum, { name, tottime, cumtime }) => sum + (isMeant(name) ? Math.max(tottime, cumtime) : 0), own);
}

/** What the code of a function may call, by the names that a profile has for it. */
function namesWritten(frame: FrameCode): ReadonlySet<string> {
  return new Set([
    ...nodesOf(frame, 'Name').map(({ node }) => node.id),
    ...nodesOf(frame, 'Attribute').map(({ node }) => node.attr),
    ...nodesOf(frame, 'Call').map(({ node }) => bareName(node, frame)),
  ]);
}

/** A time that is no number, or below zero, is in no way little: the file is somebody's own. */
function isMuch(seconds: number | undefined, { total }: FrameEvidence, least: number = LEAST_SHARE): boolean {
  return !(seconds !== undefined && seconds >= 0 && seconds < least * total);
}
