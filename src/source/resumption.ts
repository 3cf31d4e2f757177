import { oncePer } from '../text/lazily.ts';
import { isFunctionNode, type SyntaxNode } from './syntax.ts';
import { walkFrame } from './walk-syntax.ts';

/** A function that is left half-way and entered again: a profile counts each entry as a call. */
type Resumed = 'generator' | 'coroutine' | 'asynchronous generator';

/** Null for a function that runs from its start to its end. */
export const resumedKind: (node: SyntaxNode) => Resumed | null = oncePer((node) =>
  resumptionOf(node, () => yields(node)),
);

/** The same where somebody knows already whether it yields. */
export function resumptionOf(node: SyntaxNode, isYielding: () => boolean): Resumed | null {
  if (node.nodeType === 'GeneratorExp') return 'generator';
  if (!isFunctionNode(node) && node.nodeType !== 'Lambda') return null;
  const isAsync = node.nodeType === 'AsyncFunctionDef';
  if (isYielding()) return isAsync ? 'asynchronous generator' : 'generator';
  return isAsync ? 'coroutine' : null;
}

function yields(root: SyntaxNode): boolean {
  for (const { node } of walkFrame(root)) if (node.nodeType === 'Yield' || node.nodeType === 'YieldFrom') return true;
  return false;
}
