import { oncePer } from '../text/lazily.ts';
import { isFunctionNode, type SyntaxNode } from './syntax.ts';
import { walkFrame } from './walk-syntax.ts';

/** A function that is left half-way and entered again: a profile counts each entry as a call. */
type Resumed = 'generator' | 'coroutine' | 'asynchronous generator';

/** Null for a function that runs from its start to its end. */
export const resumedKind: (node: SyntaxNode) => Resumed | null = oncePer((node) => {
  if (node.nodeType === 'GeneratorExp') return 'generator';
  if (!isFunctionNode(node) && node.nodeType !== 'Lambda') return null;
  const isAsync = node.nodeType === 'AsyncFunctionDef';
  for (const visit of walkFrame(node)) {
    const { nodeType } = visit.node;
    if (nodeType === 'Yield' || nodeType === 'YieldFrom') return isAsync ? 'asynchronous generator' : 'generator';
  }
  return isAsync ? 'coroutine' : null;
});
