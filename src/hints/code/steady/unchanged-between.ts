import type { SyntaxNode } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, isWithin } from '../module-code.ts';
import { leaveAsIs } from './leaves-alone.ts';

/** Whoever comes from one place to a later one of the same frame has changed nothing but names of the function. */
export function isUnchangedBetween(first: CodeNode, later: CodeNode, frame: FrameCode): boolean {
  const [from, to] = [first, later].map(({ node }) => frame.nodes.findIndex((code) => code.node === node));
  if (from === undefined || to === undefined || from < 0 || to <= from) return false;
  const between = frame.nodes.slice(from + 1, to).filter((code) => !isWithin(later, code.node));
  // `kept.append(first)` stands before its argument and runs after it
  const around = ancestorsOf(first).filter((code) => !isWithin(later, code.node));
  const passed = [...around, ...between].filter((code) => !isLeft(code, first, later));
  return leaveAsIs(
    passed.map(({ node }) => node),
    frame,
  );
}

function ancestorsOf({ parent }: CodeNode): readonly CodeNode[] {
  return parent === null ? [] : [parent, ...ancestorsOf(parent)];
}

/** It stands in a branch from which nothing comes to the later place: that ends with `return`. */
function isLeft(code: CodeNode, first: CodeNode, later: CodeNode): boolean {
  for (let at = code; at.parent !== null; at = at.parent) {
    const branch = branchWith(at.node, at.parent.node);
    const [head] = branch;
    if (head === undefined || !isEnd(branch.at(-1), at, later)) continue;
    if (![first, later].some((place) => branch.some((one) => isWithin(place, one)))) return true;
  }
  return false;
}

function branchWith(child: SyntaxNode, parent: SyntaxNode): readonly SyntaxNode[] {
  if (parent.nodeType !== 'If') return [];
  return [parent.body, parent.orelse].find((branch) => branch.some((one) => one === child)) ?? [];
}

/** `continue` and `break` leave no more than the loop in which both places stand. */
function isEnd(last: SyntaxNode | undefined, { loops }: CodeNode, later: CodeNode): boolean {
  if (last?.nodeType === 'Return' || last?.nodeType === 'Raise') return true;
  const isOfLoop = last?.nodeType === 'Continue' || last?.nodeType === 'Break';
  return isOfLoop && loops.length > 0 && loops.at(-1) === later.loops.at(-1);
}
