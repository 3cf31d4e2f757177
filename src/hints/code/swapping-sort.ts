import { walkSyntax } from '../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesInLoop } from './module-code.ts';
import { resolve } from './names.ts';
import { namesIn } from './names-in.ts';

/** `rows[j] > rows[j + 1] and rows[j] in wanted`: not all are to be in order. `j > 0` beside it is about the place. */
export function isAskedMore({ node, parent }: CodeNode): boolean {
  const around = parent?.node;
  if (around?.nodeType !== 'BoolOp') return false;
  return around.values.some(
    (one) =>
      one !== node && [...walkSyntax(one)].some(({ nodeType }) => nodeType === 'Call' || nodeType === 'Subscript'),
  );
}

/** It counts its steps, shows them or hands them out: a sort in C has none. */
export function makesMore(loop: LoopNode, frame: FrameCode): boolean {
  const inside = nodesInLoop(loop, frame);
  const places = new Set(inside.flatMap(({ node }) => (node.nodeType === 'Subscript' ? [...namesIn(node.slice)] : [])));
  return inside.some(({ node }) => {
    if (node.nodeType === 'Yield' || node.nodeType === 'YieldFrom' || node.nodeType === 'Await') return true;
    if (node.nodeType === 'Expr') return node.value.nodeType === 'Call';
    return node.nodeType === 'AugAssign' && node.target.nodeType === 'Name' && !places.has(node.target.id);
  });
}

/** `for _ in range(k)` may stop where the largest are found. */
export function isOfAll(outer: LoopNode, frame: FrameCode): boolean {
  if (outer.nodeType !== 'For') return true;
  const names = [...namesIn(outer.iter)];
  return names.includes('len') || names.some((name) => isLength(name, frame));
}

function isLength(name: string, frame: FrameCode): boolean {
  return resolve(name, frame).some(({ binding: { value } }) => value !== null && namesIn(value).has('len'));
}
