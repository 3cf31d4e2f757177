import { type Expression, givenWithObject, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, methodsNamed } from '../module-code.ts';
import { bindingsOf, methodCalled, selfName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { callsTo } from '../values/call-arguments.ts';
import { isSafeToShare } from '../values/made-alike.ts';
import { askedAgain, isParameter } from './asked-again.ts';
import { rootOf } from './changed-itself.ts';
import { isFixed } from './fixed-function.ts';

/** Where the function around is asked for the same again too, its own calls are the ones to be saved. */
export function isSavedByCallers(given: readonly Expression[], { loops, frame }: CodeNode): boolean {
  if (loops.length > 0 || !given.some((value) => isParameter(rootOf(value), frame)) || !isFixed(frame)) return false;
  return isAskedAgain(frame);
}

const isAskedAgain = oncePer((frame: FrameCode): boolean => callsTo(frame).some(asksAgain));

function asksAgain(call: CodeNode<NodeOf<'Call'>>): boolean {
  return askedAgain(givenWithObject(call.node), call) !== undefined;
}

/** Every caller asks the function around for the same again, and can keep what it gives: that saves all that it calls. */
export const isKeptByCallers: (frame: FrameCode) => boolean = oncePer((frame: FrameCode): boolean => {
  const calls = callsTo(frame);
  return calls.length > 0 && isFixed(frame) && calls.every((call) => asksAgain(call) && isSafeToShare(frame, call));
});

/**
 * `self.covers(conn.address)` in a method that a loop calls with one `conn` and each rule in turn: what it is given is the same
 * in all of these calls, and the object is not.
 */
export function isOfEachObject(given: readonly Expression[], { frame }: CodeNode): boolean {
  return (
    given.some((value) => [...namesIn(value)].some((name) => isParameter(name, frame))) && isCalledOfEach(frame, 0)
  );
}

/** By however many methods that pass it on. */
const DEEPEST = 3;

function isCalledOfEach(frame: FrameCode, depth: number): boolean {
  return callsTo(frame).some((call) => {
    const object = methodCalled(call.node, call.frame)?.receiver;
    if (object === undefined) return false;
    if (object.nodeType === 'Name' && object.id === selfName(call.frame))
      return depth < DEEPEST && isCalledOfEach(call.frame, depth + 1);
    const isOnly = methodsNamed(frame.scope.name, frame).length === 1; // else it may be the object of another class
    return isOnly && bindingsOf(rootOf(object), call.frame).some(({ binding }) => binding.loopDepth > 0);
  });
}
