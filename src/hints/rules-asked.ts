import { oncePer } from '../text/lazily.ts';
import { mayMean } from './code/may-mean.ts';
import { groupBy } from './code/module-code.ts';
import type { CalleeName } from './evidence/callee-names.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { SHARES } from './level-of-share.ts';
import type { HintRule } from './rule.ts';

/** Of calls that are put down to places: several of a function may be told of the same calls. */
const LEAST_OF_CALLS = 0.002;

/**
 * The rules that may have a hint of a function, told by where its time is alone. What has been measured beside the profile may say
 * anything.
 */
export function rulesFor(evidence: FrameEvidence, rules: readonly HintRule[]): readonly HintRule[] {
  if (evidence.allocations !== null || evidence.lineTimes !== null || evidence.argumentCounts !== null) return rules;
  const called = rulesCalled(evidence, rulesByCallee(rules));
  const isOwn = takesTimeItself(evidence);
  const isWritten = isOwn || areWrittenMuch(evidence);
  return rules.filter(
    (rule) => rule.time === undefined || called.has(rule) || mayTell(rule, isOwn, isWritten, evidence),
  );
}

/** The rules that tell of any of its calls. */
function rulesCalled(
  { calls, code }: FrameEvidence,
  rulesOf: ReadonlyMap<string, readonly HintRule[]>,
): ReadonlySet<HintRule> {
  const called = new Set<HintRule>();
  for (const { name } of calls) {
    const { full, bare } = name;
    const found = rulesOf.get(full) ?? (bare === full ? undefined : rulesOf.get(bare));
    if (found === undefined || (BUILT_INS.has(full) && !mayMean(bare, code))) continue;
    for (const rules of [rulesOf.get(full), rulesOf.get(bare)]) for (const rule of rules ?? []) called.add(rule);
  }
  return called;
}

/** Who calls them names them: rules tell them by that name alone. */
const BUILT_INS: ReadonlySet<string> = new Set(
  'all any compile eval exec getattr hasattr isinstance issubclass len max min open print repr setattr sorted sum'.split(
    ' ',
  ),
);

const rulesByCallee = oncePer((rules: readonly HintRule[]) =>
  groupBy(rules, ({ time, callees, alsoCallees = [] }) => (time === 'calls' ? [] : [...callees, ...alsoCallees])),
);

function mayTell(
  { time, alsoCallees }: HintRule,
  isOwn: boolean,
  isWritten: boolean,
  evidence: FrameEvidence,
): boolean {
  if (time === 'recursion') return evidence.ncalls > evidence.primitiveCalls;
  if (time === 'callees') return false;
  return isOwn || (time === 'calls' && (isWritten || areAlsoMuch(evidence, alsoCallees)));
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

function areAlsoMuch(evidence: FrameEvidence, also: readonly string[] | undefined): boolean {
  return also !== undefined && areMuch(evidence, ({ full }) => also.includes(full));
}

/** The calls that the code writes; of a recursion the whole is weighed. */
function areWrittenMuch(evidence: FrameEvidence): boolean {
  if (!areMuch(evidence, () => true)) return false;
  if (evidence.ncalls > evidence.primitiveCalls) return true;
  return areMuch(
    evidence,
    ({ bare }) => UNWRITTEN.has(bare) || (!OF_NO_NAME.has(bare) && mayMean(bare, evidence.code)),
  );
}

/** Some calls with the function's own time. The times of a dump need not fit together. */
function areMuch(evidence: FrameEvidence, isMeant: (name: CalleeName) => boolean): boolean {
  let seconds = evidence.tottime;
  for (const { name, tottime, cumtime } of evidence.calls) if (isMeant(name)) seconds += Math.max(tottime, cumtime);
  return isMuch(seconds, evidence, LEAST_OF_CALLS);
}

/** What runs without being named where it is called, and has a price to rules. */
const UNWRITTEN: ReadonlySet<string> = new Set([
  '',
  '<lambda>',
  ...['init', 'new', 'post_init', 'call', 'eq', 'lt', 'hash'].map((name) => `__${name}__`),
]);

/** What is imported or walked; the comprehensions of the function itself are none of its calls. */
const OF_NO_NAME: ReadonlySet<string> = new Set(
  ['module', 'listcomp', 'setcomp', 'dictcomp', 'genexpr'].map((name) => `<${name}>`),
);

/** A time that is no number, or below zero, is in no way little: the file is somebody's own. */
function isMuch(seconds: number | undefined, { total }: FrameEvidence, least: number = SHARES.least): boolean {
  return !(seconds !== undefined && seconds >= 0 && seconds < least * total);
}
