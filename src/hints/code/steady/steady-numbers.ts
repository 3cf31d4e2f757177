import type { Expression, NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode, LoopNode } from '../module-code.ts';
import { bindingsOf } from '../names.ts';
import { reboundNames } from '../rebound-names.ts';
import { attributesChangedLater } from './fixed-function.ts';
import { callsNamed, isInvariantIn, isSameInEveryCall, loopThatRepeats, MATHS } from './invariance.ts';

/** Arithmetic with functions of `math` whose result is known: `math.sqrt(2 * math.pi)`. */
export type SteadyNumber = {
  readonly code: CodeNode<Expression>;
  /** The outermost loop that changes nothing of it; null where it is the same in every call of the function. */
  readonly loop: LoopNode | null;
};

const CALLED: ReadonlySet<string> = new Set(MATHS);

/**
 * The largest expressions around calls of `math` that are the same in each pass of a loop, or in every call: then no name
 * of the function's own is in them, for what callers give in one loop they may give otherwise in the next.
 */
export function steadyNumbers(frame: FrameCode): readonly SteadyNumber[] {
  const found = new Map<Expression, SteadyNumber>();
  for (const call of callsNamed(frame, CALLED)) {
    const loop = loopThatRepeats(call.node, call) ?? null;
    if (!isUnchanged(call.node, loop, frame)) continue;
    const code = largest(call, loop);
    found.set(code.node, { code, loop });
  }
  return [...found.values()];
}

function isUnchanged(number: Expression, loop: LoopNode | null, frame: FrameCode): boolean {
  const later = attributesChangedLater(frame.module);
  const rebound = reboundNames(frame.module);
  const nodes = [...walkSyntax(number)];
  const isSet = nodes.some(
    (node) =>
      (node.nodeType === 'Attribute' && later.has(node.attr)) ||
      (node.nodeType === 'Name' && (rebound.has(node.id) || (loop === null && bindingsOf(node.id, frame).length > 0))),
  );
  if (isSet) return false;
  return loop === null ? isSameInEveryCall(number, frame) : isInvariantIn(number, loop, frame);
}

/** The arithmetic around a call, as far as nothing else comes into it. */
function largest(call: CodeNode<NodeOf<'Call'>>, loop: LoopNode | null): CodeNode<Expression> {
  let at: CodeNode<Expression> = call;
  for (;;) {
    const around = at.parent;
    const node = around?.node;
    if (node === undefined || around === null) return at;
    if (node.nodeType !== 'BinOp' && node.nodeType !== 'UnaryOp' && node.nodeType !== 'Call') return at;
    if (!isUnchanged(node, loop, call.frame)) return at;
    at = { ...around, node };
  }
}
