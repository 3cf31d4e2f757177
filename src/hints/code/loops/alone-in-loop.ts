import type { CodeNode } from '../module-code.ts';
import { statementAround } from '../names.ts';

/** Whether a loop does nothing but the statement in which a node stands, so that a figure of the statement is one of the loop. */
export function isAloneInLoop(code: CodeNode): boolean {
  const loop = code.loops.at(-1);
  const statement = statementAround(code).node;
  if (loop === undefined) return true;
  if (!('body' in loop) || !Array.isArray(loop.body)) return true;
  const [only, ...others]: readonly unknown[] = loop.body;
  return others.length === 0 && (only === statement || statement === loop);
}
