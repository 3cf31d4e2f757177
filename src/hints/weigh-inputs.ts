import { resumedKind } from '../source/resumption.ts';
import type { NodeOf } from '../source/syntax.ts';
import { walkSyntax } from '../source/walk-syntax.ts';
import { durationText, writeCount, writePercent } from './amounts.ts';
import { callsTo } from './code/call-arguments.ts';
import { changersOfNodes, changersOfReads } from './code/fixed-function.ts';
import { isSafeToShare } from './code/made-alike.ts';
import { type CodeNode, codeAt, type FrameCode } from './code/module-code.ts';
import { callsByBareName, type FrameEvidence } from './evidence/frame-evidence.ts';
import { type Inputs, mostInputs, valuesGiven } from './evidence/inputs.ts';
import { stretchesOf } from './evidence/stretches.ts';
import { timesCalled } from './evidence/times-called.ts';
import { costsOfCallsTo, savingOfCalls } from './expected-saving.ts';
import { NO_PLACE, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, edgeLine, isRepeated, NOT_REPEATED, sharedLine, shareOfSites, shareOfTotal } from './weigh.ts';

/** So many times as often as there are different arguments, and as what it reads has changed in between. */
const PER_INPUT = 5;

/** Fewer tell nothing of repetition. */
const NEAR = 2;

const LEAST_CALLS = 500;

/** A look-up in a dict of results takes a tenth of it, a call of what lru_cache makes a fifth. */
const LEAST_PER_CALL = 1.5e-6;

const LEAST_SHARE = 0.05;

/** Weighs a call of a function that gives the same for the same, by how many different arguments there can have been. */
export function weighInputs(
  site: Site,
  code: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode,
  evidence: FrameEvidence,
): Verdict {
  if (!isRepeated(code, evidence)) return NOT_REPEATED;
  const { variant: name = '' } = site;
  const calls = callsByBareName(evidence, [name]);
  const part = shareOfSites(site, evidence);
  const ncalls = calls.ncalls * part;
  const proof = ncalls < LEAST_CALLS ? undefined : proofOf(code, callee, ncalls, evidence);
  if (proof === undefined) return NO_PLACE;
  const { needed, text } = proof;
  if (ncalls < NEAR * needed) return NO_PLACE;
  if (ncalls < PER_INPUT * needed) return refused(`${writeCount(ncalls)} calls for ${text}: not again and again`);
  if (isProvedOfCallers(code.frame, evidence))
    return refused('what its own function gives can be kept by all who call it');
  const perCall = calls.cumtime / calls.ncalls;
  if (perCall < LEAST_PER_CALL * evidence.pace)
    return refused(`a call of ${name} takes ${durationText(perCall)}: little`);
  const cost = calls.cumtime * part * (1 - needed / ncalls);
  const share = shareOfTotal(cost, evidence);
  if (share < LEAST_SHARE) return refused(`the calls of ${name} are ${writePercent(share)} of the profile`);
  const gone = 1 - needed / ncalls;
  return edgeFinding(
    'likely',
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
  );
}

/** How many calls would do, and what was counted for it. */
type Proof = { readonly needed: number; readonly text: string };

function proofOf(
  code: CodeNode<NodeOf<'Call'>>,
  callee: FrameCode,
  ncalls: number,
  evidence: FrameEvidence,
): Proof | undefined {
  const inputs = mostInputs(code, callee, evidence);
  if (inputs === undefined || ncalls < PER_INPUT * inputs.count)
    return inputs && { needed: inputs.count, text: textOf(inputs, 0) };
  const changers = changersAsked(code, callee);
  if (changers === undefined) return undefined;
  const stretches = stretchesOf(changers, callee, evidence);
  return { needed: inputs.count * (1 + stretches), text: textOf(inputs, stretches) };
}

function textOf({ of }: Inputs, stretches: number): string {
  const what = of.length === 0 ? 'one and the same' : `no more than ${of.join(' and ')}`;
  if (stretches === 0) return what;
  const times = Number.isFinite(stretches)
    ? `${writeCount(stretches)} time${stretches === 1 ? '' : 's'}`
    : 'between any two of them';
  return `${what}, and what they read changed ${times}`;
}

/** All who call the function around can keep what it gives: that saves the calls that it makes as well. */
function isProvedOfCallers(frame: FrameCode, evidence: FrameEvidence): boolean {
  const calls = callsTo(frame);
  const ncalls = timesCalled(frame, evidence);
  return (
    calls.length > 0 &&
    resumedKind(frame.node) === null &&
    calls.every((call) => {
      const proof = isSafeToShare(frame, call) ? proofOf(call, frame, ncalls, evidence) : undefined;
      return proof !== undefined && ncalls >= PER_INPUT * proof.needed;
    })
  );
}

/** Who changes something that the function reads, or that its arguments are made of. */
function changersAsked({ node, frame }: CodeNode<NodeOf<'Call'>>, callee: FrameCode): readonly FrameCode[] | undefined {
  const reads = changersOfReads(callee);
  const parts = valuesGiven(node, callee, frame).flatMap((value) => [...walkSyntax(value)]);
  const given = changersOfNodes(
    parts.flatMap((part) => codeAt(part, frame) ?? []),
    frame,
  );
  return reads === undefined || given === undefined ? undefined : [...new Set([...reads, ...given])];
}
