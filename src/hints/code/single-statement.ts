import type { FrameCode } from './module-code.ts';

/** Whether all that a function takes is the time of one statement. */
export function isSingleStatement({ node }: FrameCode): boolean {
  return node.nodeType === 'Lambda' || (node.nodeType === 'FunctionDef' && node.body.length === 1);
}
