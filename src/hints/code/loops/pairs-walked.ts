import { type Expression, isComprehension, type NodeOf } from '../../../source/syntax.ts';
import { type CodeNode, type FrameCode, type LoopNode, nodesOf } from '../module-code.ts';
import { bindingsOf, calledName } from '../names.ts';
import { namesIn } from '../names-in.ts';
import { ownCallee } from '../own-callee.ts';
import { isInvariantIn, namesBoundBy } from '../steady/invariance.ts';

/**
 * Whether a loop goes over pairs of which each part comes again and again: `for a, b in itertools.combinations(rows, 2)`,
 * `for a in rows for b in rows`, or what a name or a generator of the file has of such pairs.
 */
export function isOfPairs(loop: LoopNode, frame: FrameCode): boolean {
  if (isComprehension(loop)) {
    return loop.generators.length > 1 || loop.generators.some(({ iter }) => hasPairs(iter, frame));
  }
  return loop.nodeType !== 'While' && loop.target.nodeType === 'Tuple' && hasPairs(loop.iter, frame);
}

function hasPairs(walked: Expression, frame: FrameCode): boolean {
  const made = withoutNames(walked, frame);
  if (isOfProduct(made, frame)) return true;
  if (made.nodeType === 'ListComp' || made.nodeType === 'GeneratorExp') return isPairing(made, frame);
  const callee = made.nodeType === 'Call' ? ownCallee(made, frame) : undefined;
  return callee !== undefined && yieldsPairs(callee);
}

/** What is walked, through names that are bound once and `list(...)`. `pairs = list(pairs)` leads back to itself. */
function withoutNames(walked: Expression, frame: FrameCode): Expression {
  const seen = new Set<Expression>();
  let at = walked;
  for (;;) {
    seen.add(at);
    const behind = at.nodeType === 'Name' ? onlyValue(at.id, frame) : listed(at, frame);
    if (behind === undefined || seen.has(behind)) return at;
    at = behind;
  }
}

function onlyValue(name: string, frame: FrameCode): Expression | undefined {
  const [only, ...others] = bindingsOf(name, frame);
  if (only?.binding.kind !== 'assignment' || others.length > 0) return undefined;
  const { value } = only.binding;
  return value === null || value.nodeType === 'Name' ? undefined : value;
}

function listed(made: Expression, frame: FrameCode): Expression | undefined {
  return made.nodeType === 'Call' && calledName(made, frame) === 'list' ? made.args[0] : undefined;
}

const PRODUCTS: ReadonlySet<string> = new Set(
  ['combinations', 'product', 'permutations', 'combinations_with_replacement'].map((name) => `itertools.${name}`),
);

function isOfProduct(iter: Expression, frame: FrameCode): boolean {
  return iter.nodeType === 'Call' && PRODUCTS.has(calledName(iter, frame));
}

/** `[(a, b) for a in rows for b in rows]` */
function isPairing({ elt, generators }: NodeOf<'ListComp' | 'GeneratorExp'>, frame: FrameCode): boolean {
  const [first, second, ...others] = generators;
  if (first === undefined || second === undefined || others.length > 0) return false;
  const [outer, inner] = [namesIn(first.target), namesIn(second.target)];
  const isSame = (walked: Expression): boolean => ![...namesIn(walked)].some((name) => outer.has(name));
  return isOfBoth(elt, outer, inner) && isWalkedAgain(second.iter, isSame, frame);
}

/** Each `yield` gives a pair: the loop around goes on with one part while the inner one goes through all others. */
function yieldsPairs(callee: FrameCode): boolean {
  const yields = nodesOf(callee, 'Yield');
  const handed = nodesOf(callee, 'YieldFrom');
  return (
    yields.length + handed.length > 0 &&
    handed.every(({ node }) => isOfProduct(node.value, callee)) &&
    yields.every((code) => isOfTwoLoops(code, callee))
  );
}

function isOfTwoLoops({ node: { value }, loops }: CodeNode<NodeOf<'Yield'>>, frame: FrameCode): boolean {
  const [outer, inner] = loops.slice(-2);
  if (outer === undefined || inner?.nodeType !== 'For') return false;
  return isOfBoth(value, namesBoundBy(outer), namesBoundBy(inner)) && isItemsAgain(inner.iter, outer, frame);
}

/** `(a, b)` of which each part is bound by one of two loops, and none of them by none. */
function isOfBoth(pair: Expression | undefined, outer: ReadonlySet<string>, inner: ReadonlySet<string>): boolean {
  if (pair?.nodeType !== 'Tuple') return false;
  const names = pair.elts.map((one) => (one.nodeType === 'Name' ? one.id : ''));
  return (
    names.some((name) => outer.has(name)) &&
    names.some((name) => inner.has(name)) &&
    names.every((name) => outer.has(name) || inner.has(name))
  );
}

/** The same items for each pass of the loop around it, or those behind its own: `rows`, `rows[at + 1:]`, `range(at + 1, n)`. */
export function isItemsAgain(iter: Expression, outer: LoopNode, frame: FrameCode): boolean {
  return isWalkedAgain(iter, (walked) => isInvariantIn(walked, outer, frame), frame);
}

function isWalkedAgain(iter: Expression, isSame: (walked: Expression) => boolean, frame: FrameCode): boolean {
  if (iter.nodeType === 'Call' && calledName(iter, frame) === 'range') return true;
  if (iter.nodeType === 'Call' && calledName(iter, frame) === 'enumerate') {
    const [first] = iter.args;
    return first !== undefined && isWalkedAgain(first, isSame, frame);
  }
  return isSame(iter.nodeType === 'Subscript' && iter.slice.nodeType === 'Slice' ? iter.value : iter);
}
