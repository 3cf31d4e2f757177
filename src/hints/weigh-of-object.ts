import { type Expression, isFunctionNode, type NodeOf } from '../source/syntax.ts';
import { writeCount } from './amounts.ts';
import { isCallNamed } from './code/call-names.ts';
import type { CodeNode, FrameCode } from './code/module-code.ts';
import { calledName, selfName } from './code/names.ts';
import { shortText } from './code/source-text.ts';
import { rootOf } from './code/steady/changed-itself.ts';
import { isMadeForGood } from './code/steady/made-for-good.ts';
import { isOnlyRead } from './code/steady/result-use.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { neededCalls, PER_INPUT } from './evidence/needed-calls.ts';
import { isSeenByOthers } from './evidence/other-files.ts';
import { NO_PLACE, refused, type Site, type Verdict } from './rule.ts';
import { atMostPossible } from './weigh.ts';
import { countedMakings } from './weigh-seldom.ts';

/** What is made of what an object holds, which the profile proves to be the same few objects. */
export const OF_OBJECT = 'object';

const MAKERS: ReadonlySet<string> = new Set(['set', 'frozenset', 'dict', 'collections.Counter']);

const FIX = 'Make it once for each object, in its __init__, and keep it there, beside what it is made of.';

/** `set(one.terms)` of what a function is given, where nothing changes the terms of any object. */
export function objectSite(code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): Site | undefined {
  const [of, ...others] = [...code.node.args, ...code.node.keywords];
  if (of?.nodeType !== 'Attribute' || others.length > 0 || !isCallNamed(MAKERS, code.node, frame)) return undefined;
  if (!isFunctionNode(frame.node) || rootOf(of) === selfName(frame)) return undefined;
  if (!isMadeForGood(of.attr, frame) || !isOnlyRead(code, frame)) return undefined;
  const variant = calledName(code.node, frame);
  return { code, subject: shortText(code.node, frame), variant, why: OF_OBJECT, fix: { text: FIX } };
}

/** Weighs it as all that is made again, where it was made far more often than there are objects. */
export function weighOfObject(
  site: Site,
  evidence: FrameEvidence,
  weigh: (site: Site, evidence: FrameEvidence) => Verdict,
): Verdict {
  const { code, subject } = site;
  const { node } = code;
  const made = countedMakings(code, evidence);
  if (node.nodeType !== 'Call' || made === undefined) return NO_PLACE;
  const proof = neededCalls({ ...code, node }, undefined, made, evidence);
  if (proof === undefined) return NO_PLACE;
  const counted = `${subject} was made ${writeCount(made)} times for ${proof.text}`;
  if (made < PER_INPUT * proof.needed) return refused(`${counted}: not again and again`);
  const found = weigh(site, evidence);
  if (found.verdict === 'refused') return found;
  const level = found.level === 'confirmed' ? 'likely' : found.level; // who else may change it only the file tells
  const told = { ...found, level, evidence: [...found.evidence, { kind: 'edge' as const, text: counted }] };
  return node.args.some((of) => isHeldByOthers(of, evidence)) ? atMostPossible(told) : told;
}

function isHeldByOthers(of: Expression, evidence: FrameEvidence): boolean {
  return of.nodeType === 'Attribute' && isSeenByOthers(of.attr, evidence);
}
