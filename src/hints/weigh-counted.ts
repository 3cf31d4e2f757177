import { lineOf } from '../source/syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { callsTo } from './code/call-arguments.ts';
import { isKeepable, isOnlyReadByAll } from './code/counted-function.ts';
import { changersOfReads, isFixed } from './code/fixed-function.ts';
import { type FrameCode, nodesOf } from './code/module-code.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { type RepeatedArguments, repeatedArguments } from './evidence/repeated-arguments.ts';
import { isCalledFromElsewhere } from './evidence/times-called.ts';
import { savingOfFunction } from './expected-saving.ts';
import { type EvidenceLine, type Level, NO_PLACE, type Refusal, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, shareOfTotal } from './weigh.ts';

/** Marks the place that stands for a function, not for one of its calls. */
export const DEFINITION = 'def';

const FIX =
  'Keep its results: by functools.lru_cache where the arguments can be hashed (of a method in a dict of the object), else where they come from.';

/** The function itself: a run that counted its arguments tells whether they come again. */
export function definitionSite(frame: FrameCode): readonly Site[] {
  const [first, ...others] = isKeepable(frame) ? nodesOf(frame, 'Return') : [];
  if (first === undefined) return [];
  const lines = [frame.node, first.node, ...[...others, ...callsTo(frame)].map(({ node }) => node)].map(lineOf);
  return [{ code: first, subject: frame.scope.qualname, variant: DEFINITION, lines, fix: { text: FIX } }];
}

const LEAST_CALLS = 50;

/** Of the calls at least so many must have been made before. */
const LEAST_AGAIN = 0.5;

/** A look-up in a dict of results takes a tenth of it, a call of what lru_cache makes a fifth. */
const LEAST_PER_CALL = 1.5e-6;

const LEAST_SHARE = 0.03;

/** Weighs a function by the arguments that a run counted: without such a run nothing is known of it. */
export function weighCounted(evidence: FrameEvidence): Verdict {
  const { code, ncalls, cumtime } = evidence;
  const counted = repeatedArguments(code, evidence);
  if (counted === null || ncalls < LEAST_CALLS || counted.results === 'none') return NO_PLACE;
  const objection = objectionTo(counted, evidence);
  if (objection !== undefined) return objection;
  const cost = cumtime * counted.again;
  const share = shareOfTotal(cost, evidence);
  if (share < LEAST_SHARE)
    return refused(`its calls with arguments of before are ${writePercent(share)} of the profile`);
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
function levelOf({ results, sameObjects }: RepeatedArguments, code: FrameCode): Level {
  return results === 'equal' && !sameObjects && isFixed(code) ? 'confirmed' : 'likely';
}

function objectionTo(counted: RepeatedArguments, evidence: FrameEvidence): Refusal | undefined {
  const { code, ncalls, cumtime, pace } = evidence;
  if (counted.results === 'differ' || counted.again < LEAST_AGAIN) return refused(counted.text);
  if (counted.results === 'untold' && changersOfReads(code) === undefined)
    return refused('its results are too large to compare, and it may read what changes');
  if (counted.changeable && (!isOnlyReadByAll(code) || isCalledFromElsewhere(code, evidence)))
    return refused('who gets its result may change it');
  const perCall = cumtime / ncalls;
  if (perCall < LEAST_PER_CALL * pace) return refused(`a call takes ${durationText(perCall)}: little`);
  if (isSavedAbove(code, evidence)) return refused('what its own function gives can be kept by all who call it');
  return undefined;
}

/** All who call it can keep what they give themselves: that saves these calls as well. */
function isSavedAbove(code: FrameCode, evidence: FrameEvidence): boolean {
  const callers = [...new Set(callsTo(code).map(({ frame }) => functionAround(frame)))].filter((one) => one !== code);
  return callers.length > 0 && callers.every((frame) => isKeepable(frame) && isAskedAgain(frame, evidence));
}

/** A lambda that is handed on runs for the function that made it. */
function functionAround(frame: FrameCode): FrameCode {
  return frame.node.nodeType === 'Lambda' && frame.parent !== null ? functionAround(frame.parent) : frame;
}

function isAskedAgain(frame: FrameCode, evidence: FrameEvidence): boolean {
  const counted = repeatedArguments(frame, evidence);
  return counted !== null && counted.results === 'equal' && counted.again >= LEAST_AGAIN;
}

/** What was counted of a function that is called, where anything was. */
export function countedLines(callee: FrameCode | undefined, evidence: FrameEvidence): readonly EvidenceLine[] {
  const counted = callee === undefined ? null : repeatedArguments(callee, evidence);
  return counted === null ? [] : [countedLine(counted)];
}

/** Why calls that a place seems to repeat are none: a run counted the arguments of the function. */
export function notRepeated(
  callee: FrameCode | undefined,
  ncalls: number,
  evidence: FrameEvidence,
): Refusal | undefined {
  const counted = callee === undefined ? null : repeatedArguments(callee, evidence);
  if (counted === null) return undefined;
  const again = counted.again * Math.max(ncalls, counted.calls);
  return counted.results === 'differ' || again < LEAST_AGAIN * ncalls ? refused(counted.text) : undefined;
}
