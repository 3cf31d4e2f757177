import { plural } from '../profile/notes.ts';
import {
  type ComprehensionNode,
  isComprehension,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../source/syntax.ts';
import { oncePer } from '../text/lazily.ts';
import { writeCount } from './amounts.ts';
import { isOnlyReadByAll } from './code/counted-function.ts';
import { sortsAgain } from './code/loops/sorts-again.ts';
import { type CodeNode, classAround, type FrameCode, resumption } from './code/module-code.ts';
import { bareName, calledName } from './code/names.ts';
import { shortText } from './code/source-text.ts';
import { type KeptParts, keptParts } from './code/steady/kept-parts.ts';
import { isPureFrame } from './code/steady/pure-frame.ts';
import { isOnlyRead } from './code/steady/result-use.ts';
import { isMaking } from './code/steady/set-later.ts';
import { callsByBareName, callsOfScope, type FrameEvidence } from './evidence/frame-evidence.ts';
import { neededBetween, PER_INPUT } from './evidence/needed-calls.ts';
import { mostObjectsMade } from './evidence/objects-made.ts';
import { isSeenByOthers } from './evidence/other-files.ts';
import { isAlwaysReached } from './evidence/passes.ts';
import { type EvidenceLine, type Refusal, refused, type Site, type Verdict } from './rule.ts';
import { shareOfSites } from './weigh.ts';

/** What the profile proves: its parts change far less often than it is made. */
export const SELDOM = 'seldom';

/** What one walk of kept items gives, and nobody could change. */
export const REDUCERS: ReadonlySet<string> = new Set(['sum', 'min', 'max']);

/**
 * What a function makes of what is there before it and stays behind it, whatever else it is given:
 * `sorted(self.students, key=...)` for the rank of each student.
 */
export function seldomSite(
  code: CodeNode<NodeOf<'Call'> | ComprehensionNode>,
  makers: ReadonlyMap<string, unknown>,
): Site | undefined {
  const { node, frame, parent } = code;
  const variant = node.nodeType === 'Call' ? calledName(node, frame) : 'comprehension';
  const isMaker = (call: NodeOf<'Call'>): boolean =>
    makers.has(calledName(call, frame)) || REDUCERS.has(calledName(call, frame));
  const isPart = node.nodeType === 'Call' && parent?.node.nodeType === 'Call' && isMaker(parent.node);
  if (isPart || (node.nodeType === 'Call' && !isMaker(node)) || isToldElsewhere(code)) return undefined;
  const parts = isSafeToKeep(code) ? keptParts(code) : undefined;
  return parts && { code, subject: shortText(node, frame), variant, why: SELDOM, fix: { text: fixOf(parts, frame) } };
}

/** What each that changes it has to do: what has no name is not said. */
function changersEmpty({ changers }: KeptParts): string {
  const names = [...new Set(changers.map(({ scope }) => scope.name))];
  if (!names.every((name) => /^\w+$/.test(name))) return 'all that changes it sets';
  const all = names.map((name) => `${name}()`).join(', ');
  return names.length === 1 ? `${all} sets` : `${all.replace(/, (?=[^,]*$)/, ' and ')} set`;
}

function fixOf(parts: KeptParts, frame: FrameCode): string {
  const place = classAround(frame) === null ? 'a name of the module' : 'an attribute';
  const when =
    parts.changers.length === 0 ? '' : `: ${changersEmpty(parts)} that to None, and it is made anew where it is None`;
  return `Keep it in ${place}${when}.`;
}

function isSafeToKeep(code: CodeNode<NodeOf<'Call'> | ComprehensionNode>): boolean {
  const { node, frame, parent } = code;
  if (node.nodeType === 'Call' && REDUCERS.has(calledName(node, frame))) return true;
  return parent?.node.nodeType === 'Return' ? isOnlyReadByAll(frame) : isOnlyRead(code, frame);
}

/** What is no plain function, or has another rule: of a method that only answers and is given nothing, and of a list that is sorted again. */
function isToldElsewhere({ node, frame }: CodeNode): boolean {
  if (!isFunctionNode(frame.node) || isMaking(frame) || resumption(frame) !== null) return true;
  if (sortsTold(frame).has(node)) return true;
  const { args, posonlyargs, kwonlyargs } = frame.node.args;
  const isAlone = args.length + posonlyargs.length + kwonlyargs.length < 2;
  return isAlone && classAround(frame) !== null && isPureFrame(frame);
}

const sortsTold = oncePer(
  (frame: FrameCode): ReadonlySet<SyntaxNode> => new Set(sortsAgain(frame).map(({ code }) => code.node)),
);

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
  const made = timesMade(code, evidence);
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

function timesMade(code: CodeNode, evidence: FrameEvidence): number | undefined {
  const { node, frame } = code;
  const own = isComprehension(node) ? callsOfScope(node, evidence) : undefined;
  if (own !== undefined) return own;
  if (code.loops.length === 0 && isAlwaysReached(code, null)) return evidence.ncalls;
  if (node.nodeType !== 'Call') return undefined;
  const { ncalls } = callsByBareName(evidence, [bareName(node, frame)]);
  return ncalls === 0 ? undefined : ncalls * shareOfSites({ code, subject: '' }, evidence);
}
