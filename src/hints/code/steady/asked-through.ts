import {
  type Expression,
  givenValues,
  givenWithObject,
  isFunctionNode,
  type NodeOf,
  type SyntaxNode,
} from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { methodMeant, propertyMeant } from '../method-meant.ts';
import {
  type CodeNode,
  codeAt,
  type FrameCode,
  type LoopNode,
  methodsNamed,
  nodesOf,
  resumption,
} from '../module-code.ts';
import { calledName, resolve } from '../names.ts';
import { namesInAll } from '../names-in.ts';
import { ownCallee } from '../own-callee.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { isSafeToShare } from '../values/made-alike.ts';
import { argumentsBehind } from './asked-again.ts';
import { changersOfReads } from './fixed-function.ts';
import { isInvariantIn } from './invariance.ts';
import { leavesAlone } from './leaves-alone.ts';
import { leavesRead } from './leaves-read.ts';
import { type FrameTest, framesThatReach } from './pure-frame.ts';

/** A call, or what is handed over to be called: `weight(name)`, `self.weight` of `sorted(names, key=self.weight)`. */
export type PassedOn = CodeNode;

/** What a function that a loop calls works out anew each time: `self.total` of `self.positions[name].value / self.total`. */
export type AskedThrough = {
  readonly by: FrameCode;
  readonly asked: CodeNode<NodeOf<'Call' | 'Attribute'>>;
  readonly callee: FrameCode;
  /** What repeats it: a loop, or the call that has the function for its key. */
  readonly loop: SyntaxNode;
  /** The loop around that one. */
  readonly outer: LoopNode | undefined;
  /** The loop changes its items, but nothing that is read, as far as the file shows. */
  readonly isOfChanged: boolean;
};

/** The function that a place calls, where one of the file is meant. */
export function calleeAt({ node, frame }: PassedOn): FrameCode | undefined {
  if (node.nodeType === 'Call') return calleeMeant(node, frame);
  if (node.nodeType === 'Attribute') return methodMeant(node, frame);
  const [only, ...others] = node.nodeType === 'Name' ? resolve(node.id, frame) : [];
  const made = others.length === 0 ? only?.binding.node : undefined;
  return made !== undefined && isFunctionNode(made) ? frame.module.frameAt(made) : undefined;
}

export function calleeMeant(call: NodeOf<'Call'>, frame: FrameCode): FrameCode | undefined {
  const { func } = call;
  return ownCallee(call, frame) ?? (func.nodeType === 'Attribute' ? methodMeant(func, frame) : undefined);
}

/** Calls in loops, and keys: `sorted(names, key=self.weight)`, the call in `max(names, key=lambda name: weight(name))`. */
export function placesPassed(frame: FrameCode): readonly PassedOn[] {
  return [
    ...nodesOf(frame, 'Call').filter(({ loops }) => loops.length > 0),
    ...nodesOf(frame, 'Keyword').flatMap(keyOf),
  ];
}

const EAGER: ReadonlySet<string> = new Set(['sorted', 'min', 'max', '.sort', 'heapq.nsmallest', 'heapq.nlargest']);

function keyOf({ node: { arg, value }, parent, frame }: CodeNode<NodeOf<'Keyword'>>): readonly PassedOn[] {
  const call = parent?.node;
  if (arg !== 'key' || call?.nodeType !== 'Call' || !EAGER.has(calledName(call, frame))) return [];
  if (value.nodeType === 'Lambda') {
    const inside = frame.module.frameAt(value);
    return inside === undefined ? [] : nodesOf(inside, 'Call');
  }
  const code = codeAt(value, frame);
  return code === undefined ? [] : [code];
}

/** What the function that a place calls works out for the same in all calls of a loop around the place. */
export const askedThrough: (passed: PassedOn) => readonly AskedThrough[] = oncePer((passed: PassedOn) => {
  const by = calleeAt(passed);
  if (by === undefined || !isPlain(by) || by === passed.frame) return [];
  const asked = [...nodesOf(by, 'Call'), ...nodesOf(by, 'Attribute')];
  return asked.flatMap((one) => steadyIn(one, by, passed) ?? []);
});

function isPlain(frame: FrameCode): boolean {
  const { node } = frame;
  return isFunctionNode(node) && resumption(frame) === null && node.decorator_list.length === 0;
}

function steadyIn(asked: AskedThrough['asked'], by: FrameCode, passed: PassedOn): AskedThrough | undefined {
  const { node } = asked;
  const callee = node.nodeType === 'Attribute' ? propertyMeant(node, by) : calleeAt(asked);
  if (callee === undefined || callee === by || callee === passed.frame || !isFunctionNode(callee.node))
    return undefined;
  const isAlone = callee.parent?.node.nodeType !== 'ClassDef' || methodsNamed(callee.scope.name, by).length === 1;
  if (resumption(callee) !== null || !isAlone) return undefined;
  const reach = changersReached(callee);
  if (reach === undefined) return undefined;
  const made = argumentsBehind(valuesOf(node), by);
  if (made === undefined || !isSafeToShare(callee, asked)) return undefined;
  if (reach.has(by)) return undefined;
  const isLeft = (loop: Around['loop'], { frame }: CodeNode): boolean =>
    leavesAlone(loop, frame) || (made.length === 0 && leavesRead(loop, { asked, callee, by }, frame));
  const found = loopsAround(passed).find(
    ({ loop, at }) => isSteadyIn({ made, by, passed }, loop, at) && isLeft(loop, at),
  );
  if (found === undefined) return undefined;
  const { loop, outer, at } = found;
  return { by, asked, callee, loop, outer, isOfChanged: !leavesAlone(loop, at.frame) };
}

/** Who comes to change what it reads; undefined where that is unknown, or nobody: of what never changes other rules tell. */
const changersReached = oncePer((callee: FrameCode): FrameTest | undefined => {
  const changers = changersOfReads(callee);
  if (changers === undefined || changers.length === 0) return undefined;
  return framesThatReach((frame) => changers.includes(frame));
});

function valuesOf(node: NodeOf<'Call' | 'Attribute'>): readonly Expression[] {
  return node.nodeType === 'Attribute' ? [node.value] : givenWithObject(node);
}

type Around = { readonly loop: LoopNode | NodeOf<'Call'>; readonly outer: LoopNode | undefined; readonly at: CodeNode };

/** From the outermost; a lambda runs for the call that it is the key of. */
function loopsAround(passed: PassedOn): readonly Around[] {
  const { frame } = passed;
  const lambda =
    frame.node.nodeType === 'Lambda' && frame.parent !== null ? codeAt(frame.node, frame.parent) : undefined;
  const at: CodeNode = lambda ?? passed;
  const loops = at.loops.map((loop, place) => ({ loop, outer: at.loops[place - 1], at }));
  const call = at.parent?.node.nodeType === 'Keyword' ? at.parent.parent?.node : undefined;
  return call?.nodeType === 'Call' ? [...loops, { loop: call, outer: at.loops.at(-1), at }] : loops;
}

type Question = {
  readonly made: readonly Expression[];
  readonly by: FrameCode;
  readonly passed: PassedOn;
};

function isSteadyIn({ made, by, passed }: Question, loop: Around['loop'], { frame }: CodeNode): boolean {
  const { node } = passed;
  const given = node.nodeType === 'Call' ? givenValues(node) : [];
  const func = node.nodeType === 'Call' ? node.func : node;
  const object = func.nodeType === 'Attribute' ? [func.value] : [];
  const isSame = (value: Expression): boolean =>
    loop.nodeType === 'Call' ? isFree(value, passed.frame) : isInvariantIn(value, loop, frame);
  const names = [...namesInAll(made)];
  const handed = names.flatMap((name) => argumentsFor(name, by).filter(({ call }) => call?.node === node));
  // a key is given the item alone
  const isKnown = node.nodeType === 'Call' || names.length === 0;
  const isOfSame = isKnown && [...object, ...handed.map(({ value }) => value)].every(isSame);
  // what is the same in all is the loop's own call
  const isOther = node.nodeType !== 'Call' || given.some((value) => !isSame(value));
  return isOfSame && isOther;
}

/** What a lambda does not bind itself is the same in each of its calls. */
function isFree(value: Expression, frame: FrameCode): boolean {
  const own = frame.node.nodeType === 'Lambda' ? frame.node.args.args.map(({ arg }) => arg) : [];
  return (
    (value.nodeType === 'Name' || value.nodeType === 'Attribute') && !own.some((name) => namesInAll([value]).has(name))
  );
}
