import { isComprehension, isFunctionNode, type SyntaxNode } from '../../../source/syntax.ts';
import { walkSyntax } from '../../../source/walk-syntax.ts';
import { type CodeNode, type FrameCode, nodesOf } from '../module-code.ts';
import { type BoundIn, bindingsOf, calledName } from '../names.ts';
import { framesMeant } from '../steady/pure-frame.ts';

/**
 * Whether each term of a sum is made of a part of what is walked: none of what the terms before it left in a name
 * (`now += ...`), of the mean of all, or of all of them in their order.
 */
export function hasOwnTerms(frame: FrameCode, walked: ReadonlySet<string>): boolean {
  const names = nodesOf(frame, 'Name').filter(({ node }) => node.ctx.nodeType === 'Load');
  return names.every((name) => {
    const { id } = name.node;
    if (walked.has(id)) return isWalkedPlainly(name);
    if (name.loops.length === 0 && !isInHead(name)) return true;
    const bound = bindingsOf(id, frame);
    return !isCarriedOn(bound) && !bound.some((one) => isOfAll(one, walked));
  });
}

/** Bound before the loops, and by them. */
function isCarriedOn(bound: readonly BoundIn[]): boolean {
  const isBegun = bound.some(({ binding: { kind, loopDepth } }) => loopDepth === 0 && kind !== 'loop');
  return isBegun && bound.some(({ binding: { loopDepth } }) => loopDepth > 0);
}

/** `mean` of `mean = sum(shares) / len(shares)`: how many there are does not change with one of them. */
function isOfAll({ binding: { value, loopDepth, kind }, frame }: BoundIn, walked: ReadonlySet<string>): boolean {
  if (value === null || loopDepth > 0 || kind === 'argument' || kind === 'loop') return false;
  const lengths = [...walkSyntax(value)].flatMap((node) =>
    node.nodeType === 'Call' && calledName(node, frame) === 'len' ? [...walkSyntax(node)] : [],
  );
  const counted = new Set<SyntaxNode>(lengths);
  return [...walkSyntax(value)].some((node) => node.nodeType === 'Name' && walked.has(node.id) && !counted.has(node));
}

/** An item of it, what a sum goes through in its order, or what a function of the file takes items of. */
function isWalkedPlainly(name: CodeNode): boolean {
  const { node, parent, frame } = name;
  const around = parent?.node;
  if (parent === null || around === undefined) return false;
  if (around.nodeType === 'Subscript') return around.value === node && (!isInHead(name) || isPlainHead(parent));
  if (isHead(around, node)) return isPlainHead(name);
  if (around.nodeType !== 'Call') return false;
  const called = calledName(around, frame);
  if (called === 'len' || WALKS.has(called)) return called === 'len' || isPlainHead(parent);
  const meant = framesMeant(around, frame);
  return meant.length > 0 && meant.every((one) => one !== frame && takesItems(one));
}

const WALKS: ReadonlySet<string> = new Set(['zip', 'enumerate', 'reversed', 'iter', 'itertools.pairwise']);

/** Of a loop, or of what `sum` is given, in no other order: of `max(count for count in counts)` one item more may be another. */
function isPlainHead(code: CodeNode): boolean {
  const { node, parent, frame } = code;
  const around = parent?.node;
  if (around?.nodeType === 'Call' && WALKS.has(calledName(around, frame)))
    return parent !== null && isPlainHead(parent);
  if (around?.nodeType === 'Subscript') return parent !== null && isPlainHead(parent);
  if (around === undefined || !isHead(around, node)) return false;
  const call = parent?.parent?.node;
  return around.nodeType === 'For' || (call?.nodeType === 'Call' && calledName(call, frame) === 'sum');
}

/** `cost(grid, row, column)`, which goes through none of what it is given, and hands it to nobody. */
function takesItems(callee: FrameCode): boolean {
  if (!isFunctionNode(callee.node)) return false;
  const given = new Set(callee.node.args.args.map(({ arg }) => arg));
  return nodesOf(callee, 'Name').every(
    ({ node, parent }) => !given.has(node.id) || (parent?.node.nodeType !== 'Call' && !isHead(parent?.node, node)),
  );
}

/** In what a loop goes through, also in a call: `zip(rows, rows[1:])`. */
export function isInHead(code: CodeNode): boolean {
  for (let at = code; at.parent !== null; at = at.parent) if (isHead(at.parent.node, at.node)) return true;
  return false;
}

/** `rows` of `for row in rows`, also of a comprehension. */
export function isHead(node: SyntaxNode | undefined, walked: SyntaxNode): boolean {
  if (node === undefined) return false;
  if (isComprehension(node)) return node.generators.some(({ iter }) => iter === walked);
  return node.nodeType === 'For' && node.iter === walked;
}
