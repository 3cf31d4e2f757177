import { durationText, writeCount, writePercent } from './amounts.ts';
import { goesStepwise } from './code/loops/rest.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { levelOfShare, SHARES } from './level-of-share.ts';
import { refused, type Site, type Verdict } from './rule.ts';
import { goneByGain, isLikely, shareOfTotal } from './weigh.ts';
import { ownTimeVerdict } from './weigh-own-loop.ts';

const LEAST_STEPS = 1000;

/** Where the copies are short, the calls are what costs: a loop makes neither. */
export function orSteps(found: Verdict, { code }: Site, evidence: FrameEvidence): Verdict {
  const isStep = code.node.nodeType === 'Call' && goesStepwise({ ...code, node: code.node }, code.frame);
  if (isLikely(found) || !isStep) return found;
  const steps = weighSteps(evidence);
  return steps.verdict === 'reported' || found.verdict === 'refused' ? steps : found;
}

function weighSteps(evidence: FrameEvidence): Verdict {
  const { selfCalls, tottime, row } = evidence;
  if (selfCalls < LEAST_STEPS) return refused(`only ${writeCount(selfCalls)} calls of itself`);
  const share = shareOfTotal(tottime, evidence);
  const level = levelOfShare('likely', share, SHARES.sure);
  if (level === undefined) return refused(`its own time is ${writePercent(share)} of the profile`);
  const name = evidence.code.scope.qualname;
  const text = `${name} called itself ${writeCount(selfCalls)} times, each time with a slice: ${durationText(tottime)} of own time`;
  const basis = 'a loop makes no call and no slice for each item';
  const gone = goneByGain('slice-rest/step') ?? { least: 0.6, most: 1 };
  return ownTimeVerdict({ level, cost: tottime, share, text, row, time: 'own', gone, basis }, evidence);
}
