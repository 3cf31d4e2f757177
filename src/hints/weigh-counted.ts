import type { Seconds } from '../profile/profile-table.ts';
import { lineOf } from '../source/syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { isKeepable, isOnlyReadByAll, resultsOf } from './code/counted-function.ts';
import type { FrameCode } from './code/module-code.ts';
import { changersOfReads, isFixed } from './code/steady/fixed-function.ts';
import { callsTo } from './code/values/call-arguments.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { type RepeatedArguments, repeatedArguments } from './evidence/repeated-arguments.ts';
import { timeOf, timesCalled } from './evidence/times-called.ts';
import { savingOfFunction } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import { type EvidenceLine, type Level, NO_PLACE, type Refusal, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, shareOfTotal } from './weigh.ts';

/** Marks the place that stands for a function, not for one of its calls. */
export const DEFINITION = 'def';

const FIX =
  'Keep its results: by functools.lru_cache where the arguments can be hashed (of a method in a dict of the object), else where they come from.';

/** The function itself: a run that counted its arguments tells whether they come again. */
export function definitionSite(frame: FrameCode): readonly Site[] {
  const [first, ...others] = resultsOf(frame);
  if (first === undefined) return [];
  const lines = [frame.node, first.node, ...[...others, ...callsTo(frame)].map(({ node }) => node)].map(lineOf);
  return [{ code: first, subject: frame.scope.qualname, variant: DEFINITION, lines, fix: { text: FIX } }];
}

export const KEPT_ABOVE = 'what its own function gives can be kept by all who call it';

const LEAST_CALLS = 50;

/** Of the calls at least so many must have been made before. */
const LEAST_AGAIN = 0.5;

/** How many results of a function bin/record_arguments.py looks at again, at the end of the run. */
const MOST_WATCHED = 100;

const UNWATCHED = `the run saw of ${MOST_WATCHED} of its results that nobody changed them, and it gave more`;

/** A look-up in a dict of results takes a tenth of it, a call of what lru_cache makes a fifth. */
const LEAST_PER_CALL = 1.5e-6;

/** Of calls that take so much of the profile half of that is enough: most of it goes even so. */
const LARGE_SHARE = 0.2;

/** Whether a call takes hardly longer than a look-up of its result. */
export function isShortCall(perCall: Seconds, share: number, { pace }: Pick<FrameEvidence, 'pace'>): boolean {
  return perCall < (share < LARGE_SHARE ? LEAST_PER_CALL : LEAST_PER_CALL / 2) * pace;
}

/** Weighs a function by the arguments that a run counted: without such a run nothing is known of it. */
export function weighCounted(evidence: FrameEvidence): Verdict {
  const { code, ncalls, cumtime } = evidence;
  const counted = repeatedArguments(code, evidence);
  if (counted === null || ncalls < LEAST_CALLS || counted.results === 'none') return NO_PLACE;
  if (!isKeepable(code)) return refused('it changes something, or calls what may');
  const objection = objectionTo(counted, code, evidence);
  if (objection !== undefined) return objection;
  if (isSavedAbove(code, counted, evidence)) return refused(KEPT_ABOVE);
  const cost = cumtime * counted.again;
  const of = `${durationText(cumtime)} of ${durationText(evidence.total)}`;
  const text = `${writeCount(ncalls)} calls of ${code.scope.qualname}: ${of}`;
  const basis = 'all calls but the first for each argument, as a run of its own counted them';
  return edgeFinding(
    levelOf(counted, code),
    cost,
    evidence,
    [{ kind: 'edge', text }, countedLine(counted)],
    savingOfFunction(cumtime, { least: 0.7 * counted.again, most: counted.again }, basis, evidence),
  );
}

function countedLine({ text }: RepeatedArguments): EvidenceLine {
  return { kind: 'arguments', text };
}

/** What the function reads of objects is not all compared, and what it reads beside its arguments not at all. */
function levelOf({ results, sameObjects, changeable }: RepeatedArguments, code: FrameCode): Level {
  const isSure = results === 'equal' && !sameObjects && isFixed(code) && (!changeable || isOnlyReadByAll(code));
  return isSure ? 'confirmed' : 'likely';
}

function objectionTo(counted: RepeatedArguments, code: FrameCode, evidence: FrameEvidence): Refusal | undefined {
  if (counted.results === 'differ' || counted.again < LEAST_AGAIN) return refused(counted.text);
  if (counted.results === 'untold' && (changersOfReads(code) === undefined || !isOnlyReadByAll(code)))
    return refused('its results are too large to compare');
  if (counted.changed) return refused('its results were changed by who got them');
  if (counted.changeable && counted.distinct > MOST_WATCHED && !isOnlyReadByAll(code)) return refused(UNWATCHED);
  const seconds = timeOf(code, evidence);
  const perCall = seconds / timesCalled(code, evidence);
  const share = shareOfTotal(seconds * counted.again, evidence);
  if (isShortCall(perCall, share, evidence)) return refused(`a call takes ${durationText(perCall)}: little`);
  if (share >= SHARES.told) return undefined;
  return refused(`its calls with arguments of before are ${writePercent(share)} of the profile`);
}

/** All who call it can keep what they give themselves: the calls that are left have hardly any argument again. */
function isSavedAbove(code: FrameCode, { distinct, calls }: RepeatedArguments, evidence: FrameEvidence): boolean {
  const callers = new Set(callsTo(code).map(({ frame }) => functionAround(frame)));
  callers.delete(code);
  const parts = [...callers].map((caller) => partKept(caller, evidence));
  const left = 1 - Math.min(...parts) - distinct / calls;
  return parts.length > 0 && shareOfTotal(timeOf(code, evidence) * left, evidence) < SHARES.told;
}

/** A lambda that is handed on runs for the function that made it. */
function functionAround(frame: FrameCode): FrameCode {
  return frame.node.nodeType === 'Lambda' && frame.parent !== null ? functionAround(frame.parent) : frame;
}

/** Whether all that a function gives can be kept, as was counted: that saves all that it calls. */
export function isKept(code: FrameCode, evidence: FrameEvidence): boolean {
  return partKept(code, evidence) > 0;
}

/** The part of its calls that would go; 0 where its results cannot be kept. */
function partKept(code: FrameCode, evidence: FrameEvidence): number {
  const counted = repeatedArguments(code, evidence);
  if (counted === null || counted.results === 'none' || counted.calls < LEAST_CALLS || !isKeepable(code)) return 0;
  return objectionTo(counted, code, evidence) === undefined ? counted.again : 0;
}

/** What was counted of a function says of some calls of it. */
export type CountedOf = {
  readonly objection?: Refusal;
  readonly level: Level;
  readonly lines: readonly EvidenceLine[];
};

const NOT_COUNTED: CountedOf = { level: 'likely', lines: [] };

/** Calls that a place seems to repeat, seen beside the arguments that a run counted of their function. */
export function countedOf(callee: FrameCode | undefined, ncalls: number, evidence: FrameEvidence): CountedOf {
  const counted = callee === undefined ? null : repeatedArguments(callee, evidence);
  if (callee === undefined || counted === null) return NOT_COUNTED;
  const again = counted.again * Math.max(ncalls, counted.calls);
  const level = counted.again < LEAST_AGAIN ? 'likely' : levelOf(counted, callee);
  const calls = { level, lines: [countedLine(counted)] };
  const isRefuted = counted.results === 'differ' || again < LEAST_AGAIN * ncalls;
  return isRefuted ? { ...calls, objection: refused(counted.text) } : calls;
}
