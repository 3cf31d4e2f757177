import type { NodeOf } from '../source/syntax.ts';
import { walkSyntax } from '../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { type CodeNode, codeAt, type FrameCode, resumption } from './code/module-code.ts';
import { isCallAlone } from './code/steady/call-alone.ts';
import { makesContainer } from './code/steady/depth-made.ts';
import { withCalled } from './code/steady/pure-frame.ts';
import { callsTo } from './code/values/call-arguments.ts';
import { isSafeToShare } from './code/values/made-alike.ts';
import { callsByBareName, type FrameEvidence } from './evidence/frame-evidence.ts';
import { valuesGiven } from './evidence/inputs.ts';
import { NEAR, neededCalls, PER_INPUT } from './evidence/needed-calls.ts';
import { readsSeenByOthers } from './evidence/other-files.ts';
import { timesCalled } from './evidence/times-called.ts';
import { costsOfCallsTo, savingOfCalls } from './expected-saving.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { NO_PLACE, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, edgeLine, isRepeated, NOT_REPEATED, sharedLine, shareOfSites, shareOfTotal } from './weigh.ts';
import { countedOf, isShortCall, KEPT_ABOVE } from './weigh-counted.ts';

const LEAST_CALLS = 500;

/** Weighs a call of a function that gives the same for the same, by how many different arguments there can have been; one of the library has no `callee`. */
export function weighInputs(
  site: Site,
  code: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): Verdict {
  if (!isRepeated(code, evidence)) return NOT_REPEATED;
  const { objection } = countedOf(callee, 0, evidence);
  if (objection !== undefined) return objection;
  const { variant: name = '' } = site;
  const calls = callsByBareName(evidence, [name]);
  const part = shareOfSites(site, evidence);
  const ncalls = calls.ncalls * part;
  const proof = ncalls < LEAST_CALLS ? undefined : neededCalls(code, callee, ncalls, evidence);
  if (proof === undefined) return NO_PLACE;
  const { needed, text } = proof;
  if (ncalls < NEAR * needed) return NO_PLACE;
  const perCall = calls.cumtime / calls.ncalls;
  const cost = calls.cumtime * part * (1 - needed / ncalls);
  const share = shareOfTotal(cost, evidence);
  if (ncalls < (share < SHARES.large ? PER_INPUT : NEAR) * needed)
    return refused(`${writeCount(ncalls)} calls for ${text}: not again and again`);
  if (isProvedOfCallers(code.frame, evidence)) return refused(KEPT_ABOVE);
  // what is built is walked to be built: no table of results is slower
  const isBuilding = callee !== undefined && makesContainer(callee);
  if (isShortCall(perCall, isBuilding ? 1 : share, evidence))
    return refused(`a call of ${name} takes ${durationText(perCall)}: little`);
  const level = levelOfShare(isSeenElsewhere(code, callee, evidence) ? 'possible' : 'likely', share, SHARES.sure);
  if (level === undefined) return refused(`the calls of ${name} are ${writePercent(share)} of the profile`);
  const gone = 1 - needed / ncalls;
  return edgeFinding(
    level,
    cost,
    evidence,
    [
      edgeLine(name, calls.ncalls, calls.cumtime, evidence),
      { kind: 'edge', text: `they can have been for ${text}: ${writeCount(ncalls / needed)} calls for each` },
      ...sharedLine(part),
    ],
    savingOfCalls(
      { callees: costsOfCallsTo(name, evidence), time: 'whole', part },
      { least: 0.7 * gone, most: gone },
      'all calls but the first for each argument, counted by the profile',
      evidence,
    ),
    { callees: name, seconds: calls.cumtime },
  );
}

/** What is asked about, or what the function reads of what nobody made for it, may change by what another file does. */
function isSeenElsewhere(
  { node, frame }: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode | undefined,
  evidence: FrameEvidence,
): boolean {
  const given = valuesGiven(node, callee, frame).flatMap((value) => [...walkSyntax(value)]);
  const read = callee === undefined || isCallAlone(node, frame) ? [] : withCalled(callee).flatMap(({ nodes }) => nodes);
  return readsSeenByOthers([...given.flatMap((part) => codeAt(part, frame) ?? []), ...read], evidence);
}

/** All who call the function around can keep what it gives: that saves the calls that it makes as well. */
function isProvedOfCallers(frame: FrameCode, evidence: FrameEvidence): boolean {
  const calls = callsTo(frame);
  const ncalls = timesCalled(frame, evidence);
  return (
    calls.length > 0 &&
    resumption(frame) === null &&
    calls.every((call) => {
      const proof = isSafeToShare(frame, call) ? neededCalls(call, frame, ncalls, evidence) : undefined;
      return proof !== undefined && ncalls >= PER_INPUT * proof.needed;
    })
  );
}
