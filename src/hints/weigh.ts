import { plural } from '../profile/notes.ts';
import type { Seconds } from '../profile/profile-table.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { countRounds, roundOf } from './code/loop-of-callers.ts';
import { type CodeNode, type LoopNode, resumption } from './code/module-code.ts';
import { calledName } from './code/names.ts';
import { type CallSums, type FrameEvidence, rowAt, sumCallsTo } from './evidence/frame-evidence.ts';
import { measuredLine } from './evidence/line-times.ts';
import { type OwnTime, ownTime } from './evidence/own-time.ts';
import { isAlwaysReached, mostPassesOf, passesOf } from './evidence/passes.ts';
import { isNeverReached } from './evidence/reached.ts';
import { type CallCosts, type Gone, savingOfCalls, savingOfOwnTime } from './expected-saving.ts';
import { type LeastPerCall, levelOfCall } from './level-of-call.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { MEASURED_GAINS } from './measured-gains.ts';
import {
  type EvidenceLine,
  type Finding,
  type Level,
  type Refusal,
  refused,
  type Saving,
  type Site,
  type TimeRange,
  type Verdict,
} from './rule.ts';
import { sharesOfCalls } from './shares-of-calls.ts';
import { weighLine } from './weigh-line.ts';

export type EdgeQuestion = {
  /** The functions whose calls the site makes, by full name. */
  readonly callees: readonly string[];
  /** What people call it: `re.compile`. */
  readonly called: string;
  /** How the source may call them (see calledName), where that is not only as the site does. */
  readonly names?: ReadonlySet<string>;
  /** `own`: what the callee does itself; `whole`: with all that it calls. */
  readonly time: 'own' | 'whole';
  /** So few calls are no habit. */
  readonly leastCalls: number;
  /** Less of the profile at one place is no matter; 1 % at all places of the function where nothing is said. */
  readonly leastShare?: number;
  readonly leastPerCall?: LeastPerCall;
  readonly gain: string | null;
  /** The part of the calls that this place makes, where the rule knows better than {@link shareOfSites}. */
  readonly part?: number;
  /** Seconds that go with the calls and stand on other edges: closing what was opened. */
  readonly alsoCost?: (calls: CallSums) => number;
  /** See {@link CallCosts}. */
  readonly isWorkOfC?: boolean;
  /** How much could go, where no ratio was measured. */
  readonly whatRemains?: string;
  /** Seconds of the profile that go at least, where no ratio was measured. */
  readonly leastSaving?: (calls: CallSums) => Seconds;
};

/** Weighs a site whose cost is on the edges to some callees. */
export function weighEdge(site: Site, evidence: FrameEvidence, question: EdgeQuestion): Verdict {
  const calls = sumCallsTo(evidence, question.callees);
  const { called } = question;
  if (calls.ncalls === 0) return refused(`the profile has no calls of ${called} from here`);
  const part = question.part ?? shareOfSites(site, evidence, question.names);
  if (calls.ncalls * part < question.leastCalls)
    return refused(`only ${writeCount(calls.ncalls)} calls of ${called} from here`);
  const time = question.time === 'own' ? calls.tottime : calls.cumtime;
  const perCall = time / calls.ncalls;
  const byCall = levelOfCall(perCall, question.leastPerCall, evidence);
  if (byCall === undefined) {
    return refused(`a call of ${called} takes ${durationText(perCall)}: too little to be what the rule is about`);
  }
  const share = shareOfTotal(time * part, evidence);
  const { leastShare = 0 } = question;
  const level = levelOfShare(byCall, share, leastShare);
  if (level === undefined) return refused(`the calls of ${called} are ${writePercent(share)} of the profile`);
  const also = question.alsoCost?.(calls) ?? 0;
  const cost = (time + also) * part;
  const lines = [edgeLine(called, calls.ncalls, time + also, evidence), ...sharedLine(part)];
  const gone = goneByGain(question.gain) ?? goneAtLeast(question, calls, time);
  const basis = question.whatRemains ?? basisOf(question.gain, called);
  const saving = savingOfCalls(costsOf(question, part, also, time, evidence), gone, basis, evidence);
  const shared = { callees: question.callees.join(), seconds: time + also };
  return edgeFinding(level, cost, evidence, lines, saving, shared);
}

/** Where no ratio was measured the rule says what goes at least; all of it can. */
function goneAtLeast({ leastSaving }: EdgeQuestion, calls: CallSums, time: Seconds): Gone | null {
  if (leastSaving === undefined || time <= 0) return null;
  return { least: Math.max(0, Math.min(1, leastSaving(calls) / time)), most: 1 };
}

/** What also goes is taken to be left as the calls themselves are. */
function costsOf(
  { callees, time, isWorkOfC = false }: EdgeQuestion,
  part: number,
  also: Seconds,
  seconds: Seconds,
  { calls }: FrameEvidence,
): CallCosts {
  const scale = seconds > 0 ? (seconds + also) / seconds : 1;
  const wanted = calls.filter(({ name }) => callees.includes(name.full));
  const list = wanted.map(({ callee, ncalls, tottime, cumtime }) => ({
    callee,
    ncalls,
    seconds: (time === 'own' ? tottime : cumtime) * scale,
  }));
  return { callees: list, time, part, isWorkOfC };
}

/** `30,000 calls of re.compile from render: 0.079 s of 4.84 s`. */
export function edgeLine(called: string, ncalls: number, seconds: number, evidence: FrameEvidence): EvidenceLine {
  const from = evidence.code.scope.qualname;
  const calls = `${plural(writeCount(ncalls), 'call')} of ${called} from ${from}`;
  return { kind: 'edge', text: `${calls}: ${durationText(seconds)} of ${durationText(evidence.total)}` };
}

export function edgeFinding(
  level: Level,
  cost: number,
  evidence: FrameEvidence,
  lines: readonly EvidenceLine[],
  saving: Saving,
  calls?: Finding['calls'],
): Finding {
  const share = shareOfTotal(cost, evidence);
  return { verdict: 'reported', level, cost, share, of: 'edge', evidence: lines, saving, ...(calls && { calls }) };
}

/** No more than all: calls within calls, and resumptions within their callers, add up to more than they took. */
export function shareOfTotal(cost: number, { total }: Pick<FrameEvidence, 'total'>): number {
  return total > 0 ? Math.min(1, cost / total) : 0;
}

/**
 * An edge does not say from which line a call came: sites that call the same share it alike, but for those in loops of which
 * something else counts the passes. Where nearly all calls must come from loops, a place outside of them has no more than its
 * calls: at most one for each call of its function (a generator counts as called whenever it goes on, which is never less).
 * `names`: what calls the same.
 */
export function shareOfSites(site: Site, evidence: FrameEvidence, names?: ReadonlySet<string>): number {
  const { code: frame } = evidence;
  const { node } = site.code;
  if (node.nodeType !== 'Call') return 1;
  const shares = sharesOfCalls(names ?? new Set([calledName(node, frame)]), evidence);
  return shares.get(node) ?? 1 / Math.max(1, shares.size);
}

/** The evidence is the whole edge's, the cost the part of one place. */
export function sharedLine(part: number): readonly EvidenceLine[] {
  if (part > 0.995) return [];
  const text = `${writePercent(part)} of these calls are put down to this place: the function makes them at others too`;
  return [{ kind: 'source', text }];
}

export type OwnTimeQuestion = {
  /** What the profile cannot see as a call: `text = text + ...`. */
  readonly what: string;
  /** How many times what its steps usually take a pass must take; less where the form alone is sure to copy. */
  readonly suspicious?: number;
  /** So much longer than its steps a pass must take (before the machine's pace); less is a search among a handful. */
  readonly leastBeyond?: Seconds;
  /** Less own time in one run of the function (before the machine's pace) is a handful of items; 30 µs where nothing is said. */
  readonly leastPerRun?: Seconds;
};

/** A pass must take so many times what its steps would usually take before a copy or a search is the reason. */
const SUSPICIOUS = 2.5;

/** Loops of plain code take up to one and a half of what is expected of them: that much may be nothing at all. */
const DOUBT = 0.5;

/** One run of the function with so little own time has handled a handful of items. */
const LEAST_PER_RUN = 3e-5;

/** Weighs a site that has no edge of its own: a copy or a search hidden in an operator. */
export function weighOwnTime(site: Site, evidence: FrameEvidence, question: OwnTimeQuestion): Verdict {
  const unreached = isNeverReached(site.code, evidence);
  if (unreached) return refused('its branch was not taken: what it calls was not called');
  const isInLoop = site.code.loops.length > 0;
  if (site.isRecursive !== true && !isRepeated(site.code, evidence)) return NOT_REPEATED;
  const own = ownTime(site.code, evidence);
  const measured = measuredLine(site.code, evidence.lineTimes);
  if (measured !== null) return weighLine(site, measured, own, evidence);
  if (own.share < SHARES.least) return refused(`the function's own time is ${writePercent(own.share)} of the profile`);
  const perRun = own.seconds / Math.max(1, runsOf(site, evidence));
  const isJudgedByPasses = site.isLasting === true && own.passes?.isExact === true;
  if (isInLoop && !isJudgedByPasses && perRun < (question.leastPerRun ?? LEAST_PER_RUN) * evidence.pace) {
    return refused(`from one beginning to the next it takes ${durationText(perRun)} of own time: a handful of items`);
  }
  const small = smallPasses(own, question, roundOf(site.code), evidence.pace);
  if (small !== undefined) return small;
  const cost = own.passes === undefined ? own.seconds : own.unexplained;
  const share = shareOfTotal(cost, evidence);
  const isBounded = site.begunIn === undefined || timesBegun(site.begunIn, evidence) !== undefined;
  const isLikely = isBounded && share >= (own.passes?.isExact === true ? SHARES.counted : SHARES.told);
  const isClear = cost > DOUBT * own.explained && !mayBeInterruption(cost, own, evidence);
  const level: Level = isLikely && isClear && !own.hasRivals && isOfPlace(site, own) ? 'likely' : 'possible';
  if (share < SHARES.least)
    return refused(`what the usual steps do not explain is ${writePercent(share)} of the profile`);
  const saving = savingOfOwnTime(own, rowAt(evidence, site.code)?.row ?? evidence.row, evidence);
  return {
    verdict: 'reported',
    level,
    cost,
    share,
    of: 'self',
    evidence: ownTimeLines(own, site.code, evidence, question),
    saving,
  };
}

/** As long another program may have had the core, once: then whichever function ran has taken it, in whatever few passes. */
const INTERRUPTION: Seconds = 0.05;
const FEW_PASSES = 1000;

function mayBeInterruption(cost: Seconds, { passes }: OwnTime, { pace }: FrameEvidence): boolean {
  return passes !== undefined && passes.least < FEW_PASSES && cost < INTERRUPTION * Math.max(1, pace);
}

/** How often what grows or is searched was begun anew. */
function runsOf({ begunIn }: Site, evidence: FrameEvidence): number {
  if (begunIn === undefined && resumption(evidence.code) !== null) return 1; // its calls are resumptions
  return (begunIn === undefined ? undefined : timesBegun(begunIn, evidence)) ?? evidence.ncalls;
}

function timesBegun(loop: LoopNode, evidence: FrameEvidence): number | undefined {
  return passesOf(loop, evidence)?.least ?? mostPassesOf(loop, evidence);
}

/** Where a loop comes to a place in some of its passes, the others can make one that does look so many times longer. */
const PASSED_BY = 12;

/** Whether the passes that do not come to the place, and that nothing counts, cannot have taken the time. */
function isOfPlace({ code }: Site, { passes, perPass = 0, expectedPerPass }: OwnTime): boolean {
  const isEach = passes?.isExact === true || isAlwaysReached(code, code.loops.at(-1) ?? null);
  return isEach || perPass >= PASSED_BY * expectedPerPass;
}

function smallPasses(
  { perPass, expectedPerPass: expected }: OwnTime,
  { suspicious = SUSPICIOUS, leastBeyond = 0 }: OwnTimeQuestion,
  round: ReturnType<typeof roundOf>,
  pace: number,
): Refusal | undefined {
  if (perPass === undefined || perPass >= Math.max(expected * suspicious, expected + leastBeyond * pace))
    return undefined;
  return refused(
    `a ${round} takes ${durationText(perPass)} of own time, and its steps alone would take ${durationText(expected)}`,
  );
}

function ownTimeLines(
  { seconds, passes, perPass, expectedPerPass }: OwnTime,
  code: CodeNode,
  evidence: FrameEvidence,
  { what }: OwnTimeQuestion,
): readonly EvidenceLine[] {
  const of = `${durationText(seconds)} of ${durationText(evidence.total)}`;
  const text = `own time of ${evidence.code.scope.qualname}: ${of}; ${what} has no call of its own in a profile`;
  if (passes === undefined || perPass === undefined) return [{ kind: 'self-time', text }];
  const [least, most] = passes.isExact ? ['', ''] : ['at least ', 'at most '];
  const pace = `${least}${countRounds(passes.least, code)} of ${most}${durationText(perPass)} each, where such steps usually take ${durationText(expectedPerPass)}`;
  return [
    { kind: 'self-time', text },
    { kind: 'self-time', text: pace },
  ];
}

/** The same with what counts tell of its part of the own time. */
export function withOwnPart(found: Verdict, own: TimeRange | undefined): Verdict {
  return found.verdict === 'reported' && found.of === 'self' && own !== undefined ? { ...found, own } : found;
}

/** Whether it is told by default. */
export function isLikely(found: Verdict): boolean {
  return found.verdict === 'reported' && found.level !== 'possible';
}

/** For what a reader of the code has to judge, whatever the profile says. */
export function atMostPossible(found: Verdict): Verdict {
  return found.verdict === 'reported' ? { ...found, level: 'possible' } : found;
}

/** For what the profile proves, and what to do about it depends on the data. */
export function atMostLikely(found: Verdict): Verdict {
  return found.verdict === 'reported' && found.level === 'confirmed' ? { ...found, level: 'likely' } : found;
}

/** So many calls come from a loop somewhere up the stack, whichever: the function is as good as its body. */
export const CALLS_OF_A_LOOP = 20;

export function isCalledInLoop(evidence: FrameEvidence): boolean {
  return evidence.primitiveCalls >= CALLS_OF_A_LOOP;
}

/** Why a place that {@link isRepeated} denies is not reported. */
export const NOT_REPEATED: Refusal = refused('it is in no loop, and its function is not called in one');

export function isRepeated(code: CodeNode, evidence: FrameEvidence): boolean {
  return code.loops.length > 0 || isCalledInLoop(evidence);
}

/** Ratios that depend on the size of the data are not quoted. */
export function goneByGain(gain: string | null): Gone | null {
  const measured = gain === null ? undefined : MEASURED_GAINS.get(gain);
  return measured === undefined || measured.low <= 1
    ? null
    : { least: 1 - 1 / measured.low, most: 1 - 1 / measured.high };
}

function basisOf(gain: string | null, called: string): string {
  const measured = gain === null ? undefined : MEASURED_GAINS.get(gain);
  if (measured === undefined || measured.low <= 1) return `how much of ${called} goes depends on the size of the data`;
  const { low, high, items, pythons } = measured;
  return `measured on ${pythons} with ${writeCount(items)} items: ${ratioText(low, high)} faster; of the calls' own cost`;
}

function ratioText(low: number, high: number): string {
  return low === high ? `${low} times` : `${low} to ${high} times`;
}
