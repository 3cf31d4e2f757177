import type { Binding } from '../../source/bindings.ts';
import type { Expression } from '../../source/syntax.ts';
import type { FrameCode } from '../code/module-code.ts';
import { bindingsBehind, selfAttribute } from '../code/names.ts';
import { argumentsFor } from '../code/values/call-arguments.ts';
import type { FrameEvidence } from './frame-evidence.ts';
import { timesCalled } from './times-called.ts';

/**
 * How many texts a name or attribute held one after the other, at most: one for each run of what binds it, and for what is
 * handed on no more than those who hand it on had. undefined where a loop may bind it.
 */
export function textsHeld(
  text: Expression,
  frame: FrameCode,
  evidence: FrameEvidence,
  known: Map<Binding, number> = new Map(), // functions that hand it on to each other would be asked again and again
): number | undefined {
  if (text.nodeType !== 'Name' && selfAttribute(text, frame) === null) return undefined;
  const bound = bindingsBehind(text, frame);
  const isOncePerRun = bound.every(
    ({ binding: { kind, loopDepth } }) => loopDepth === 0 && (kind === 'assignment' || kind === 'argument'),
  );
  const [first, ...others] = bound;
  if (first === undefined || !isOncePerRun) return undefined;
  const runs = bound.reduce((sum, { frame: binder }) => sum + Math.max(1, timesCalled(binder, evidence)), 0);
  if (others.length > 0 || first.binding.kind !== 'argument') return runs;
  const before = known.get(first.binding);
  if (before !== undefined) return before;
  known.set(first.binding, runs);
  const given = argumentsFor(first.binding.target, frame);
  const held = given.map(({ value, frame: by }) => textsHeld(value, by, evidence, known) ?? runs);
  const most = given.length === 0 ? runs : held.reduce((sum, one) => sum + one);
  known.set(first.binding, Math.min(runs, most));
  return Math.min(runs, most);
}
