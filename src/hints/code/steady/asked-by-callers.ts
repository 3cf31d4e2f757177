import { type Expression, givenWithObject, type NodeOf } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
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
