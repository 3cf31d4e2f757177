import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { bindingsOf, statementAround } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { SHRINKING } from '../set-beside.ts';
import { targetText } from './copied-whole.ts';
import { methodCallsOn } from './method-calls-on.ts';

/** A dict or list that the passes of the loop around empty: `while waiting: best = min(waiting.values(), key=...)`. */
export function isOfOuterPass(owner: Expression, { loops }: CodeNode, frame: FrameCode): boolean {
  return (
    owner.nodeType === 'Name' &&
    loops.length > 0 &&
    bindingsOf(owner.id, frame).every(({ binding }) => binding.loopDepth < loops.length)
  );
}

/** `del owner[oldest]`, `owner.pop(found[0])`, `owner.remove(min(owner))` */
export function isTakenOut(owner: Expression, code: CodeNode<NodeOf<'Call'>>, frame: FrameCode): boolean {
  const { node } = statementAround(code);
  const found = new Set(node.nodeType === 'Assign' ? node.targets.flatMap((target) => [...namesIn(target)]) : []);
  const deleted = nodesOf(frame, 'Subscript').flatMap(({ node: { ctx, value, slice } }) =>
    ctx.nodeType === 'Del' && targetText(value) === targetText(owner) ? [slice] : [],
  );
  const taken = methodCallsOn(owner, frame).flatMap(({ method, code: call }) =>
    call.frame === frame && SHRINKING.has(method) ? call.node.args : [],
  );
  return [...deleted, ...taken].some((one) =>
    [...walkSyntax(one)].some((part) => part === code.node || (part.nodeType === 'Name' && found.has(part.id))),
  );
}
