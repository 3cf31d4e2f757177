import { type Expression, isComprehension, type NodeOf, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { oncePer } from '../../../text/lazily.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop } from '../module-code.ts';
import { namesBoundBy } from '../steady/invariance.ts';

/** `for _ in range(1000): check(text)` tries it out. */
export function isTrial(given: readonly Expression[], { loops, frame }: CodeNode): boolean {
  const inner = loops.at(-1);
  if (inner === undefined || given.length === 0) return false;
  const nodes = given.flatMap((value) => [...walkSyntax(value)]);
  return nodes.every(({ nodeType }) => nodeType !== 'Name') || isCounting(inner, frame) || hasRounds(inner, frame);
}

/** `check(rule) for _ in range(1000) for rule in rules` */
function hasRounds(loop: LoopNode, frame: FrameCode): boolean {
  if (!isComprehension(loop) || loop.generators.length === 1) return false;
  const used = new Set(nodesInLoop(loop, frame).flatMap(({ node }) => (isLoaded(node) ? [node.id] : [])));
  return loop.generators.some(({ target }) => target.nodeType === 'Name' && !used.has(target.id));
}

function isLoaded(node: SyntaxNode): node is NodeOf<'Name'> {
  return node.nodeType === 'Name' && node.ctx.nodeType === 'Load';
}

/** A loop that asks nothing of what it walks. */
function isCounting(loop: LoopNode, frame: FrameCode): boolean {
  return loop.nodeType !== 'While' && !readsItem(frame)(loop);
}

const readsItem = oncePer((frame: FrameCode) =>
  oncePer((loop: LoopNode): boolean => {
    const bound = namesBoundBy(loop);
    return nodesInLoop(loop, frame).some(({ node }) => isLoaded(node) && bound.has(node.id));
  }),
);
