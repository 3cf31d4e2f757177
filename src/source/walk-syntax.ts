import { childrenOf, fieldNodes } from './child-nodes.ts';
import type { SyntaxNode } from './syntax.ts';

/** A node and all nodes under it, parents first. No recursion: a source may be nested to any depth. */
export function* walkSyntax(root: SyntaxNode): Generator<SyntaxNode> {
  const stack: SyntaxNode[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    pushReversed(stack, fieldNodes(node));
  }
}

/** Whether anything under a node is more than so many levels below it. */
export function nestsDeeper(root: SyntaxNode, levels: number): boolean {
  let level: readonly SyntaxNode[] = [root];
  for (let depth = 0; depth <= levels && level.length > 0; depth++) {
    level = level.flatMap((node) => [...fieldNodes(node)]);
  }
  return level.length > 0;
}

/** One by one: as arguments of one call, the items of a long list literal would not fit on the stack. */
export function pushReversed<T>(stack: T[], items: readonly T[]): void {
  for (let at = items.length - 1; at >= 0; at--) stack.push(items[at]!);
}

/** A node of a function's code, and where in the function it is. */
export type Visit = {
  readonly node: SyntaxNode;
  /** How many loops and comprehensions of the function it is in. */
  readonly loopDepth: number;
  /** The comprehension nodes around it within the function, from the outermost; their frames are the function's helpers. */
  readonly within: readonly SyntaxNode[];
};

/**
 * The nodes that run when a function (or class body, or module) runs, including those in its comprehensions and
 * generator expressions, but not those in functions, lambdas and classes that it defines. The root itself is not among
 * them.
 */
export function* walkFrame(root: SyntaxNode): Generator<Visit> {
  const stack: Visit[] = framesOwn(root);
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    yield visit;
    pushInner(stack, visit);
  }
}

/**
 * What is `inner` to the root belongs to its frame; what is `same` is evaluated around it. All of a module is its own.
 */
function framesOwn(root: SyntaxNode): Visit[] {
  const children = childrenOf(root);
  const own = root.nodeType === 'Module' ? children : children.filter(({ relation }) => relation.startsWith('inner'));
  return own
    .map(({ node, relation }) => ({ node, loopDepth: relation === 'inner-repeated' ? 1 : 0, within: [] }))
    .reverse();
}

/** What is evaluated in the frame, last first. */
function pushInner(stack: Visit[], { node, loopDepth, within }: Visit): void {
  const children = childrenOf(node);
  for (let at = children.length - 1; at >= 0; at--) {
    const child = children[at]!;
    if (child.relation === 'inner') continue;
    stack.push({
      node: child.node,
      loopDepth: child.relation === 'same' ? loopDepth : loopDepth + 1,
      within: child.relation === 'inner-repeated' ? [...within, node] : within,
    });
  }
}
