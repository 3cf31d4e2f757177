import type { SyntaxNode } from '../../../source/syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { isCallNamed } from '../call-names.ts';
import { type FrameCode, iterablesOf, type LoopNode, nodesOf } from '../module-code.ts';
import { withCalled } from '../steady/pure-frame.ts';

/** Whether all that is done with `entries` is `sum(amount for _, amount in self.entries)`, or the same in a loop. */
export function isSumAlone(name: string, frame: FrameCode): boolean {
  const reads = nodesOf(frame, 'Attribute').filter(({ node }) => node.attr === name);
  return withCalled(frame).length === 1 && isAddingUp(frame) && reads.every(({ node }) => partsOfSum(frame).has(node));
}

const isAddingUp = oncePer((frame: FrameCode): boolean => {
  const sums = nodesOf(frame, 'Call').filter(({ node }) => isCallNamed(SUMS, node, frame));
  const summed = new Set<SyntaxNode>(sums.flatMap(({ node }) => node.args));
  const loops = loopsIn(frame);
  const isAdding = (loop: LoopNode): boolean => loop.nodeType === 'For' && loop.body.every(isAddition);
  return sums.length + loops.length > 0 && loops.every((loop) => summed.has(loop) || isAdding(loop));
});

/** What is added up, counted, or asked whether it is empty: `max(self.entries)` is another walk. */
const partsOfSum = oncePer(
  (frame: FrameCode): ReadonlySet<SyntaxNode> =>
    new Set([
      ...loopsIn(frame).flatMap(iterablesOf),
      ...nodesOf(frame, 'Call').flatMap(({ node }) => (isCallNamed(COUNTED, node, frame) ? node.args : [])),
      ...[...nodesOf(frame, 'If'), ...nodesOf(frame, 'IfExp')].map(({ node }) => node.test),
      ...nodesOf(frame, 'UnaryOp').flatMap(({ node }) => (node.op.nodeType === 'Not' ? [node.operand] : [])),
    ]),
);

export function loopsIn(frame: FrameCode): readonly LoopNode[] {
  return [...new Set(frame.nodes.flatMap(({ loops }) => loops))];
}

/** `total += amount` */
export function isAddition(step: SyntaxNode): boolean {
  return step.nodeType === 'AugAssign' && step.op.nodeType === 'Add' && step.target.nodeType === 'Name';
}

const SUMS: ReadonlySet<string> = new Set(['sum', 'math.fsum']);

const COUNTED: ReadonlySet<string> = new Set([...SUMS, 'len']);
