import type { Expression } from '../../../source/syntax.ts';
import type { CodeNode, FrameCode } from '../module-code.ts';
import { isParameter } from '../steady/asked-again.ts';
import { rootOf } from '../steady/changed-itself.ts';
import { attributesSetLater, keysSet } from '../steady/set-later.ts';
import { tableWalked } from '../steady/steady-items.ts';
import { argumentsFor, type Given } from './call-arguments.ts';

/**
 * Whether a text is held by an item of a table that is walked anew in every call, here or by all callers: `rule.when` or
 * `rule['when']` of an argument `rule`, which they take from `for rule in self.rules`.
 */
export function isHeldByItems(text: Expression, code: CodeNode): boolean {
  if (!isSteadyPart(text, code.frame)) return false;
  if (tableWalked([text], code) !== undefined) return true;
  const given = givenFor(text, code.frame);
  return (
    given.length > 0 && given.every(({ value, call }) => call !== null && tableWalked([value], call) !== undefined)
  );
}

/** What callers give for the argument of which a text is a part. */
export function givenFor(text: Expression, frame: FrameCode): readonly Given[] {
  const root = rootOf(text);
  return isParameter(root, frame) ? argumentsFor(root, frame) : [];
}

/** A name, or a part of it that nothing in the file sets once it is there. */
function isSteadyPart(text: Expression, frame: FrameCode): boolean {
  if (text.nodeType === 'Name') return true;
  if (text.nodeType === 'Attribute') {
    return !attributesSetLater(frame.module).has(text.attr) && isSteadyPart(text.value, frame);
  }
  if (text.nodeType !== 'Subscript' || text.slice.nodeType !== 'Constant') return false;
  return !keysSet(frame.module).has(String(text.slice.value)) && isSteadyPart(text.value, frame);
}
