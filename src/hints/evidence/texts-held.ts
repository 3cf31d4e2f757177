import type { Expression } from '../../source/syntax.ts';
import type { FrameCode } from '../code/module-code.ts';
import { attributeBindings, bindingsOf, selfAttribute } from '../code/names.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { timesCalled } from './times-called.ts';

/** From one function that only hands it on to the next. */
const DEEPEST = 3;

/**
 * How many texts a name or attribute held one after the other, at most: one for each run of what binds it, and for what is
 * handed on no more than those who hand it on had. undefined where a loop may bind it.
 */
export function textsHeld(text: Expression, frame: FrameCode, evidence: FrameEvidence, depth = 0): number | undefined {
  const attribute = selfAttribute(text, frame);
  if (attribute === null && text.nodeType !== 'Name') return undefined;
  const bound = attribute === null ? bindingsOf(targetOf(text), frame) : attributeBindings(attribute, frame);
  const isOncePerRun = bound.every(
    ({ binding: { kind, loopDepth } }) => loopDepth === 0 && (kind === 'assignment' || kind === 'argument'),
  );
  const [first, ...others] = bound;
  if (first === undefined || !isOncePerRun) return undefined;
  const runs = bound.reduce((sum, { frame: binder }) => sum + Math.max(1, timesCalled(binder, evidence)), 0);
  if (others.length > 0 || first.binding.kind !== 'argument' || depth > DEEPEST) return runs;
  const given = argumentsFor(first.binding.target, frame);
  const held = given.map(({ value, frame: by }) => textsHeld(value, by, evidence, depth + 1) ?? runs);
  return given.length === 0
    ? runs
    : Math.min(
        runs,
        held.reduce((sum, one) => sum + one),
      );
}

function targetOf(text: Expression): string {
  return text.nodeType === 'Name' ? text.id : '';
}
