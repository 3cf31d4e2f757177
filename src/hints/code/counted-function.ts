import type { NodeOf } from '../../source/syntax.ts';
import { oncePer } from '../../text/lazily.ts';
import { type CodeNode, type FrameCode, nodesOf, resumption } from './module-code.ts';
import { isPureFrame } from './steady/pure-frame.ts';
import { isOnlyRead } from './steady/result-use.ts';
import { callsTo } from './values/call-arguments.ts';
import { makesSteadyObjects } from './values/made-alike.ts';

/** Whether a function changes nothing outside of itself and gives something: then its results can be kept, if they are the same. */
export const isKeepable: (frame: FrameCode) => boolean = oncePer((frame: FrameCode) => {
  return resultsOf(frame).length > 0 && isPureFrame(frame) && makesSteadyObjects(frame);
});

/** Where a function that is plainly called gives something. */
export function resultsOf(frame: FrameCode): readonly CodeNode<NodeOf<'Return'>>[] {
  const { node, scope } = frame;
  if (node.nodeType !== 'FunctionDef' || resumption(frame) !== null || scope.name.startsWith('__')) return [];
  if (node.decorator_list.some((one) => one.nodeType !== 'Name' || !PLAIN.has(one.id))) return [];
  return nodesOf(frame, 'Return').filter(({ node: { value } }) => value != null);
}

const PLAIN: ReadonlySet<string> = new Set(['staticmethod', 'classmethod', 'property']);

/** Whether all calls that the file shows only read what they get: nobody changes what all would share. */
export const isOnlyReadByAll: (frame: FrameCode) => boolean = oncePer((frame: FrameCode) => {
  const calls = callsTo(frame);
  return calls.length > 0 && calls.every((call) => isOnlyRead(call, call.frame));
});
