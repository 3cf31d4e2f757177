import type { NodeOf, SyntaxNode } from '../source/syntax.ts';
import { triesAllPrimes } from './code/by-hand/number-steps.ts';
import { halvedList, isMerge, isPartingSort, shiftedList } from './code/by-hand/sort-steps.ts';
import { type CodeNode, type FrameCode, nodesInLoop, nodesOf } from './code/module-code.ts';
import { calledName } from './code/names.ts';
import { ownName } from './code/own-name.ts';
import { shortText, sourceText } from './code/source-text.ts';
import type { FrameEvidence } from './evidence/frame-evidence.ts';
import { savingOfFunction } from './expected-saving.ts';
import { type Fix, refused, type Site, type Verdict } from './rule.ts';
import { edgeFinding, edgeLine, goneByGain, shareOfTotal } from './weigh.ts';
import type { OwnLoopQuestion } from './weigh-own-loop.ts';

/** Loops for a sort, a search or primes, beside those of the rule's own file. */
export function handWrittenSites(frame: FrameCode): readonly Site[] {
  return [
    ...nodesOf(frame, 'While').flatMap((code) => whileSite(code, frame) ?? []),
    ...nodesOf(frame, 'Return').flatMap((code) => (isPartingSort(code, frame) ? [partingSite(code, frame)] : [])),
    ...nodesOf(frame, 'BinOp').flatMap((code) => numberSite(code, frame) ?? []),
  ];
}

/** What is told by own time, by variant. */
export const HAND_WRITTEN: readonly (readonly [string, OwnLoopQuestion])[] = [
  [
    'bisect',
    { gain: 'by-hand/bisect', basis: 'measured with bisect_left()', what: 'a search by halves, step by step' },
  ],
];

/** Weighs a recursive sort, by all its calls. */
export function weighParting(evidence: FrameEvidence): Verdict {
  const { cumtime, ncalls, primitiveCalls } = evidence;
  const share = shareOfTotal(cumtime, evidence);
  if (share < 0.05 || ncalls < 50 * primitiveCalls) return refused('it sorts a few items, or takes little time');
  const line = edgeLine(evidence.code.scope.name, ncalls, cumtime, evidence);
  const basis = 'measured with sorted()';
  return edgeFinding(
    'likely',
    cumtime,
    evidence,
    [line],
    savingOfFunction(cumtime, goneByGain('by-hand/parted'), basis, evidence),
  );
}

function whileSite(code: CodeNode<NodeOf<'While'>>, frame: FrameCode): Site | undefined {
  const subject = headOf(code, frame);
  const halved = halvedList(code, frame);
  if (halved !== undefined) {
    const list = sourceText(halved, frame);
    const text = `bisect.bisect_left(${list}, value) finds the place in C (bisect_right: behind those that are equal; key= since Python 3.10 for a part of the items). Ask what stands there whether it is the one.`;
    return siteOf(code, subject, 'bisect', { text }, frame);
  }
  const name = `def:${ownName(frame) ?? ''}`;
  if (isMerge(code.node) && nodesOf(frame, 'Call').some(({ node }) => calledName(node, frame) === name)) {
    return siteOf(code, subject, 'parted', { text: SORTED }, frame);
  }
  const shifted = shiftedList(code, frame);
  if (shifted !== undefined) {
    const list = sourceText(shifted, frame);
    const text = `Sort it in C: ${list}.sort(), with key= for what is compared of each item.`;
    return siteOf(code, `the sort of ${list}`, 'sort', { text }, frame);
  }
  return undefined;
}

function partingSite(code: CodeNode<NodeOf<'Return'>>, frame: FrameCode): Site {
  return { code, subject: shortText(code.node, frame), variant: 'parted', fix: { text: SORTED } };
}

const SORTED =
  'sorted() sorts in C, with key= for what is compared of each item, and without a new list for each part.';

/** `number % prime` for all primes so far. */
function numberSite(code: CodeNode<NodeOf<'BinOp'>>, frame: FrameCode): Site | undefined {
  const { op, left, right } = code.node;
  const loop = code.loops.at(-1);
  if (op.nodeType !== 'Mod' || left.nodeType !== 'Name' || right.nodeType !== 'Name' || loop === undefined)
    return undefined;
  if (!triesAllPrimes(left.id, right.id, loop, frame)) return undefined;
  const text = `Stop at the first prime whose square is larger than ${left.id}; all primes up to a limit a sieve finds, without a division.`;
  return { code, subject: shortText(code.node, frame), variant: 'divisors', fix: { text } };
}

function headOf({ node }: CodeNode<NodeOf<'For' | 'While'>>, frame: FrameCode): string {
  return sourceText(node, frame).split('\n')[0] ?? '';
}

/** A node of its body, so that the loop is among those that repeat it. */
function siteOf(
  code: CodeNode<NodeOf<'For' | 'While'>>,
  subject: string,
  variant: string,
  fix: Fix,
  frame: FrameCode,
): Site | undefined {
  const first: SyntaxNode | undefined = code.node.body[0];
  const inside = nodesInLoop(code.node, frame).find(({ node }) => node === first);
  return inside && { code: inside, subject: subject.replace(/:$/, ''), variant, fix };
}
