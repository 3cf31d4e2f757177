import { type CodeNode, nodesInLoop } from '../module-code.ts';
import { isStatement, statementAround } from '../names.ts';

/**
 * What the innermost loop around a node does beside it: it may call something else, which may take any time, be it
 * for an argument; or it has more statements. A branch of one statement below a question belongs to that.
 */
export function besideInLoop(code: CodeNode): 'nothing' | 'calls' | 'more' {
  const loop = code.loops.at(-1);
  if (loop === undefined) return 'nothing';
  const own = statementAround(code).node;
  const inside = nodesInLoop(loop, code.frame).filter(({ node }) => node !== code.node);
  const others = inside.filter((one) => isStatement(one) && one.node !== own);
  if (others.length > (own === loop || own.nodeType === 'If' ? 1 : 0)) return 'more';
  return inside.some(({ node }) => node.nodeType === 'Call') ? 'calls' : 'nothing';
}
