import { plural } from '../profile/notes.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import type { CodeNode } from './code/module-code.ts';
import { calleeMeant } from './code/steady/asked-through.ts';
import { callsByBareName, type FrameEvidence } from './evidence/frame-evidence.ts';
import { mostKept } from './evidence/most-kept.ts';
import { costsOfCallsTo, savingOfCalls } from './expected-saving.ts';
import { SHARES } from './level-of-share.ts';
import { type EvidenceLine, type Refusal, refused, type Site, type Verdict } from './rule.ts';
import {
  CALLS_OF_A_LOOP,
  edgeFinding,
  edgeLine,
  isRepeated,
  NOT_REPEATED,
  sharedLine,
  shareOfSites,
  shareOfTotal,
} from './weigh.ts';
import { countedOf } from './weigh-counted.ts';
import { tooFewPerObject, tooFewWalks } from './weigh-per-object.ts';

/** What makes an object of a class. */
export const INIT = '__init__';

const LEAST_CALLS = 50;

/** Of the profile: fewer calls that take so much are long ones. */
const LONG_SHARE = 0.2;
const LEAST_PER_CALL = 1e-6;
/** A look-up saves half of a call that takes half of that: worth it where the calls are much of the profile. */
const LEAST_OF_MANY = 5e-7;
const LARGE_SHARE = 0.1;

/** A list of some hundred items is copied in no time, but for nothing. */
const LEAST_PER_COPY = 3e-7;

/** See {@link copySite}: all else that is asked of an object has arguments. */
function isCopy({ node }: CodeNode): boolean {
  return node.nodeType === 'Attribute' || (node.nodeType === 'Call' && node.args.length + node.keywords.length === 0);
}

const PER_OBJECT = 5;

/** Calls that the form of the code says to be asked for the same again, by how many there were and what they took. */
export function weighAsked(site: Site, evidence: FrameEvidence): Verdict {
  if (site.isLasting !== true && !isRepeated(site.code, evidence)) return NOT_REPEATED;
  const name = site.variant ?? '';
  const calls = callsByBareName(evidence, [name]);
  if (name === INIT && evidence.calls.filter(({ name: { bare } }) => bare === INIT).length > 1) {
    return refused(`the function makes objects of several classes: which took how long does not show`);
  }
  const part = shareOfSites(site, evidence);
  const share = shareOfTotal(calls.cumtime, evidence);
  if (calls.ncalls * part < (share < LONG_SHARE ? LEAST_CALLS : CALLS_OF_A_LOOP))
    return refused(`only ${writeCount(calls.ncalls)} calls of ${name} from here`);
  const { node, frame } = site.code;
  const callee = node.nodeType === 'Call' ? calleeMeant(node, frame) : undefined;
  const counted = countedOf(callee, calls.ncalls * part, evidence);
  if (counted.objection !== undefined) return counted.objection;
  const few = tooFewForEach(site, calls.ncalls, evidence);
  if (few !== undefined) return few;
  const kept = site.isLasting === true ? mostKept(site.code, evidence) : undefined;
  const perCall = calls.cumtime / calls.ncalls;
  const least = isCopy(site.code) ? LEAST_PER_COPY : share < LARGE_SHARE ? LEAST_PER_CALL : LEAST_OF_MANY;
  if (perCall < least * evidence.pace) return refused(`a call of ${name} takes ${durationText(perCall)}: little`);
  if (share < SHARES.told) return refused(`the calls of ${name} are ${writePercent(share)} of the profile`);
  const callees = costsOfCallsTo(name, evidence);
  const gone = 1 - (kept ?? 0) / calls.ncalls;
  const which = kept === undefined ? '; how many that are the profile does not show' : ', counted by the profile';
  const basis = `all calls with arguments that it has had before${which}`;
  return edgeFinding(
    counted.level,
    calls.cumtime * part,
    evidence,
    [edgeLine(name, calls.ncalls, calls.cumtime, evidence), ...keptLine(kept), ...sharedLine(part), ...counted.lines],
    savingOfCalls({ callees, time: 'whole', part }, { least: 0.7 * gone, most: gone }, basis, evidence),
    { callees: name, seconds: calls.cumtime },
  );
}

function keptLine(kept: number | undefined): readonly EvidenceLine[] {
  if (kept === undefined) return [];
  return [{ kind: 'edge', text: `they can have been for no more than ${plural(writeCount(kept), 'value')}` }];
}

/** Each object, value or table may have had one of them. */
function tooFewForEach({ code, isLasting, why }: Site, ncalls: number, evidence: FrameEvidence): Refusal | undefined {
  const few = tooFewPerObject(code, ncalls, evidence);
  if (few !== undefined) return few;
  const kept = isLasting === true ? mostKept(code, evidence) : 0;
  if (kept === undefined) return refused('other files of the program may set what the object holds');
  if (ncalls < PER_OBJECT * kept)
    return refused(`${writeCount(ncalls)} calls for ${writeCount(kept)} values: not again and again`);
  return why === 'items' ? tooFewWalks(code, ncalls, evidence) : undefined;
}
