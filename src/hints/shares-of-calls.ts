import type { NodeOf, SyntaxNode } from '../source/syntax.ts';
import { oncePer } from '../text/lazily.ts';
import { type CodeNode, type FrameCode, groupBy, nodesOf } from './code/module-code.ts';
import { bareName, calledName } from './code/names.ts';
import { callsByBareName, type FrameEvidence } from './evidence/frame-evidence.ts';
import { isAlwaysReached, passesOf } from './evidence/passes.ts';

type Shares = ReadonlyMap<SyntaxNode, number>;

/** The part of the calls that each place in a function has which calls one of these. */
export function sharesOfCalls(called: ReadonlySet<string>, evidence: FrameEvidence): Shares {
  const key = [...called].join();
  const known = sharesOf(evidence);
  const shares = known.get(key) ?? findShares(called, evidence);
  known.set(key, shares);
  return shares;
}

/** By what is called: a function may have thousands of places. */
const sharesOf = oncePer((_: FrameEvidence) => new Map<string, Shares>());

function findShares(called: ReadonlySet<string>, evidence: FrameEvidence): Shares {
  const places = placesOf(evidence.code);
  const alike = [...called].flatMap((name) => places.get(name) ?? []);
  const inLoops = alike.filter(({ loops }) => loops.length > 0);
  const calls = callsOf(alike, evidence);
  const ofOne = evidence.ncalls / calls;
  const left = 1 - ofOne * (alike.length - inLoops.length);
  if (calls === 0 || inLoops.length === 0 || left < 1 - 1 / NEARLY_ALL)
    return new Map(alike.map(({ node }) => [node, 1 / alike.length]));
  const counted = new Map(
    inLoops.flatMap((code): readonly (readonly [SyntaxNode, number])[] => {
      const times = timesMade(code, evidence);
      return times === undefined ? [] : [[code.node, times]];
    }),
  );
  const told = [...counted.values()].reduce((sum, times) => sum + times / calls, 0);
  const others = inLoops.length - counted.size;
  const isTold = others === 0 ? told > 0 : told < left;
  return new Map(
    alike.map(({ node, loops }) => {
      const times = isTold ? counted.get(node) : undefined;
      if (loops.length === 0) return [node, ofOne];
      if (times === undefined) return [node, isTold ? (left - told) / others : left / inLoops.length];
      return [node, (times / calls) * (others === 0 ? left / told : 1)];
    }),
  );
}

/** How often the loop comes to a call, where something else in it is counted. */
function timesMade(code: CodeNode, evidence: FrameEvidence): number | undefined {
  const loop = code.loops.at(-1);
  const passes = loop === undefined || !isAlwaysReached(code, loop) ? undefined : passesOf(loop, evidence);
  return passes?.isExact === true && passes.least > 0 ? passes.least : undefined;
}

const NEARLY_ALL = 20;

function callsOf(alike: readonly CodeNode<NodeOf<'Call'>>[], evidence: FrameEvidence): number {
  const names = new Set(alike.map(({ node }) => bareName(node, evidence.code)));
  return callsByBareName(evidence, [...names]).ncalls;
}

/** By what they call: the calls of a frame. */
const placesOf = oncePer((frame: FrameCode) =>
  groupBy(nodesOf(frame, 'Call'), ({ node }) => [calledName(node, frame)]),
);
