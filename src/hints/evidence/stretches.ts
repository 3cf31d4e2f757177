import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import {
  type CodeNode,
  type FrameCode,
  groupBy,
  type ModuleCode,
  nodesInLoop,
  nodesOf,
  resumption,
} from '../code/module-code.ts';
import { framesBeside } from '../code/steady/run-beside.ts';
import { callsTo } from '../code/values/call-arguments.ts';
import type { ValueKind } from '../code/values/known-results.ts';
import { kindOf } from '../code/values/value-kind.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { isCalledFromElsewhere, timesCalled } from './times-called.ts';

/**
 * In how many stretches of the run some functions changed things, seen from another function that reads them: calls between
 * which nobody asks are one stretch, as where all is loaded by one call before the first question.
 */
export function stretchesOf(changers: readonly FrameCode[], asked: FrameCode, evidence: FrameEvidence): number {
  const askers = askersOf(asked);
  return changers.reduce((sum, changer) => sum + stretchesBy(changer, { askers, evidence, seen: new Set() }), 0);
}

/** The functions that may come to another by whichever calls, and the names by which they are come to. */
type Askers = {
  readonly frames: ReadonlySet<FrameCode>;
  readonly names: ReadonlySet<string>;
  readonly isKnown: boolean;
};

/** By names alone: whichever of a name is meant, and whoever else calls what is handed on. */
const askersOf = oncePer((asked: FrameCode): Askers => {
  const frames = new Set([asked]);
  const names = new Set<string>();
  for (const each of frames) {
    if (each.node.nodeType === 'Lambda' && each.parent !== null) frames.add(each.parent); // it has no name
    const name = nameOf(each);
    if (names.has(name)) continue;
    names.add(name);
    for (const one of framesByName(asked.module).get(name) ?? []) frames.add(one);
  }
  return { frames, names, isKnown: ![...names].some((one) => one.startsWith('__')) };
});

function nameOf({ scope, parent }: FrameCode): string {
  return scope.name === INIT ? (parent?.scope.name ?? INIT) : scope.name;
}

const framesByName = oncePer(({ frames }: ModuleCode) => groupBy(frames, (frame) => [...namesUsed(frame)]));

const INIT = '__init__';

const namesUsed = oncePer(
  (frame: FrameCode): ReadonlySet<string> =>
    new Set([
      ...nodesOf(frame, 'Name').map(({ node }) => node.id),
      ...nodesOf(frame, 'Attribute').map(({ node }) => node.attr),
    ]),
);

type Question = { readonly askers: Askers; readonly evidence: FrameEvidence; readonly seen: Set<FrameCode> };

function stretchesBy(changer: FrameCode, question: Question): number {
  const { askers, evidence, seen } = question;
  if (askers.frames.has(changer) || framesBeside(changer.module).has(changer)) return Number.POSITIVE_INFINITY;
  const most = timesRun(changer, evidence);
  const calls = callsTo(changer);
  const isFollowed = askers.isKnown && !seen.has(changer) && resumption(changer) === null;
  seen.add(changer);
  const isAllSeen =
    calls.length > 0 && calls.length >= timesNamed(changer) && !isCalledFromElsewhere(changer, evidence);
  if (!isFollowed || !isAllSeen) return most;
  return Math.min(
    most,
    calls.filter((call) => !isOfBuiltIn(call)).reduce((sum, call) => sum + stretchesAt(call, question), 0),
  );
}

/** `seen.add(name)` of a set is no call of a method `add` of the file. */
function isOfBuiltIn({ node: { func }, frame }: CodeNode<NodeOf<'Call'>>): boolean {
  return func.nodeType === 'Attribute' && !ANYTHING.has(kindOf(func.value, frame));
}

const ANYTHING: ReadonlySet<ValueKind> = new Set(['other', 'mixed', 'unknown', 'none'] as const);

/** Where the caller asks too, its outermost loop around the call may be one stretch: it asks before or behind. */
function stretchesAt({ frame, loops }: CodeNode, question: Question): number {
  const { askers, evidence } = question;
  if (!askers.frames.has(frame)) return stretchesBy(frame, question);
  const [outer] = loops;
  const asks = (node: CodeNode['node']): boolean =>
    (node.nodeType === 'Name' && askers.names.has(node.id)) ||
    (node.nodeType === 'Attribute' && askers.names.has(node.attr));
  const isApart = outer === undefined || !nodesInLoop(outer, frame).some(({ node }) => asks(node));
  return isApart && resumption(frame) === null ? timesRun(frame, evidence) : Number.POSITIVE_INFINITY;
}

function timesRun(frame: FrameCode, evidence: FrameEvidence): number {
  return frame.parent === null ? 1 : timesCalled(frame, evidence);
}

/** How often the file has the name of a function, called or not: what is handed on is called by somebody else. */
function timesNamed(frame: FrameCode): number {
  return timesNamedIn(frame.module).get(nameOf(frame)) ?? 0;
}

const timesNamedIn = oncePer(({ frames }: ModuleCode): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const frame of frames) {
    for (const { node } of nodesOf(frame, 'Name')) if (node.ctx.nodeType === 'Load') count(node.id);
    for (const { node } of nodesOf(frame, 'Attribute')) if (node.ctx.nodeType === 'Load') count(node.attr);
  }
  return counts;
});
