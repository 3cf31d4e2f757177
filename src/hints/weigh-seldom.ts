import { plural } from '../profile/notes.ts';
import { isComprehension, type NodeOf } from '../source/syntax.ts';
import { writeCount } from './amounts.ts';
import { type CodeNode, classAround } from './code/module-code.ts';
import { bareName } from './code/names.ts';
import { keptParts } from './code/steady/kept-parts.ts';
import { callsByBareName, callsOfScope, type FrameEvidence } from './evidence/frame-evidence.ts';
import { neededBetween, PER_INPUT } from './evidence/needed-calls.ts';
import { mostObjectsMade } from './evidence/objects-made.ts';
import { isSeenByOthers } from './evidence/other-files.ts';
import { isAlwaysReached } from './evidence/passes.ts';
import { type EvidenceLine, type Refusal, refused, type Site, type Verdict } from './rule.ts';
import { shareOfSites } from './weigh.ts';

const LEAST_MADE = 50;

/** Weighs it as all that is made again, where it was made far more often than what it is made of can have changed. */
export function weighSeldom(
  site: Site,
  evidence: FrameEvidence,
  weigh: (site: Site, evidence: FrameEvidence) => Verdict,
): Verdict {
  const between = madeBetween(site, evidence);
  if ('verdict' in between) return between;
  const found = weigh(site, evidence);
  return found.verdict === 'refused' ? found : { ...found, evidence: [...found.evidence, between] };
}

/** How often it was made, and how often that would do; a refusal where these are not far apart. */
function madeBetween({ code, subject }: Site, evidence: FrameEvidence): EvidenceLine | Refusal {
  const parts = isExpression(code) ? keptParts(code) : undefined;
  const { frame } = code;
  const owner = classAround(frame);
  const objects = owner === null ? 1 : mostObjectsMade(owner, evidence);
  const made = countedMakings(code, evidence);
  if (parts === undefined || objects === 0 || made === undefined)
    return refused('how often it was made for each object the profile does not tell');
  if (parts.attributes.some((name) => isSeenByOthers(name, evidence)))
    return refused('other files of the program may set what it is made of');
  const { needed, text } = neededBetween(parts.changers, frame, objects, evidence);
  const each = objects > 1 ? `, some ${writeCount(made / objects)} for each` : '';
  const of = owner === null ? '' : ` for ${plural(writeCount(objects), 'object')} of ${owner.scope.name}${each}`;
  const counted = `${subject} was made ${writeCount(made)} times${of}${text}`;
  if (made < PER_INPUT * needed || made < LEAST_MADE) return refused(`${counted}: not again and again`);
  return { kind: 'edge', text: counted };
}

function isExpression(code: CodeNode): code is CodeNode<NodeOf<'Call'>> {
  return code.node.nodeType === 'Call' || isComprehension(code.node);
}

/** How often something was made, where the profile tells it. */
export function countedMakings(code: CodeNode, evidence: FrameEvidence): number | undefined {
  const { node, frame } = code;
  const own = isComprehension(node) ? callsOfScope(node, evidence) : undefined;
  if (own !== undefined) return own;
  if (code.loops.length === 0 && isAlwaysReached(code, null)) return evidence.ncalls;
  if (node.nodeType !== 'Call') return undefined;
  const { ncalls } = callsByBareName(evidence, [bareName(node, frame)]);
  return ncalls === 0 ? undefined : ncalls * shareOfSites({ code, subject: '' }, evidence);
}
