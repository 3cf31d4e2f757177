import { type Expression, isComprehension } from '../../../source/syntax.ts';
import { codeAt, type FrameCode, type LoopNode, nodesInLoop } from '../module-code.ts';
import { attributesNamed, calledName } from '../names.ts';
import { sourceText } from '../source-text.ts';
import { kindOf } from '../values/value-kind.ts';
import type { SearchLoop } from './search-loop.ts';

/**
 * `number.startswith(rate.prefix)`: of what begins with the keys there are as many beginnings as letters. undefined where a
 * key may be a tuple of several: no beginning is found by that.
 */
export function fixOfBeginnings({ part, wanted, list, loop }: SearchLoop, frame: FrameCode): Fix | undefined {
  if (mayBeTuple(part, frame)) return undefined;
  const [key, whole, all] = [part, wanted, list].map((node) => sourceText(node, frame));
  const [dict, which] = endsAtFirst(loop, frame)
    ? [' (setdefault keeps the first of equal ones)', `of those found take the one that stands first in ${all}.`]
    : ['', 'the longest first if the longest is wanted, all of them if several may fit.'];
  return { text: `Keep a dict by ${key}${dict}, and look up the beginnings of ${whole} in it: ${which}` };
}

type Fix = { readonly text: string };

function mayBeTuple(part: Expression, frame: FrameCode): boolean {
  const set = part.nodeType === 'Attribute' ? attributesNamed(part.attr, frame) : [];
  const made = set.flatMap(({ binding: { value }, frame: at }) => (value === null ? [] : [kindOf(value, at)]));
  return [kindOf(part, frame), ...made].includes('tuple');
}

/** `return`, `break` or `next()` at the first that fits. */
function endsAtFirst(loop: LoopNode, frame: FrameCode): boolean {
  if (!isComprehension(loop))
    return nodesInLoop(loop, frame).some(({ node }) => node.nodeType === 'Break' || node.nodeType === 'Return');
  const call = codeAt(loop, frame)?.parent?.node;
  return call?.nodeType === 'Call' && calledName(call, frame) === 'next';
}
