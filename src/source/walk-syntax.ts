import { childrenOf, fieldNodes } from './child-nodes.ts';
import type { SyntaxNode } from './syntax.ts';

/** All nodes under a node and itself, parents first. No recursion: a source may be nested as deep as it likes. */
export function* walkSyntax(root: SyntaxNode): Generator<SyntaxNode> {
  const stack: SyntaxNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    pushReversed(stack, fieldNodes(node));
  }
}

/** One by one: as the arguments of one call the items of a long list literal would not fit on the stack. */
export function pushReversed<T>(stack: T[], items: readonly T[]): void {
  for (let at = items.length - 1; at >= 0; at--) stack.push(items[at]!);
}

/** A node of a function's code, with what is known of it before it is looked at. */
export type Visit = {
  readonly node: SyntaxNode;
  /** In how many loops and comprehensions of the function it stands. */
  readonly loopDepth: number;
  /** The comprehension nodes around it within the function, from the outermost; their frames are the function's helpers. */
  readonly within: readonly SyntaxNode[];
};

/**
 * The nodes that run when a function (or class body, or module) runs: not those in functions, lambdas and classes that
 * it defines, but with those in its comprehensions and generator expressions. The root itself is not among them.
 */
export function* walkFrame(root: SyntaxNode): Generator<Visit> {
  const stack: Visit[] = framesOwn(root);
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    yield visit;
    pushReversed(stack, inFrame(visit));
  }
}

/** What is `inner` to the root is the frame's own; what is `same` is evaluated around it. A module has it all. */
function framesOwn(root: SyntaxNode): Visit[] {
  const children = childrenOf(root);
  const own = root.nodeType === 'Module' ? children : children.filter(({ relation }) => relation.startsWith('inner'));
  return own
    .map(({ node, relation }) => ({ node, loopDepth: relation === 'inner-repeated' ? 1 : 0, within: [] }))
    .reverse();
}

function inFrame({ node, loopDepth, within }: Visit): Visit[] {
  const visits: Visit[] = [];
  for (const child of childrenOf(node)) {
    if (child.relation === 'inner') continue;
    const isRepeated = child.relation !== 'same';
    visits.push({
      node: child.node,
      loopDepth: loopDepth + (isRepeated ? 1 : 0),
      within: child.relation === 'inner-repeated' ? [...within, node] : within,
    });
  }
  return visits;
}
