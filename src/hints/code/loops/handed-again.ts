import { lastName } from '../../../source/dotted-text.ts';
import type { Expression } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { isSameList } from '../steady/same-list.ts';
import { argumentsFor } from '../values/call-arguments.ts';
import { namesStored } from './growing-walk.ts';

/** From one function that only hands it on to the next. */
const DEEPEST = 2;

/**
 * `nodes` of `is_known(nodes, node)`, which each caller hands on in a loop that keeps the list: it may put items in and take
 * them out, but sets none anew.
 */
export function isHandedAgain(list: Expression, frame: FrameCode, depth: number = 0): boolean {
  if (depth > DEEPEST || list.nodeType !== 'Name') return false;
  if (!bindingsOf(list.id, frame).every(({ binding }) => binding.kind === 'argument')) return false;
  const given = argumentsFor(list.id, frame);
  return given.length > 0 && given.every(({ value, call }) => call !== null && isKeptBy(value, call, depth));
}

function isKeptBy(list: Expression, call: CodeNode, depth: number): boolean {
  const { frame, loops } = call;
  if (namesStored(frame.module).has(lastName(list))) return false;
  return (loops.length > 0 && isSameList(list, call, frame)) || isHandedAgain(list, frame, depth + 1);
}
