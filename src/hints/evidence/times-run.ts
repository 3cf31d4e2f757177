import type { SyntaxNode } from '../../source/syntax.ts';
import type { CodeNode } from '../code/module-code.ts';
import { bareName, statementAround } from '../code/names.ts';
import { callsByBareName, type FrameEvidence } from './frame-evidence.ts';
import { branchOf, mayLeave, seenCallsIn } from './reached.ts';
import { namesOnce } from './times-raised.ts';

/** How often a statement ran, told by a call in those beside it that its function makes nowhere else; undefined where none tells. */
export function timesRun(code: CodeNode, evidence: FrameEvidence): number | undefined {
  const { node, parent, frame } = statementAround(code);
  const names = namesOnce(frame);
  const calls = besideIt(node, parent?.node).flatMap((one) => seenCallsIn(one, frame));
  const counts = calls
    .map((call) => bareName(call.node, frame))
    .filter((name) => names.has(name))
    .map((name) => callsByBareName(evidence, [name]).ncalls);
  return counts.length === 0 ? undefined : Math.min(...counts);
}

/** The statements of the same branch that run whenever it does: nothing between them goes on or leaves. */
function besideIt(statement: SyntaxNode, parent: SyntaxNode | undefined): readonly SyntaxNode[] {
  const branch = parent === undefined ? null : branchOf(statement, parent);
  if (branch === null) return [statement];
  const at = branch.indexOf(statement);
  const before = branch.slice(0, at);
  const behind = branch.slice(at + 1);
  const end = behind.findIndex(mayLeave);
  return [...before.slice(before.findLastIndex(mayLeave) + 1), statement, ...(end < 0 ? behind : behind.slice(0, end))];
}
