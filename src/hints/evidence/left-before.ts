import { lineOf, type NodeOf } from '../../source/syntax.ts';
import { callsShownAs } from '../code/calls-shown.ts';
import { type CodeNode, nodesOf } from '../code/module-code.ts';
import { bareName } from '../code/names.ts';
import { callsByBareName, type FrameEvidence } from './frame-evidence.ts';
import { isAlwaysReached } from './passes.ts';

/**
 * In how many calls of a function at least a `return` of a branch was come to before a line on which no branch stands: told by what
 * the `return` calls, and nothing else in the function.
 */
export function leftBefore(line: number, evidence: FrameEvidence): number {
  const early = nodesOf(evidence.code, 'Return').filter((one) => isOfBranch(one) && lineOf(one.node) < line);
  return early.reduce((sum, one) => sum + timesReturned(one, evidence), 0);
}

function isOfBranch({ parent }: CodeNode): boolean {
  return parent?.node.nodeType === 'If' && parent.parent === null;
}

function timesReturned(returned: CodeNode<NodeOf<'Return'>>, evidence: FrameEvidence): number {
  const { code, selfCalls } = evidence;
  const counts = nodesOf(code, 'Call')
    .filter((call) => isAlwaysReachedIn(call, returned))
    .map(({ node }) => bareName(node, code))
    .filter((name) => callsShownAs(name, code).length === 1 && !(selfCalls > 0 && name === code.scope.name))
    .map((name) => callsByBareName(evidence, [name]).ncalls);
  return counts.length === 0 ? 0 : Math.min(...counts);
}

function isAlwaysReachedIn(call: CodeNode, { node, loops }: CodeNode): boolean {
  if (call.loops.length > loops.length) return false;
  for (let at: CodeNode | null = call; at !== null; at = at.parent) {
    if (at.node === node) return isAlwaysReached(call, node);
  }
  return false;
}
