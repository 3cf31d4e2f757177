import { type Expression, givenValues, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type FrameCode, type ModuleCode, methodsNamed, namesById, nodesOf } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isGivenAsText, isOfGiven, isPlain } from '../values/own-objects.ts';
import { isOfItsOwn } from '../values/own-values.ts';
import {
  framesAsked,
  framesThatReach,
  initCalled,
  isBaseInit,
  isPlainlyDecorated,
  isPureFrame,
  isPureNode,
  knownCallee,
  type OwnTest,
} from './pure-frame.ts';

/** Whether a function may change, beside what it makes itself, only what it is given, its own object among it. */
function changesOnlyGiven(frame: FrameCode): boolean {
  return isPureFrame(frame) || !framesBeyond(frame.module).has(frame);
}

const framesBeyond = oncePer((_: ModuleCode) =>
  framesThatReach(
    (frame) => !isPlainlyDecorated(frame) || !frame.nodes.every(({ node }) => isStepOfOwn(node, frame, isOfGiven)),
    calleesOfAll,
  ),
);

/** What changes what it is given is given nothing but what the function has made: a parser that moves its own position. */
function isStepOfOwn(node: SyntaxNode, frame: FrameCode, isOwn: OwnTest): boolean {
  if (node.nodeType !== 'Call') return isPureNode(node, frame, isOwn);
  const called = framesCalled(node, frame);
  if (called.every(isPureFrame) && isPureNode(node, frame, isOwn)) return true;
  const object = node.func.nodeType === 'Attribute' && !isBaseInit(node, frame) ? [node.func.value] : [];
  return (
    called.length > 0 &&
    object.every((value) => isOwn(value, frame)) &&
    givenValues(node).every((value) => isOwn(value, frame) || isGivenAsText(value, called))
  );
}

/** Whether a call of a function of the file, or of a class, changes nothing that was there before. */
export function isCallOfOwn(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  return isStepOfOwn(call, frame, isOfItsOwn) && framesCalled(call, frame).every(changesOnlyGiven);
}

/** The same where nobody else has what it is given either: texts, and an object that is made for this one call. */
export function isCallAlone(call: NodeOf<'Call'>, frame: FrameCode): boolean {
  const called = framesCalled(call, frame);
  const made = call.func.nodeType === 'Attribute' ? madeFor(call.func.value, frame) : undefined;
  const isText = (value: Expression): boolean => isPlain(value, frame) || isGivenAsText(value, called);
  const isKnown = called.length > 0 && givenValues(call).every(isText) && called.every(changesOnlyGiven);
  if (!isKnown || call.func.nodeType === 'Name') return isKnown;
  return made !== undefined && initCalled(made, frame) !== undefined && isCallAlone(made, frame);
}

/** `Parser(text)` of `Parser(text).parse()`, also where it has a name that is asked once. */
export function madeFor(object: Expression, frame: FrameCode): NodeOf<'Call'> | undefined {
  if (object.nodeType !== 'Name') return object.nodeType === 'Call' ? object : undefined;
  const [only, ...others] = bindingsOf(object.id, frame);
  const [set, asked, ...more] = namesById(frame).get(object.id) ?? [];
  // in the same pass: a loop would ask one and the same again
  const isOnce = others.length + more.length === 0 && set?.loops.at(-1) === asked?.loops.at(-1);
  const made = isOnce ? only?.binding.value : undefined;
  return made?.nodeType === 'Call' ? made : undefined;
}

/** It and all that it calls, also methods of what it has made. */
export const withAllCalled: (frame: FrameCode) => readonly FrameCode[] = oncePer((frame: FrameCode) => {
  const found = new Set([frame]);
  for (const each of found) for (const one of calleesOfAll(each)) found.add(one);
  return [...found];
});

function calleesOfAll(frame: FrameCode): readonly FrameCode[] {
  return [...framesAsked(frame), ...nodesOf(frame, 'Call').flatMap(({ node }) => framesCalled(node, frame))];
}

function framesCalled(call: NodeOf<'Call'>, frame: FrameCode): readonly FrameCode[] {
  const known = knownCallee(call, frame);
  if (known !== undefined || call.func.nodeType !== 'Attribute') return known === undefined ? [] : [known];
  return methodsNamed(call.func.attr, frame);
}
