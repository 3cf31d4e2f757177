import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import type { CodeNode, FrameCode, LoopNode } from '../module-code.ts';
import { reboundNames } from '../rebound-names.ts';
import { attributesChangedLater } from './fixed-function.ts';
import { isInvariantIn, namesBoundBy } from './invariance.ts';
import { isPureLoop } from './leaves-alone.ts';
import { isPureExpression } from './pure-frame.ts';

/** Whether a comprehension walks the same and makes the same of it in each pass of a loop, which changes nothing of others. */
export function isSteadyWalk(walked: Expression | undefined, code: CodeNode, frame: FrameCode): boolean {
  if (walked === undefined || !isComprehension(walked) || !isPureExpression(walked, frame)) return false;
  const nodes = [...walkSyntax(walked)];
  const own = new Set(nodes.flatMap((node) => (isComprehension(node) ? [...namesBoundBy(node)] : [])));
  const names = nodes.flatMap((node) => (node.nodeType === 'Name' && !own.has(node.id) ? [node] : []));
  const later = attributesChangedLater(frame.module);
  if (nodes.some((node) => node.nodeType === 'Attribute' && later.has(node.attr))) return false;
  return code.loops.some((loop) => isUnchangedIn(names, loop, frame) && isPureLoop(loop, frame));
}

function isUnchangedIn(names: readonly NodeOf<'Name'>[], loop: LoopNode, frame: FrameCode): boolean {
  const rebound = reboundNames(frame.module);
  return names.every((name) => !rebound.has(name.id) && isInvariantIn(name, loop, frame));
}
